import Files
package import Model

/// Where changes are not told, folders are looked through again and again.
extension IntakeDesk {
    /// Looks at a folder and those below again and again, because changes there are not told; unless the configuration
    /// forbids it. `reason` is for people: whole sentences.
    package func poll(_ folder: RelativePath, because reason: String) {
        obstacles[folder] = reason
        reportPolling()
        guard rules.poll != .never else { return }
        pollAt = clock.now.elapsed
        lookThrough(folder)
    }

    /// Takes in which file systems were found in a folder, its own too if it is where one begins.
    func takeFileSystems(_ scan: FolderScan, below folder: RelativePath, _ now: Moment) {
        let elsewhere = untold.filter { place, _ in
            !place.isWithin(folder) || scan.unreadable.keys.contains { place.isWithin($0) }
        }
        let all = elsewhere.merging(scan.untold) { $1 }
        guard all != untold else { return }
        untold = all
        reportPolling()
        if !report.polled.isEmpty { pollAt = pollAt ?? now.elapsed + rules.pollInterval.duration }
    }

    /// A folder has gone, with those below.
    func endPolling(_ folder: RelativePath) {
        obstacles = obstacles.filter { !$0.key.isWithin(folder) }
        untold = untold.filter { !$0.key.isWithin(folder) }
        reportPolling()
    }

    /// Rests after a look through polled folders that began at `start`: longer than it took, so that full folders, or a slow
    /// network, do not keep a core busy.
    func restFromPolling(since start: Duration) {
        let end = clock.now.elapsed
        pollAt = max(start + rules.pollInterval.duration, end + (end - start) * Self.pollingRest)
    }

    /// How much longer than the look the rest is.
    private static let pollingRest = 20

    /// How changes of a file are learnt of.
    func watch(_ path: RelativePath) -> Arrival.Watch {
        var watch = Arrival.Watch.told
        var folder = path
        while !folder.isRoot {
            folder = folder.parent
            if obstacles[folder] != nil { return .polled }
            switch untold[folder] {
            case .network: return .polled
            case .overlay: watch = .partlyTold
            case .local, nil: break
            }
        }
        return watch
    }

    private func reportPolling() {
        let reasons = untold.compactMapValues(\.reasonToPoll).merging(obstacles) { $1 }
        if rules.poll == .never { report.unwatched = reasons } else { report.polled = reasons }
    }
}
