/// How one installation behaves: `soframe.json` under the environment, each key with a value.
package struct Configuration: Equatable, Sendable {
    /// Paths as written, relative ones to the working directory; nil when neither file nor environment names them.
    package var inbox: String?
    package var outbox: String?
    package var state: String?
    package var retention = RetentionOptions()
    package var intake = IntakeOptions()
    /// What pictures get where their sidecars and folders are silent, nearest first: the environment's, the file's.
    package var defaults: [SettingsLayer] = []
    package var jobs = JobCount.auto
    /// Threads of one encoder, 1…64; part of what settles the video's bytes.
    package var encoderThreads = 4
    package var limits = JobLimits()
    package var sandbox = SandboxMode.required
    package var models = ModelOptions()
    /// What must be free on the volumes of outbox and state folder for a job to be begun; zero: whatever there is.
    package var minFree = MemorySize(bytes: 1 << 30)
    /// Whether each video gets a note of what settled it.
    package var receipts = false
    /// Programs that are told how jobs ended.
    package var hooks = Hooks()

    package init() {}
}

/// How long inputs, outputs and notes stay.
package struct RetentionOptions: Equatable, Sendable {
    /// After an input's arrival; zero: until the first sweep after its job.
    package var keep = TimeSpan.hours(24)
    package var schedule = SweepSchedule.every(.hours(1))
    /// A name of the tz database, of valid form; whether it exists is for its user to find out.
    package var timeZone = "UTC"
    /// After a video's delivery; nil keeps videos for ever.
    package var keepOutputs: TimeSpan?
    /// After an error note was written.
    package var notes = TimeSpan.days(7)
    /// How long a rendered picture that has gone is known again; zero: not at all.
    package var fingerprints = TimeSpan.days(30)

    package init() {}
}

/// How files are noticed and taken in.
package struct IntakeOptions: Equatable, Sendable {
    package enum Sidecar: String, CaseIterable, Sendable { case optional, required }
    package enum Poll: String, CaseIterable, Sendable { case auto, always, never }

    /// How long a file must be left alone before it counts as complete; not zero.
    package var settle = TimeSpan.seconds(1)
    package var sidecar = Sidecar.optional
    /// How long a picture waits for its sidecar.
    package var sidecarWait = TimeSpan.seconds(2)
    /// Whether folders within the inbox count.
    package var recursive = true
    package var poll = Poll.auto
    /// How often the whole inbox is looked through whatever events said; not zero.
    package var reconcile = TimeSpan.minutes(5)

    package init() {}
}

/// What one job may use.
package struct JobLimits: Equatable, Sendable {
    /// Pixels of the picture, 1…1,000,000,000.
    package var pixels = 200_000_000
    /// Bytes of the picture's file, 1…1 TiB.
    package var fileBytes = 268_435_456
    /// Seconds until a job is stopped, 1…86,400.
    package var jobSeconds = 600
    package var memory = MemorySize(bytes: 2 << 30)

    package init() {}
}

/// Where the networks that the user installed are, and what runs them. Paths as written.
package struct ModelOptions: Equatable, Sendable {
    /// Nil: below the state folder.
    package var folder: String?
    /// OpenVINO's folder or library; nil: looked for where it usually is.
    package var runtime: String?

    package init() {}
}

/// How many jobs run at once.
package enum JobCount: Equatable, Sendable {
    /// As the machine's cores allow.
    case auto
    /// 1…256.
    case count(Int)
}

/// An amount of memory, or of room on a disk.
package struct MemorySize: Hashable, Comparable, Sendable {
    package let bytes: Int64

    private static let units: [(letter: Character, bytes: Int64)] = [
        ("t", 1 << 40), ("g", 1 << 30), ("m", 1 << 20), ("k", 1 << 10),
    ]

    package init(bytes: Int64) { self.bytes = max(0, bytes) }

    /// `512m`, `2g`: a whole number of at most six digits, not beginning with 0, and a power of 1024; nil for anything else.
    package init?(_ text: String) {
        let digits = text.dropLast()
        guard let unit = Self.units.first(where: { $0.letter == text.last }), (1...6).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.utf8.first != 0x30,
            let count = Int64(digits)
        else { return nil }
        bytes = count * unit.bytes
    }

    /// The size in the largest unit that divides it, as `init(_:)` reads it; parts of 1024 bytes are rounded up. Nothing
    /// is `0`, which `init(_:)` leaves to keys that take it.
    package var text: String {
        guard bytes > 0 else { return "0" }
        let whole = bytes % 1024 == 0 ? bytes : (bytes / 1024 + 1) * 1024
        guard let unit = Self.units.first(where: { whole % $0.bytes == 0 }) else { return "\(whole / 1024)k" }
        return "\(whole / unit.bytes)\(unit.letter)"
    }

    package static func < (one: MemorySize, other: MemorySize) -> Bool { one.bytes < other.bytes }
}
