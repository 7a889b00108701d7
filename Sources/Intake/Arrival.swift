import Files
import Model

/// One file from the moment it is noticed until it is whole: what was heard of it, what it looked like, and when to look
/// again. A pure value: it is told the time and what was seen, and says what that means.
struct Arrival: Sendable {
    /// What is heard about a file.
    enum Hint: Sendable {
        /// It was seen by looking, or has to be looked at again.
        case found
        case created, modified, attributes, written, removed
    }

    /// What a look at the file means.
    enum Verdict: Equatable, Sendable {
        /// Not yet; look again at `due`.
        case wait
        case gone
        /// It stands in the way of taking the file for long enough to say so; told once. It is watched on.
        case refused(Obstacle)
        /// Whole, as far as its times and names tell.
        case ready
    }

    /// How the folder is watched.
    enum Watch: Sendable {
        /// Changes are told, and the kernel's file times are this machine's.
        case told
        /// What this machine's programs do there is told; changes of other origin, whose times prove nothing, are found by
        /// looking.
        case partlyTold
        /// Changes are found by looking only.
        case polled
    }

    /// How the end of writing shows.
    private enum Progress {
        /// A writer closed it, or it was moved here.
        case complete
        /// Nothing is known of a writer: it was found, or only its attributes changed.
        case found
        /// The name appeared: an open writer, or a hard link, which shows nothing else.
        case created
        /// A writer was seen at work and not seen to finish.
        case writing
    }

    private var progress: Progress
    /// When something was last heard; nil when nothing ever was.
    private var heardAt: Duration?
    private var stamp: FileStamp?
    /// Since when the stamp is known to be the same.
    private var steadySince = Duration.zero
    private var missingSince: Duration?
    private var obstacle: (met: Obstacle, since: Duration, isTold: Bool)?
    private var failures = 0
    /// When to look again; nil until something is heard.
    private(set) var due: Duration?
    /// Counts what was heard, so that work on the file can tell whether it was overtaken.
    private(set) var hints = 0
    /// Whether it was ready and nothing shows that it changed since.
    private(set) var isWhole = false

    init(_ hint: Hint, at now: Duration) {
        progress = .found
        note(hint, at: now, settle: .zero)
        due = now
    }

    /// A file that is known and was whole when its stamp was this: it is ready again at once if it still has it.
    init(knownAs stamp: FileStamp, at now: Duration) {
        progress = .complete
        isWhole = true
        self.stamp = stamp
        steadySince = .seconds(-3600)
        due = now
    }

    /// Takes in what was heard; `settle` is the least wait after it.
    mutating func note(_ hint: Hint, at now: Duration, settle: Duration) {
        hints += 1
        switch hint {
        case .found:
            due = now
            return
        case .created: progress = .created
        case .modified: progress = .writing
        case .written: progress = .complete
        case .attributes, .removed: break
        }
        heardAt = now
        isWhole = false
        failures = 0
        remind(now + settle)
    }

    /// Events may have been lost: whatever was heard proves nothing any more.
    mutating func forgetProgress(at now: Duration) {
        hints += 1
        progress = .found
        isWhole = false
        due = now
    }

    /// Takes in how the file looks now; nil when it is not there.
    mutating func observe(_ status: FileStatus?, at now: Moment, _ watch: Watch, _ rules: IntakeRules) -> Verdict {
        guard let status, status.kind != .folder else { return miss(at: now.elapsed, rules) }
        missingSince = nil
        compare(status, now, watch)
        if status.kind != .regular {
            return wait(until: quietSince + rules.settle.duration, now)
                ?? meet(.notRegular(status.kind), at: now.elapsed)
        }
        if status.links > 1 { return meet(.linked, at: now.elapsed) }
        if let obstacle, obstacle.met != .unreadable { self.obstacle = nil }
        switch progress {
        case .writing: return never()
        case .created where status.size == 0: return never()
        case .created, .found: return settled(for: rules.foundSettle, now)
        case .complete: return settled(for: watch == .polled ? rules.foundSettle : rules.settle, now)
        }
    }

    /// What now stands in the way: said once it has done so for long enough.
    mutating func meet(_ obstacle: Obstacle, at now: Duration) -> Verdict {
        if self.obstacle?.met != obstacle { self.obstacle = (obstacle, now, false) }
        let since = self.obstacle?.since ?? now
        let isTold = self.obstacle?.isTold ?? false
        let mustBeTold = !isTold && now >= since + obstacle.patience
        if mustBeTold { self.obstacle?.isTold = true }
        due = obstacle.mayPass && now < since + Patience.young ? now + Patience.recheck : nil
        return mustBeTold ? .refused(obstacle) : .wait
    }

    /// What it was refused for, if it was.
    var refusal: Obstacle? { obstacle.flatMap { $0.isTold ? $0.met : nil } }

    /// When the last thing happened to it.
    var quietSince: Duration { max(heardAt ?? steadySince, steadySince) }

    /// A writer has it open, or a failure of the machine got in the way: it is looked at again by itself.
    mutating func retry(at due: Duration) { self.due = due }

    /// The machine failed, not the file.
    mutating func fail(at now: Duration) {
        failures += 1
        due = now + Patience.afterFailures(failures)
    }

    /// It changed while it was read.
    mutating func startAgain(at now: Duration) {
        stamp = nil
        isWhole = false
        heardAt = now
        due = now
    }

    /// It was found ready; returns whether it was not known to be whole before.
    mutating func becomeWhole() -> Bool {
        defer { isWhole = true }
        return !isWhole
    }

    /// It waits for another file, until `due` at the latest.
    mutating func stand(until due: Duration?) { self.due = due }

    private mutating func compare(_ status: FileStatus, _ now: Moment, _ watch: Watch) {
        let seen = FileStamp(status)
        guard seen != stamp else { return }
        if stamp?.identity != seen.identity { obstacle = nil }
        stamp = seen
        isWhole = false
        // The kernel stamps every change, so this look counts back to the last one; a network's clock may be another.
        let age = now.wall.milliseconds - seen.changed / 1_000_000
        steadySince = now.elapsed - (watch == .told ? .milliseconds(max(0, age)) : .zero)
    }

    private mutating func settled(for span: TimeSpan, _ now: Moment) -> Verdict {
        wait(until: quietSince + span.duration, now) ?? .ready
    }

    /// Deleting can be the first half of moving or replacing.
    private mutating func miss(at now: Duration, _ rules: IntakeRules) -> Verdict {
        stamp = nil
        obstacle = nil
        let since = max(missingSince ?? now, heardAt ?? .zero)
        missingSince = since
        if now >= since + rules.settle.duration { return .gone }
        due = since + rules.settle.duration
        return .wait
    }

    private mutating func wait(until time: Duration, _ now: Moment) -> Verdict? {
        guard now.elapsed < time else { return nil }
        due = time
        return .wait
    }

    private mutating func never() -> Verdict {
        due = nil
        return .wait
    }

    /// An earlier reminder stays: it finds out that it is too early.
    private mutating func remind(_ time: Duration) { due = min(due ?? time, time) }
}
