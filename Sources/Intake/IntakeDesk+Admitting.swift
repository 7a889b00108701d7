import Files
import Model

extension IntakeDesk {
    /// Hands over what is whole, one by one: a file that is trouble holds up no other.
    func admit(_ pictures: [Whole], _ now: Moment) async throws -> [Admission] {
        var admissions: [Admission] = []
        for picture in pictures {
            guard let hints = waiting[picture.path]?.arrival.hints else { continue }
            switch picture.wish {
            case .refusal(let failure):
                admissions.append(try await refuse(picture, failure, isDone: false))
            case .video:
                guard hints == picture.hints, let admission = try await admit(picture, now) else { continue }
                admissions.append(admission)
            }
        }
        return admissions
    }

    private func admit(_ picture: Whole, _ now: Moment) async throws -> Admission? {
        let path = picture.path
        switch pair(path, now) {
        case .wait(let due):
            waiting[path]?.arrival.stand(until: due)
            remind(path)
            return nil
        case .settled(let sidecar, let wish):
            switch content(of: picture) {
            case .read(let hash):
                try await sight(sidecar, beside: path)
                return try await submit(picture, hash, sidecar, wish, isDone: true)
            case .tooLarge: return try await refuse(picture, .tooLarge(limit: rules.fileBytes), isDone: true)
            case let outcome:
                guard let obstacle = postpone(path, outcome, now) else { return nil }
                return try await refuse(picture, .picture(obstacle), isDone: false)
            }
        }
    }

    /// The picture's hash; one that was read with this very stamp is not read again.
    private func content(of picture: Whole) -> ContentReader.Outcome<[UInt8]> {
        if let entry = known[picture.path], entry.read == picture.stamp, let hash = entry.input.contentHash {
            return .read(hash)
        }
        return reader.hash(picture.path, at: picture.stamp, limit: rules.fileBytes)
    }

    /// A sidecar whose name alone does not say so is one now.
    private func sight(_ sidecar: Submission.Sidecar?, beside picture: RelativePath) async throws {
        guard let path = sidecar?.path, known[path] == nil, let stamp = decided[path] else { return }
        try await sight([
            Sighting(path: path, kind: .sidecar, stamp: stamp, at: waiting[picture]?.since ?? clock.now.wall)
        ])
    }

    /// `isDone`: whether the file is looked at again only when something happens.
    private func refuse(_ picture: Whole, _ failure: JobFailure, isDone: Bool) async throws -> Admission {
        try await submit(picture, [], nil, .failure(failure), isDone: isDone)
    }

    private func submit(
        _ picture: Whole, _ hash: [UInt8], _ sidecar: Submission.Sidecar?, _ wish: Result<Settings, JobFailure>,
        isDone: Bool
    ) async throws -> Admission {
        let path = picture.path
        let admission = try await ledger.admit(
            Submission(
                path: path, stamp: picture.stamp, contentHash: hash, sidecar: sidecar, wish: wish,
                at: waiting[path]?.since ?? clock.now.wall))
        if var entry = known[path] {
            // Other content is another input to the ledger.
            if let old = entry.input.contentHash, old != hash { isKnownStale = true }
            entry.input.contentHash = hash
            entry.input.stamp = picture.stamp
            entry.read = hash.isEmpty ? nil : picture.stamp
            known.set(entry)
        }
        // What was heard meanwhile keeps it waiting.
        if isDone, waiting[path]?.arrival.hints == picture.hints {
            waiting[path] = nil
            decided[path] = picture.stamp
        } else if isDone {
            remind(path)
        }
        return admission
    }
}
