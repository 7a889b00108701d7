import Files
import Model

extension IntakeDesk {
    /// A submission, and whether its file is looked at again only when something happens.
    private struct Ready {
        let picture: Whole
        let submission: Submission
        let isDone: Bool
    }

    /// How long pictures may be read until those that were are handed over.
    private static let reading = Duration.milliseconds(200)

    /// Hands over what is whole, as much as can be read in a short time, in one go; a file that is trouble holds up no
    /// other.
    func admitBacklog(_ now: Moment) async throws -> [Admission] {
        var ready: [Ready] = []
        while clock.now.elapsed < now.elapsed + Self.reading || ready.isEmpty, let picture = backlog.popFirst() {
            guard let hints = waiting[picture.path]?.arrival.hints else { continue }
            switch picture.wish {
            case .refusal(let failure): ready.append(refusal(of: picture, failure, isDone: false))
            case .video: if hints == picture.hints, let one = prepare(picture, now) { ready.append(one) }
            }
        }
        if ready.isEmpty { return [] }
        try await sight(ready.compactMap(sidecarSighting))
        let admissions = try await ledger.admit(ready.map(\.submission))
        try await renew(ready.compactMap(conclude))
        return admissions
    }

    private func prepare(_ picture: Whole, _ now: Moment) -> Ready? {
        let path = picture.path
        switch pair(path, now) {
        case .wait(let due):
            waiting[path]?.arrival.stand(until: due)
            remind(path)
            return nil
        case .settled(let sidecar, let depthHash, let wish):
            switch content(of: picture) {
            case .read(let hash): return ready(picture, hash, sidecar, depthHash, wish, isDone: true)
            case .tooLarge: return refusal(of: picture, .tooLarge(limit: rules.fileBytes), isDone: true)
            case let outcome:
                guard let obstacle = postpone(path, outcome, now) else { return nil }
                return refusal(of: picture, .picture(obstacle), isDone: false)
            }
        }
    }

    /// The picture's hash; one that was read with this very stamp is not read again.
    private func content(of picture: Whole) -> ContentReader.Outcome<[UInt8]> {
        if let entry = known[picture.path], entry.read == picture.stamp, let hash = entry.contentHash {
            return .read(hash)
        }
        return reader.hash(picture.path, at: picture.stamp, limit: rules.fileBytes)
    }

    private func refusal(of picture: Whole, _ failure: JobFailure, isDone: Bool) -> Ready {
        ready(picture, [], nil, nil, .failure(failure), isDone: isDone)
    }

    private func ready(
        _ picture: Whole, _ hash: [UInt8], _ sidecar: Submission.Sidecar?, _ depthHash: [UInt8]?,
        _ wish: Result<Settings, JobFailure>, isDone: Bool
    ) -> Ready {
        let submission = Submission(
            path: picture.path, stamp: picture.stamp, contentHash: hash, sidecar: sidecar, depthHash: depthHash,
            wish: wish, at: waiting[picture.path]?.since ?? clock.now.wall)
        return Ready(picture: picture, submission: submission, isDone: isDone)
    }

    /// A sidecar whose name alone does not say so is one now.
    private func sidecarSighting(_ one: Ready) -> Sighting? {
        guard let path = one.submission.sidecar?.path, known[path] == nil, let stamp = decided[path] else { return nil }
        return Sighting(path: path, kind: .sidecar, stamp: stamp, at: one.submission.at)
    }

    /// Takes in that a submission was recorded; returns the place if the ledger may have made another input for it.
    private func conclude(_ one: Ready) -> Sighting? {
        let (path, stamp, hash) = (one.picture.path, one.picture.stamp, one.submission.contentHash)
        var renewed: Sighting?
        if var entry = known[path] {
            if let old = entry.contentHash, old != hash {
                renewed = Sighting(path: path, kind: .picture, stamp: stamp, at: one.submission.at)
            }
            entry.contentHash = hash
            entry.read = hash.isEmpty ? nil : stamp
            known.set(entry)
        }
        // What was heard meanwhile keeps it waiting.
        if one.isDone, waiting[path]?.arrival.hints == one.picture.hints {
            waiting[path] = nil
            decided[path] = stamp
        } else if one.isDone {
            remind(path)
        }
        return renewed
    }

    /// Learns which inputs stand at these places now; what is remembered of their files stays.
    private func renew(_ sightings: [Sighting]) async throws {
        if sightings.isEmpty { return }
        for input in try await ledger.sight(sightings) {
            var entry = KnownInputs.Entry(input)
            if let old = known[input.path] { (entry.seen, entry.read) = (old.seen, old.read) }
            known.set(entry)
        }
    }
}
