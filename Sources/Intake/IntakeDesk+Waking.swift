import Model

extension IntakeDesk {
    /// Files that went without our doing.
    func forget(_ missing: [RelativePath], _ now: Moment) async throws {
        let paths = try await setAside(missing, now)
        let ids = paths.compactMap { known[$0]?.id }
        for path in paths {
            let role = waiting.removeValue(forKey: path)?.role
            known.remove(path)
            decided[path] = nil
            // A depth file that goes, perhaps with its picture, makes no other video of it.
            if let role, role != .companion { wakePictures(for: path, role) }
        }
        if !ids.isEmpty { try await ledger.vanish(ids, at: now.wall) }
    }

    /// Pictures that a settings file or a depth file concerns are looked at again; the ledger decides whether that changes anything.
    func wakePictures(for path: RelativePath, _ role: FileRole) {
        switch role {
        case .folderDefaults:
            for entry in known.entries where entry.kind == .picture && entry.path.isWithin(path.parent) {
                wake(entry.path)
            }
        case .sidecar:
            guard let subject = SidecarNames.subject(path) else { return }
            if known[subject]?.kind == .picture { wake(subject) }
            for picture in known.pictures(withStem: subject) { wake(picture) }
        case .companion:
            guard let subject = DepthNames.subject(path) else { return }
            if known[subject]?.kind == .picture { wake(subject) }
            for picture in known.pictures(withStem: subject) { wake(picture) }
        case .picture, .transfer, .heldBack, .skipped, .foreign: return
        }
    }

    private func wake(_ picture: RelativePath) {
        let now = clock.now
        if waiting[picture] != nil {
            waiting[picture]?.arrival.note(.found, at: now.elapsed, settle: .zero)
        } else if let entry = known[picture] {
            waiting[picture] = Waiting(
                role: .picture, arrival: Arrival(knownAs: entry.seen, at: now.elapsed), since: now.wall)
        }
        remind(picture)
    }
}
