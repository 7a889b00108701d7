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
            let named = picturesThatName(path)
            let subject = CompanionName.subject(of: path)
            let pictures = subject.map { [$0] + known.pictures(withStem: $0) } ?? []
            let all = named.union(pictures.filter { known[$0]?.kind == .picture })
            wake(all, forDepthThatIsGone: isGone)
        case .picture: wake(picturesThatName(path).subtracting([path]), forDepthThatIsGone: isGone)
        case .transfer, .heldBack, .skipped, .foreign: return
        }
    }

    /// The pictures that are there and whose settings name this depth file.
    private func picturesThatName(_ depthFile: RelativePath) -> Set<RelativePath> {
        let pictures = picturesOfDepth[depthFile, default: []].filter { known[$0]?.kind == .picture }
        picturesOfDepth[depthFile] = pictures.isEmpty ? nil : pictures
        return pictures
    }

    /// A depth file that goes, perhaps with its picture, makes no other video; but a picture may have waited for it.
    private func wake(_ pictures: Set<RelativePath>, forDepthThatIsGone isGone: Bool) {
        for picture in pictures where !isGone || waiting[picture] != nil { wake(picture) }
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
