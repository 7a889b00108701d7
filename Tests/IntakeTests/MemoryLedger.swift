import Model

/// A ledger that forgets everything with the test, and otherwise does what `Ledger` promises.
actor MemoryLedger: Ledger {
    struct Job: Equatable, Sendable {
        enum State: Sendable { case waiting, delivered, refused, ended }

        let id: Int64
        let input: Int64
        var state: State
        var submission: Submission
    }

    struct UnknownPath: Error { let path: RelativePath }

    private var present: [Int64: Input] = [:]
    private var places: [RelativePath: Int64] = [:]
    /// Where in `jobs` an input's latest is.
    private var latest: [Int64: Int] = [:]
    private var lastID: Int64 = 0
    private(set) var jobs: [Job] = []
    /// How many files each call of `sight` told of.
    private(set) var sightCounts: [Int] = []
    /// How many pictures each call of `admit` handed over.
    private(set) var admitCounts: [Int] = []
    private let keep = TimeSpan.hours(24)

    func inputs() -> [Input] { Array(present.values) }

    func input(at path: RelativePath) -> Input? { places[path].flatMap { present[$0] } }

    func sight(_ sightings: [Sighting]) -> [Input] {
        sightCounts.append(sightings.count)
        return sightings.map { sighting in
            if var input = input(at: sighting.path) {
                if input.contentHash == nil { input.stamp = sighting.stamp }
                present[input.id] = input
                return input
            }
            let twin = sighting.twin.flatMap { present[$0] }
            return add(sighting.path, sighting.kind, sighting.stamp, twin?.arrival ?? sighting.at)
        }
    }

    private func add(_ path: RelativePath, _ kind: InputKind, _ stamp: FileStamp, _ at: Timestamp) -> Input {
        lastID += 1
        let input = Input(
            id: lastID, path: path, kind: kind, stamp: stamp, contentHash: nil, arrival: at, deadline: at + keep,
            sidecarHash: nil, isRefused: false)
        present[lastID] = input
        places[path] = lastID
        return input
    }

    /// Inputs that were taken for gone, which a move brings back.
    private var gone: [Int64: Input] = [:]

    func move(_ moves: [Move]) {
        for move in moves {
            if let old = present[move.id]?.path, places[old] == move.id { places[old] = nil }
        }
        for move in moves {
            remove(at: move.path)
            if present[move.id] == nil, let old = gone[move.id] {
                let again = add(move.path, old.kind, move.stamp, old.arrival)
                present[again.id]?.deadline = old.deadline
                continue
            }
            places[move.path] = move.id
            present[move.id]?.path = move.path
            present[move.id]?.stamp = move.stamp
        }
    }

    /// Until when the jobs of an input are not begun.
    private(set) var putOff: [Int64: Timestamp] = [:]

    func putOff(_ ids: [Int64], until: Timestamp) { for id in ids { putOff[id] = until } }

    func vanish(_ ids: [Int64], at: Timestamp) {
        for id in ids {
            endJobs(of: id)
            if let path = present[id]?.path { remove(at: path) }
        }
    }

    private func remove(at path: RelativePath) {
        guard let id = places.removeValue(forKey: path) else { return }
        gone[id] = present.removeValue(forKey: id)
    }

    func admit(_ submissions: [Submission]) throws -> [Admission] {
        admitCounts.append(submissions.count)
        return try submissions.map(admit)
    }

    private func admit(_ submission: Submission) throws -> Admission {
        guard var input = input(at: submission.path) else { throw UnknownPath(path: submission.path) }
        let isUnread = submission.contentHash.isEmpty
        if !isUnread, let old = input.contentHash, old != submission.contentHash {
            endJobs(of: input.id)
            remove(at: submission.path)
            input = add(submission.path, input.kind, submission.stamp, submission.at)
        }
        if !isUnread {
            input.contentHash = submission.contentHash
            input.stamp = submission.stamp
        }
        present[input.id] = input
        guard let latest = latest[input.id] else { return record(submission, input) }
        let isSameSidecar =
            (submission.sidecar == nil || submission.sidecar?.hash == input.sidecarHash)
            && (submission.depthHash == nil || submission.depthHash == jobs[latest].submission.depthHash)
        switch (jobs[latest].state, submission.wish) {
        case (.refused, .failure(let new)):
            if case .failure(let old) = jobs[latest].submission.wish, old == new, isSameSidecar { return .unchanged }
            return record(submission, input)
        case (.refused, .success): return record(submission, input)
        case (_, _) where !isSameSidecar:
            endJobs(of: input.id)
            return record(submission, input)
        case (.waiting, .success):
            if submission.sidecar != nil || input.sidecarHash == nil { jobs[latest].submission = submission }
            return .unchanged
        default: return .unchanged
        }
    }

    private func record(_ submission: Submission, _ input: Input) -> Admission {
        var input = input
        let id = Int64(jobs.count + 1)
        input.sidecarHash = submission.sidecar?.hash
        switch submission.wish {
        case .success:
            input.isRefused = false
            jobs.append(Job(id: id, input: input.id, state: .waiting, submission: submission))
        case .failure:
            input.isRefused = true
            jobs.append(Job(id: id, input: input.id, state: .refused, submission: submission))
        }
        present[input.id] = input
        latest[input.id] = jobs.count - 1
        return input.isRefused ? .refused(job: id) : .queued(job: id)
    }

    private func endJobs(of input: Int64) {
        if let index = latest[input], jobs[index].state == .waiting { jobs[index].state = .ended }
    }

    /// As if its video had been made.
    func deliver(_ path: RelativePath) {
        for index in jobs.indices where jobs[index].submission.path == path && jobs[index].state == .waiting {
            jobs[index].state = .delivered
        }
    }
}
