import Files
import Glibc
import Model

extension IntakeDesk {
    /// A picture that is whole, or in the way for long enough, as it was looked at.
    struct Whole {
        let path: RelativePath
        let stamp: FileStamp
        let wish: Wish
        /// What had been heard of it by then; it is looked at again if more was.
        let hints: Int

        enum Wish {
            case video
            case refusal(JobFailure)
        }
    }

    private struct Look {
        let path: RelativePath
        /// Nil when nothing is there.
        let status: FileStatus?
    }

    /// Looks at files whose time has come, tells the ledger of new, moved and gone ones, and returns the pictures that can
    /// be admitted or have to be refused.
    func lookWhereDue(_ now: Moment) async throws -> [Whole] {
        var looks: [Look] = []
        var whole: [Whole] = []
        while looks.count < Self.filesPerPass, let path = queue.take(by: now.elapsed) {
            guard let due = waiting[path]?.arrival.due, due <= now.elapsed else { continue }
            // So that a second reminder of the same file is passed over.
            waiting[path]?.arrival.stand(until: nil)
            do throws(FileError) {
                looks.append(Look(path: path, status: try statusWithoutLinks(path)))
            } catch {
                if let refused = obstruct(path, error, now) { whole.append(refused) }
            }
        }
        try await followMoves(looks.compactMap { look in look.status.map { (path: look.path, status: $0) } })
        try await sight(looks, now)
        var gone: [RelativePath] = []
        for look in looks {
            switch judge(look, now) {
            case .wait: remind(look.path)
            case .gone: gone.append(look.path)
            case .refused(let obstacle):
                remind(look.path)
                if let status = look.status, let refused = refuse(look.path, FileStamp(status), obstacle) {
                    whole.append(refused)
                }
            case .ready: if let picture = confirm(look, now) { whole.append(picture) }
            }
        }
        try await forget(gone, now)
        return whole
    }

    /// What stands at a place; a folder on the way that was replaced by a link leads nowhere.
    func statusWithoutLinks(_ path: RelativePath) throws(FileError) -> FileStatus? {
        do {
            return try inbox.status(of: path)
        } catch {
            if error.number == ELOOP { return nil }
            throw error
        }
    }

    private func obstruct(_ path: RelativePath, _ error: FileError, _ now: Moment) -> Whole? {
        defer { remind(path) }
        if error.isTransient {
            waiting[path]?.arrival.fail(at: now.elapsed)
            return nil
        }
        guard case .refused(let obstacle)? = waiting[path]?.arrival.meet(.unreadable, at: now.elapsed),
            let entry = known[path]
        else { return nil }
        return refuse(path, entry.seen, obstacle)
    }

    /// Tells the ledger of every file that is new to it, in one go.
    private func sight(_ looks: [Look], _ now: Moment) async throws {
        let sightings = looks.compactMap { look -> Sighting? in
            guard let status = look.status, status.kind != .folder, let waiting = waiting[look.path] else { return nil }
            let entry = known[look.path]
            if let entry, entry.seen == FileStamp(status) { return nil }
            guard let kind = entry?.kind ?? waiting.role.kind else { return nil }
            return Sighting(
                path: look.path, kind: kind, stamp: FileStamp(status), at: waiting.since,
                twin: entry == nil ? twin(at: look.path, kind, status) : nil)
        }
        try await sight(sightings)
    }

    func sight(_ sightings: [Sighting]) async throws {
        if sightings.isEmpty { return }
        for (sighting, input) in zip(sightings, try await ledger.sight(sightings)) {
            var entry = KnownInputs.Entry(input)
            entry.seen = sighting.stamp
            entry.read = known[sighting.path]?.read ?? entry.read
            learn(entry)
        }
    }

    private func judge(_ look: Look, _ now: Moment) -> Arrival.Verdict {
        guard let role = waiting[look.path]?.role else { return .wait }
        if let status = look.status, status.kind != .folder {
            learnVolume(of: look.path, status)
            takeBack(look.path)
            if var entry = known[look.path] {
                entry.seen = FileStamp(status)
                learn(entry)
            }
            switch role {
            case .picture, .sidecar, .folderDefaults, .companion: break
            case .transfer, .heldBack, .skipped, .foreign:
                // Nothing is made of it: it is known now, and that is all.
                decided[look.path] = FileStamp(status)
                waiting[look.path] = nil
                return .wait
            }
        }
        return waiting[look.path]?.arrival.observe(look.status, at: now, watch(look.path), rules) ?? .wait
    }

    private func refuse(_ path: RelativePath, _ stamp: FileStamp, _ obstacle: Obstacle) -> Whole? {
        guard let file = waiting[path] else { return nil }
        guard file.role == .picture else {
            wakePictures(for: path, file.role)
            return nil
        }
        // What was read already is no worse for a second name or fewer rights.
        if let read = known[path]?.read, read.isSameContent(as: stamp) { return nil }
        return Whole(path: path, stamp: stamp, wish: .refusal(.picture(obstacle)), hints: file.arrival.hints)
    }

    /// A file that looks whole: a settings file or a depth file is read from now on, a picture goes on to be admitted.
    private func confirm(_ look: Look, _ now: Moment) -> Whole? {
        guard let status = look.status, let file = waiting[look.path] else { return nil }
        let stamp = FileStamp(status)
        let role = file.role
        if role == .picture {
            if file.arrival.becomeWhole() { wakePictures(for: look.path, role) }
            return Whole(path: look.path, stamp: stamp, wish: .video, hints: file.arrival.hints)
        }
        switch reader.probe(look.path, at: stamp) {
        case .read:
            waiting[look.path] = nil
            decided[look.path] = stamp
            wakePictures(for: look.path, role)
        case let outcome:
            if postpone(look.path, outcome, now) != nil { wakePictures(for: look.path, role) }
        }
        return nil
    }

    /// Has a file that could not be read looked at again; returns what it is refused for, when it is time to say so.
    func postpone<Content>(_ path: RelativePath, _ outcome: ContentReader.Outcome<Content>, _ now: Moment) -> Obstacle?
    {
        defer { remind(path) }
        switch outcome {
        case .writing: waiting[path]?.arrival.retry(at: now.elapsed + rules.foundSettle.duration)
        case .failed: waiting[path]?.arrival.fail(at: now.elapsed)
        case .unreadable:
            if case .refused(let obstacle)? = waiting[path]?.arrival.meet(.unreadable, at: now.elapsed) {
                return obstacle
            }
        case .read, .changed, .tooLarge: waiting[path]?.arrival.startAgain(at: now.elapsed)
        }
        return nil
    }
}
