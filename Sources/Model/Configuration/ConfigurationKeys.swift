import StrictJSON

/// Every key of `soframe.json`, declared once: reader, environment, schema and documentation derive from this table.
package enum ConfigurationKeys {
    package static let table = KeyTable<Configuration>(
        keys: [
            Key("inbox", optional: \.inbox, .path, "folder of pictures and sidecars", examples: ["/srv/soframe/inbox"]),
            Key("outbox", optional: \.outbox, .path, "folder of videos", examples: ["/srv/soframe/outbox"]),
            Key("state", optional: \.state, .path, "private folder of the journal", examples: ["/var/lib/soframe"]),
            Key("retention", \.retention, retention, "how long inputs, outputs and notes stay"),
            Key("intake", \.intake, intake, "how files are noticed and taken in"),
            // Each reading is a layer of its own, nearer than those read before it.
            Key(
                "defaults", SidecarKeys.table,
                "any key of a sidecar, for pictures whose sidecars and folders are silent",
                start: { _ in SettingsLayer() }, store: { $0.defaults.insert($1, at: 0) },
                show: { $0.defaults.reduce(SettingsLayer()) { nearer, farther in nearer.over(farther) } }),
            Key(
                "jobs", \.jobs, .jobCount, "how many jobs run at once; auto as the machine's cores allow",
                examples: ["auto", 2]),
            Key(
                "encoder_threads", \.encoderThreads, .whole(1...64),
                "threads of one encoder; another number gives other bytes",
                examples: [4]),
            Key("limits", \.limits, limits, "what one job may use"),
            Key(
                "sandbox", \.sandbox, .words(),
                "how pictures are decoded: contained by Landlock and seccomp or not at all; by seccomp alone; uncontained",
                examples: ["required", "seccomp_only"]),
            Key("models", \.models, models, "networks that tell depth, and what runs them"),
            Key(
                "min_free", \.minFree, .memoryOrNone,
                "what must be free on the volumes of outbox and state for a job to be begun; 0 is no such rule",
                examples: ["1g", "0"]),
            Key("receipts", \.receipts, .flag, "whether each video gets a note of what settled it", examples: [true]),
            Key(
                "hooks", \.hooks, hooks,
                "programs that are told how jobs ended; only from a file that nobody else can change"),
        ])

    /// Keys that the environment does not set: whoever may set a variable must not choose programs.
    package static let fileOnly: Set<String> = ["hooks"]

    private static let retention = KeyTable<RetentionOptions>(keys: [
        Key(
            "keep", \.keep, .span, "how long an input stays after its arrival; 0 is until its job ends",
            examples: ["24h", "0"]),
        Key("schedule", \.schedule, schedule, "when sweeps delete what is due"),
        Key(
            "time_zone", \.timeZone, .timeZone, "whose clock schedule.at means", examples: ["UTC", "Europe/Berlin"]),
        Key(
            "keep_outputs", \.keepOutputs, .spanOrNever,
            "how long a video stays after its delivery; null is for ever",
            examples: [nil, "30d"]),
        Key("notes", \.notes, .span, "how long an error note stays", examples: ["7d"]),
        Key(
            "fingerprints", \.fingerprints, .span,
            "how long a rendered picture that was deleted is known again and not rendered twice; 0 is not at all",
            examples: ["30d", "0"]),
    ])

    private static let schedule = KeyTable<SweepSchedule>(
        keys: [
            Key(
                "every", .positiveSpan, "a sweep at each multiple of this time since 1970 in UTC",
                examples: ["1h", "15m"],
                get: { if case .every(let span) = $0 { span } else { nil } }, set: { $0 = .every($1) }),
            Key(
                "at", .dailyTimes, "a sweep each day at these times of the time zone's clock",
                examples: [["03:00"], ["03:00", "15:30"]],
                get: { if case .daily(let times) = $0 { times } else { nil } }, set: { $0 = .daily($1) }),
        ],
        exclusive: [["every", "at"]])

    private static let intake = KeyTable<IntakeOptions>(keys: [
        Key(
            "settle", \.settle, .positiveSpan, "how long a file is left alone before it counts as complete",
            examples: ["1s", "5s"]),
        Key("sidecar", \.sidecar, .words(), "whether a picture needs a sidecar", examples: ["optional", "required"]),
        Key("sidecar_wait", \.sidecarWait, .span, "how long a picture waits for its sidecar", examples: ["2s", "0"]),
        Key("recursive", \.recursive, .flag, "whether folders within the inbox count", examples: [false]),
        Key(
            "poll", \.poll, .words(), "whether the inbox is listed again and again instead of watched",
            examples: ["auto", "always"]),
        Key("reconcile", \.reconcile, .positiveSpan, "how often the whole inbox is looked through", examples: ["5m"]),
    ])

    private static let hooks = KeyTable<Hooks>(keys: [
        Key(
            "delivered", optional: \.delivered, .commandLine,
            "program that gets a JSON object on standard input for each video that was delivered",
            examples: [["/usr/local/bin/tell", "ready"]]),
        Key(
            "failed", optional: \.failed, .commandLine,
            "the same for each picture that failed for good or was refused", examples: [["/usr/local/bin/tell"]]),
    ])

    private static let models = KeyTable<ModelOptions>(keys: [
        Key(
            "folder", optional: \.folder, .path,
            "folder of the models that soframe models adds; else models in the state folder",
            examples: ["/var/lib/soframe/state/models"]),
        Key(
            "runtime", optional: \.runtime, .path,
            "folder or library (libopenvino_c.so) of OpenVINO, which runs them; else looked for in the usual places",
            examples: ["/usr/local/lib/soframe/openvino"]),
    ])

    private static let limits = KeyTable<JobLimits>(keys: [
        Key("pixels", \.pixels, .whole(1...1_000_000_000), "pixels of a picture", examples: [50_000_000]),
        Key(
            "file_bytes", \.fileBytes, .whole(1...1_099_511_627_776), "bytes of a picture's file",
            examples: [67_108_864]),
        Key("job_seconds", \.jobSeconds, .whole(1...86_400), "seconds until a job is stopped", examples: [120]),
        Key("memory", \.memory, .memory, "memory of a job, in powers of 1024", examples: ["2g", "512m"]),
    ])

    /// The README's table of keys; the sidecar's own table says what stands under `defaults`.
    package static var markdownTable: String {
        table.rows(Configuration()).filter { $0.path.first != "defaults" }.markdownTable
    }
}
