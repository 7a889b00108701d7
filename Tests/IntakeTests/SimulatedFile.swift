import Glibc
import Model

@testable import Files
@testable import Intake

/// What a sender does to its file, in one step that the kernel tells of.
enum SenderStep: Equatable {
    /// Opens a new file; the same without telling, since opening an old one is not told; the same and empties it.
    case create, open, truncate
    case write, close
    case moveHere, moveAway, moveBack
    /// A hard link of a file elsewhere, and the end of its other name, which is not told.
    case link, unlinkOther
    case changeRights, delete
}

/// One name in a simulated inbox: the file behind it, what the kernel tells of it, and intake as the desk drives it. Time
/// is in milliseconds. A value, so that a test can go on from any moment in several ways.
struct SimulatedFile {
    /// Whether the system tells of open writers. Where it does not, events are told at once; they prove nothing else.
    let hasLeases: Bool
    private let rules = IntakeRules()
    private var time: Int64 = 0

    // The file.
    private var status = stat()
    private(set) var isThere = false
    /// Counts contents.
    private(set) var version = 0
    private var isOpen = false
    /// Whether whoever has it open has changed it.
    private var isHalf = false
    private var inodes: UInt = 0

    // The kernel's queue.
    private var events: [Arrival.Hint] = []
    private var areLost = false

    // Intake.
    private var arrival: Arrival?
    private var decided: FileStamp?
    /// The content that was admitted last of the input that stands there.
    private(set) var current: Int?
    /// Every content that was admitted, the first first.
    private(set) var admitted: [Int] = []
    /// What must not happen, when it has.
    private(set) var fault: String?

    init(hasLeases: Bool) { self.hasLeases = hasLeases }

    // MARK: What happens

    mutating func perform(_ step: SenderStep) {
        switch step {
        case .create:
            appear(size: 0)
            isOpen = true
            isHalf = true
            tell(.created)
        case .open: isOpen = true
        case .truncate:
            isOpen = true
            isHalf = true
            change(size: 0)
            tell(.modified)
        case .write:
            isHalf = true
            change(size: status.st_size + 1)
            tell(.modified)
        case .close:
            isOpen = false
            isHalf = false
            tell(.written)
        case .moveHere:
            appear(size: 5)
            tell(.written)
        case .moveAway:
            isThere = false
            tell(.removed)
        case .moveBack:
            isThere = true
            status.st_ctim = moment
            tell(.written)
        case .link:
            appear(size: 5)
            status.st_nlink = 2
            tell(.created)
        case .unlinkOther:
            status.st_nlink = 1
            status.st_ctim = moment
        case .changeRights:
            status.st_ctim = moment
            tell(.attributes)
        case .delete:
            isThere = false
            tell(.removed)
        }
    }

    private mutating func appear(size: Int) {
        inodes += 1
        isThere = true
        status = stat()
        status.st_mode = S_IFREG | 0o644
        status.st_ino = inodes
        status.st_nlink = 1
        change(size: size)
    }

    private mutating func change(size: Int) {
        version += 1
        status.st_size = size
        status.st_mtim = moment
        status.st_ctim = moment
    }

    private var moment: timespec { timespec(tv_sec: Int(time / 1000), tv_nsec: Int(time % 1000) * 1_000_000) }

    private mutating func tell(_ hint: Arrival.Hint) {
        events.append(hint)
        if !hasLeases { deliver() }
    }

    /// The oldest event reaches intake, `times` times; after a loss a rescan instead, which forgets the rest.
    mutating func deliver(times: Int = 1) {
        if areLost {
            areLost = false
            events = []
            let now = now.elapsed
            arrival?.forgetProgress(at: now)
            scan()
        } else if !events.isEmpty {
            let hint = events.removeFirst()
            for _ in 0..<times { hear(hint) }
        }
    }

    /// Whatever the kernel keeps is dropped; intake is told so with the next delivery.
    mutating func lose() {
        guard hasLeases, !events.isEmpty else { return }
        events = []
        areLost = true
    }

    mutating func deliverAll() { while areLost || !events.isEmpty { deliver() } }

    /// A look through the folder, as at every reconcile.
    mutating func scan() {
        if isThere, arrival != nil || decided != FileStamp(FileStatus(status)) { hear(.found) }
        if !isThere, arrival == nil, decided != nil { hear(.removed) }
    }

    /// Time passes, and intake looks whenever it wants to.
    mutating func pass(_ span: Int64) {
        let end = time + span
        while let due = arrival?.due, due <= .milliseconds(end) {
            time = max(time, due.milliseconds)
            look()
        }
        time = end
    }

    // MARK: Intake

    private var now: Moment { Moment(elapsed: .milliseconds(time), wall: Timestamp(milliseconds: time)) }

    private mutating func hear(_ hint: Arrival.Hint) {
        let (now, settle) = (now.elapsed, rules.settle.duration)
        if arrival == nil {
            arrival = Arrival(hint, at: now)
        } else {
            arrival?.note(hint, at: now, settle: settle)
        }
    }

    private mutating func look() {
        arrival?.stand(until: nil)
        let seen = isThere ? FileStatus(status) : nil
        let (now, rules) = (now, rules)
        switch arrival?.observe(seen, at: now, .told, rules) {
        case .ready: take()
        case .gone:
            arrival = nil
            decided = nil
            current = nil
        case .wait, .refused, nil: break
        }
    }

    private mutating func take() {
        if isOpen, hasLeases {
            let due = now.elapsed + rules.foundSettle.duration
            arrival?.retry(at: due)
            return
        }
        if isHalf { fault = "Content \(version) was admitted while it was written." }
        arrival = nil
        decided = FileStamp(FileStatus(status))
        guard current != version else { return }
        current = version
        admitted.append(version)
    }
}

extension Duration {
    /// Whole ones, rounded up.
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
