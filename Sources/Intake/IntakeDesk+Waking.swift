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
            if let role { wakePictures(for: path, role, isGone: true) }
        }
        if !ids.isEmpty { try await ledger.vanish(ids, at: now.wall) }
    }

    /// Pictures that a settings file or a depth file concerns are looked at again; the ledger decides whether that changes anything.
    func wakePictures(for path: RelativePath, _ role: FileRole, isGone: Bool = false) {
        for picture in pictures(concernedBy: path, role) {
            // A depth file that goes, perhaps with its picture, makes no other video; but a picture may have waited for it.
            if isGone, role == .companion || role == .picture, waiting[picture] == nil { continue }
            wake(picture)
        }
    }

    /// The pictures that are there and that a settings file or a depth file belongs to.
    func pictures(concernedBy path: RelativePath, _ role: FileRole) -> Set<RelativePath> {
        switch role {
        case .folderDefaults:
            return Set(known.entries.filter { $0.kind == .picture && $0.path.isWithin(path.parent) }.map(\.path))
        case .sidecar: return pictures(called: SidecarNames.subject(path))
        case .companion: return picturesThatName(path).union(pictures(called: CompanionName.subject(of: path)))
        case .picture: return picturesThatName(path).subtracting([path])
        case .transfer, .heldBack, .skipped, .foreign: return []
        }
    }

    /// The pictures that are there with this name, or with this name and an extension.
    private func pictures(called name: RelativePath?) -> Set<RelativePath> {
        guard let name else { return [] }
        return Set(([name] + known.pictures(withStem: name)).filter { known[$0]?.kind == .picture })
    }

    /// The pictures that are there and whose settings name this depth file.
    private func picturesThatName(_ depthFile: RelativePath) -> Set<RelativePath> {
        let pictures = picturesOfDepth[depthFile, default: []].filter { known[$0]?.kind == .picture }
        picturesOfDepth[depthFile] = pictures.isEmpty ? nil : pictures
        return pictures
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
