package import Files
package import Model
package import Watching

/// Takes pictures in: knows which files are on their way, looks at them when it is time, and admits those that are whole.
///
/// It never sleeps: whoever owns it calls `settle` whenever `nextDue` has come or something was noted. Only one call of
/// `settle` may run at a time; `note` may be called during it.
package actor IntakeDesk {
    /// A class, for a table keeps room for twice as many values as it holds.
    final class Waiting {
        let role: FileRole
        var arrival: Arrival
        /// When this was first heard of.
        let since: Timestamp

        init(role: FileRole, arrival: Arrival, since: Timestamp) {
            self.role = role
            self.arrival = arrival
            self.since = since
        }
    }

    nonisolated let inbox: Directory
    nonisolated let ledger: any Ledger
    nonisolated let rules: IntakeRules
    /// Which all of its times are of.
    package nonisolated let clock: IntakeClock
    nonisolated let reader: ContentReader
    private nonisolated let executor = BlockingExecutor("soframe.intake")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    var known = KnownInputs()
    private var isLoaded = false
    /// Files that are not done with.
    var waiting: [RelativePath: Waiting] = [:]
    var queue = DueQueue()
    /// How each file was when it was done with.
    var decided: [RelativePath: FileStamp] = [:]
    /// Pictures by the depth file that their settings name, which its own name does not tell.
    var picturesOfDepth: [RelativePath: Set<RelativePath>] = [:]
    /// Pictures that are whole and not admitted yet, the oldest first.
    var backlog: ArraySlice<Whole> = []
    /// What was found in folders and is not looked at yet: not all of a full inbox is in hand at once.
    var found: ArraySlice<Found> = []
    /// Folders to be looked through.
    var toScan: Set<RelativePath> = [.root]
    var reconcileAt: Duration
    var pollAt: Duration?
    /// Folders that the watch tells nothing of, each with the reason as whole sentences.
    var obstacles: [RelativePath: String] = [:]
    /// Folders whose file system does not tell of every change.
    var untold: [RelativePath: FileSystemKind] = [:]
    /// On which volumes files of a device were seen.
    var homes: [UInt64: Set<UInt64>] = [:]
    /// Files whose names other files took, as they were: they may be found elsewhere.
    var lost: [FileIdentity: KnownInputs.Entry] = [:]
    /// Inputs that were away and are not.
    var returned: [Int64] = []
    private var rootIsGone = false
    package internal(set) var report = IntakeReport()

    /// - Parameter key: secret, 32 bytes, and the same as long as the ledger lasts.
    package init(
        inbox: Directory, ledger: any Ledger, key: [UInt8], rules: IntakeRules = IntakeRules(),
        clock: IntakeClock = .system
    ) {
        self.inbox = inbox
        self.ledger = ledger
        self.rules = rules
        self.clock = clock
        reader = ContentReader(inbox, key: key)
        reconcileAt = clock.now.elapsed + rules.reconcile.duration
        guard rules.poll == .always else { return }
        obstacles[.root] = "The configuration says so (intake.poll)."
        report.polled = obstacles
        pollAt = clock.now.elapsed
    }

    /// What one pass did.
    package struct Pass: Equatable, Sendable {
        /// New jobs and refusals, and submissions that changed nothing, in no order.
        package var admissions: [Admission] = []
        /// How many files are there again whose volume was not.
        package var returned = 0
        /// When the next pass is needed even if nothing is noted, on the clock's `elapsed`.
        package var nextDue: Duration
    }

    /// Looks at everything whose time has come, tells the ledger, and admits what is whole. The first call looks through
    /// the whole inbox.
    ///
    /// Throws `IntakeError` when the inbox cannot be looked at (call again later), and what the ledger throws.
    package func settle() async throws -> Pass {
        if rootIsGone { throw IntakeError.inboxGone }
        if !isLoaded { try await load() }
        let now = clock.now
        do throws(IntakeError) {
            if found.isEmpty { try scanWhereDue(now) }
        } catch {
            report.unavailable = error.description
            throw error
        }
        if backlog.isEmpty {
            pendFound()
            backlog = ArraySlice(try await lookWhereDue(now))
        }
        let admissions = try await admitBacklog(now)
        return Pass(admissions: admissions, returned: try await releaseReturned(), nextDue: nextDue)
    }

    /// How many files are looked at or handed over in one go: so few that what happens meanwhile is seen soon, between
    /// passes, and so many that the ledger's commits cost little beside the rest.
    static let filesPerPass = 256

    private func load() async throws {
        known = KnownInputs(try await ledger.inputs())
        // Sidecars are looked at again: a crash may have come between them and their pictures.
        for entry in known.entries where entry.kind == .picture { decided[entry.path] = entry.read }
        isLoaded = true
    }

    private var nextDue: Duration {
        if !toScan.isEmpty || !found.isEmpty || !backlog.isEmpty { return clock.now.elapsed }
        return [queue.earliest, pollAt].compactMap { $0 }.reduce(reconcileAt, min)
    }

    /// Takes in an event. Events are hints: what is true is looked at in the next `settle`.
    package func note(_ event: DirectoryEvent) {
        switch event {
        case .written(let path): note(.written, at: path)
        case .touched(let path, .created): note(.created, at: path)
        case .touched(let path, .modified): note(.modified, at: path)
        case .touched(let path, .attributes): note(.attributes, at: path)
        case .removed(let path): note(.removed, at: path)
        case .rescan(let folder, let reason):
            if reason == .kernelOverflow || reason == .tooManyPending { report.overflows += 1 }
            lookThrough(folder)
        case .cannotWatch(let folder, let obstacle): poll(folder, because: obstacle.description)
        case .rootGone: rootIsGone = true
        }
    }

    /// The inbox is not where it was: nothing is taken in before `comeBack`.
    package func goAway() {
        rootIsGone = true
        report.unavailable = IntakeError.inboxGone.description
    }

    /// The very folder is where it was again; what happened meanwhile was not told.
    package func comeBack() {
        rootIsGone = false
        lookThrough(.root)
    }

    /// What a path shows where the inbox was.
    package enum Standing: Sendable {
        case there
        /// Nothing, or nothing that can be opened.
        case missing
        case replaced(by: Directory)
    }

    /// Whether a path shows the folder that is held. On a thread that may block: a dead mount does.
    package func standing(at path: String) -> Standing {
        guard let folder = try? Directory.open(path) else { return .missing }
        return folder.identity == inbox.identity ? .there : .replaced(by: folder)
    }

    /// Pictures that are neither admitted nor refused yet, and those for which settings or a depth file are on their way.
    package var unsettledPictures: Set<RelativePath> {
        unsettledFiles.reduce(into: []) { $0.formUnion(pictures(heldUpBy: $1.path, $1.role)) }
    }

    /// Whether there are such.
    package var hasUnsettledPictures: Bool {
        unsettledFiles.contains { !pictures(heldUpBy: $0.path, $0.role).isEmpty }
    }

    private var unsettledFiles: some Sequence<(path: RelativePath, role: FileRole)> {
        let onTheirWay = waiting.lazy.filter { $0.value.arrival.refusal == nil }
            .map { (path: $0.key, role: $0.value.role) }
        let notLookedAt = found.lazy.filter { [waiting] in waiting[$0.path] == nil }
            .map { (path: $0.path, role: NameRules.role(of: $0.path)) }
        return [AnySequence(onTheirWay), AnySequence(notLookedAt)].joined()
    }

    private func pictures(heldUpBy path: RelativePath, _ role: FileRole) -> Set<RelativePath> {
        role == .picture ? [path] : pictures(concernedBy: path, role)
    }

    func lookThrough(_ folder: RelativePath) {
        guard rules.recursive || folder.isRoot else { return }
        toScan.insert(folder)
        let now = clock.now.elapsed
        for (path, file) in waiting where path.isWithin(folder) {
            file.arrival.forgetProgress(at: now)
            remind(path)
        }
    }

    private func note(_ hint: Arrival.Hint, at path: RelativePath) {
        guard rules.recursive || path.parent.isRoot else { return }
        let role = NameRules.role(of: path)
        switch role {
        case .picture, .sidecar, .folderDefaults, .companion: pend(path, role, hint)
        case .heldBack: report.hold(path, isThere: hint != .removed)
        case .transfer, .skipped, .foreign: return
        }
    }

    /// Has a file looked at, now or after it has settled.
    ///
    /// - Parameter since: When it was first heard of, if that was not now.
    func pend(_ path: RelativePath, _ role: FileRole, _ hint: Arrival.Hint, since: Timestamp? = nil) {
        let now = clock.now
        if let file = waiting[path] {
            file.arrival.note(hint, at: now.elapsed, settle: rules.settle.duration)
        } else {
            waiting[path] = Waiting(role: role, arrival: Arrival(hint, at: now.elapsed), since: since ?? now.wall)
        }
        remind(path)
    }

    /// Queues a waiting file for the time at which it wants to be looked at.
    func remind(_ path: RelativePath) {
        if let due = waiting[path]?.arrival.due { queue.add(path, due: due) }
    }
}
