import Model
import StrictJSON
import Testing

func configuration(_ text: String?, _ environment: [String: String] = [:]) throws(SettingsError)
    -> Configuration
{
    try Configuration.resolved(file: text.map { Array($0.utf8) }, environment: environment)
}

func configurationRefusal(_ text: String?, _ environment: [String: String] = [:]) -> SettingsError? {
    do throws(SettingsError) {
        _ = try configuration(text, environment)
        return nil
    } catch { return error }
}

/// A file with one key, given by its path from the top.
private func file(_ path: [String], _ value: JSONValue) -> String {
    JSONWriter.pretty(path.reversed().reduce(value) { inner, key in .object(JSONObject([(key, inner)])) })
}

@Suite("Reading the configuration")
struct ConfigurationTests {
    @Test("Without file and environment everything has its built-in value")
    func builtIn() throws {
        let configuration = try configuration(nil)
        #expect(configuration == Configuration())
        #expect(configuration.inbox == nil)
        #expect(configuration.retention.keep == .hours(24))
        #expect(configuration.retention.schedule == .every(.hours(1)))
        #expect(configuration.retention.timeZone == "UTC")
        #expect(configuration.retention.keepOutputs == nil)
        #expect(configuration.retention.notes == .days(7))
        #expect(configuration.retention.fingerprints == .days(30))
        #expect(configuration.intake.settle == .seconds(1))
        #expect(configuration.intake.sidecar == .optional)
        #expect(configuration.intake.sidecarWait == .seconds(2))
        #expect(configuration.intake.recursive)
        #expect(configuration.intake.poll == .auto)
        #expect(configuration.intake.reconcile == .minutes(5))
        #expect(configuration.defaults.isEmpty)
        #expect(configuration.jobs == .auto)
        #expect(configuration.encoderThreads == 4)
        #expect(configuration.limits.pixels == 200_000_000)
        #expect(configuration.limits.fileBytes == 268_435_456)
        #expect(configuration.limits.jobSeconds == 600)
        #expect(configuration.limits.memory.bytes == 2_147_483_648)
        #expect(configuration.minFree.bytes == 1_073_741_824)
        #expect(configuration.models.folder == nil && configuration.models.runtime == nil)
        #expect(!configuration.receipts)
        #expect(configuration.hooks.occasions == [])
    }

    @Test("A file may set every key")
    func whole() throws {
        let read = try configuration(
            """
            {"inbox": "in", "outbox": "/out", "state": "st",
             "retention": {"keep": "2h", "schedule": {"at": ["15:30", "03:00"]}, "time_zone": "Europe/Berlin",
                           "keep_outputs": "30d", "notes": "0", "fingerprints": "0"},
             "intake": {"settle": "3s", "sidecar": "required", "sidecar_wait": "1m", "recursive": false,
                        "poll": "always", "reconcile": "10m"},
             "defaults": {"motion": "zoom_in", "crf": 20}, "jobs": 2, "encoder_threads": 1,
             "limits": {"pixels": 1000, "file_bytes": 2000, "job_seconds": 30, "memory": "512m"}, "min_free": "3g",
             "models": {"folder": "/srv/models", "runtime": "/opt/openvino"},
             "receipts": true, "hooks": {"delivered": ["/bin/tell", "it's", ""], "failed": ["/bin/tell"]}}
            """)
        var expected = Configuration()
        expected.inbox = "in"
        expected.outbox = "/out"
        expected.state = "st"
        expected.retention.keep = .hours(2)
        let times = ["03:00", "15:30"].compactMap { TimeOfDay($0) }
        expected.retention.schedule = .daily(try #require(DailyTimes(times)))
        expected.retention.timeZone = "Europe/Berlin"
        expected.retention.keepOutputs = .days(30)
        expected.retention.notes = .zero
        expected.retention.fingerprints = .zero
        expected.intake.settle = .seconds(3)
        expected.intake.sidecar = .required
        expected.intake.sidecarWait = .minutes(1)
        expected.intake.recursive = false
        expected.intake.poll = .always
        expected.intake.reconcile = .minutes(10)
        var defaults = SettingsLayer()
        defaults.motion = .zoomIn
        defaults.crf = 20
        expected.defaults = [defaults]
        expected.jobs = .count(2)
        expected.encoderThreads = 1
        expected.limits.pixels = 1000
        expected.limits.fileBytes = 2000
        expected.limits.jobSeconds = 30
        expected.limits.memory = MemorySize(bytes: 512 << 20)
        expected.minFree = MemorySize(bytes: 3 << 30)
        expected.models.folder = "/srv/models"
        expected.models.runtime = "/opt/openvino"
        expected.receipts = true
        expected.hooks.delivered = ["/bin/tell", "it's", ""]
        expected.hooks.failed = ["/bin/tell"]
        #expect(read == expected)
    }

    @Test(
        "A mistake is refused with the place and what is allowed",
        arguments: [
            (
                #"{"retention": {"keeep": "2h"}}"#,
                "At /retention/keeep (line 1, column 16), there is no key \"keeep\". "
                    + "The nearest valid one is \"keep\"."
            ),
            (
                #"{"retention": {"keep": 2}}"#,
                "At /retention/keep (line 1, column 24), 2 is not allowed. "
                    + "Write a time such as \"45s\", \"10m\", \"24h\", \"7d\" or \"0\"."
            ),
            (
                #"{"retention": {"schedule": {"every": "0s"}}}"#,
                "At /retention/schedule/every (line 1, column 38), \"0s\" is "
                    + "not allowed. Write a time such as \"45s\", \"10m\", \"24h\" or \"7d\"."
            ),
            (
                #"{"retention": {"schedule": {"every": "1h", "at": ["03:00"]}}}"#,
                "At /retention/schedule/at (line 1, column 44), "
                    + "\"at\" cannot stand beside \"every\". Keep one of them."
            ),
            (
                #"{"retention": {"schedule": {"at": []}}}"#,
                "At /retention/schedule/at (line 1, column 35), an empty array is not "
                    + "allowed. Write a list of different times of day such as [\"03:00\", \"15:30\"]."
            ),
            (
                #"{"retention": {"schedule": "1h"}}"#,
                "At /retention/schedule (line 1, column 28), \"1h\" is not allowed. "
                    + "Write an object of keys."
            ),
            (
                #"{"retention": {"keep_outputs": false}}"#,
                "At /retention/keep_outputs (line 1, column 32), false is not allowed. "
                    + "Write null or a time such as \"45s\", \"10m\", \"24h\", \"7d\" or \"0\"."
            ),
            (
                #"{"hooks": {"delivered": []}}"#,
                "At /hooks/delivered (line 1, column 25), an empty array is not allowed. Write a list of words such as "
                    + "[\"/usr/local/bin/tell\", \"ready\"] that begins with a program's absolute path."
            ),
            (
                #"{"hooks": {"delivered": ["tell", "me"]}}"#,
                "At /hooks/delivered/0 (line 1, column 26), \"tell\" is not allowed. "
                    + "Write the absolute path of a program, such as \"/usr/local/bin/tell\"."
            ),
            (
                #"{"hooks": {"failed": ["/bin/tell", 1]}}"#,
                "At /hooks/failed/1 (line 1, column 36), 1 is not allowed. Write a string without \\u0000."
            ),
            (
                #"{"hooks": {"replaced": ["/bin/tell"]}}"#,
                "At /hooks/replaced (line 1, column 12), there is no key \"replaced\". "
                    + "Write one of \"delivered\", \"failed\"."
            ),
            (
                #"{"sandbox": "none"}"#,
                "At /sandbox (line 1, column 13), \"none\" is not allowed. Write one of \"required\", \"seccomp_only\", \"off\"."
            ),
            (
                #"{"min_free": "0g"}"#,
                "At /min_free (line 1, column 14), \"0g\" is not allowed. "
                    + "Write a size such as \"512m\", \"2g\" or \"0\"."
            ),
            (
                #"{"defaults": {"width": 640}}"#,
                "At /defaults/width (line 1, column 15), \"width\" stands without \"height\". "
                    + "Write both of them or neither."
            ),
            (
                #"{"jobs": 0}"#,
                "At /jobs (line 1, column 10), 0 is not allowed. Write \"auto\" or a whole number from 1 to 256."
            ),
            (
                #"{"limits": {"memory": "2 GB"}}"#,
                "At /limits/memory (line 1, column 23), \"2 GB\" is not allowed. "
                    + "Write a size such as \"512m\" or \"2g\"."
            ),
            (
                #"{"inbox": ""}"#,
                "At /inbox (line 1, column 11), \"\" is not allowed. Write a path of at most 4095 bytes."
            ),
            (
                #"{"receipts": true, "receipts": true}"#,
                "At /receipts (line 1, column 20), the key \"receipts\" appears a second "
                    + "time in the same object."
            ),
        ])
    func refused(text: String, sentence: String) {
        #expect(configurationRefusal(text)?.description == sentence)
    }

    @Test(
        "A time zone that could lead out of the zones' folder is refused",
        arguments: [
            "", "../etc/passwd", "/etc/localtime", "Europe//Berlin", "Europe/", "Europe/../x", "1UTC", "Europe/Bérlin",
            ".",
            "U\\u0000TC", "UTC ",
        ])
    func timeZones(name: String) {
        #expect(configurationRefusal("{\"retention\": {\"time_zone\": \"\(name)\"}}")?.reason == .notAllowed)
    }

    @Test(
        "Times of day must be real and different",
        arguments: [
            #"["24:00"]"#, #"["3:00"]"#, #"["03:00", "03:00"]"#, #"["03:00", 4]"#, #""03:00""#,
        ])
    func timesOfDay(times: String) {
        #expect(configurationRefusal("{\"retention\": {\"schedule\": {\"at\": \(times)}}}")?.reason == .notAllowed)
    }

    @Test("Every example of every key is read from the file", arguments: ConfigurationKeys.table.rows(Configuration()))
    func examplesInFile(row: KeyRow) throws {
        #expect(!row.examples.isEmpty)
        for example in row.examples where !Self.hasPartner(row) {
            let read = try configuration(file(row.path, example))
            #expect(Self.value(row, in: read) == JSONWriter.line(example))
        }
    }

    @Test("Words of a hook with a zero byte, and hooks of a sidecar or of defaults, are refused")
    func hooksElsewhere() {
        #expect(configurationRefusal(#"{"hooks": {"failed": ["/bin/tell", "a\u0000b"]}}"#)?.reason == .notAllowed)
        #expect(configurationRefusal(#"{"defaults": {"hooks": {}}}"#)?.reason == .unknownKey)
        #expect(throws: SettingsError.self) {
            try SettingsLayer.read(Array(#"{"hooks": {"failed": ["/bin/tell"]}}"#.utf8))
        }
    }

    @Test(
        "Every example of every key is read from its variable",
        arguments: ConfigurationKeys.table.rows(Configuration()).filter {
            !ConfigurationKeys.fileOnly.contains($0.path[0])
        })
    func examplesInEnvironment(row: KeyRow) throws {
        let variable = "SOFRAME_" + row.path.joined(separator: "_").uppercased()
        #expect(ConfigurationEnvironment.names.contains(variable))
        for example in row.examples where !Self.hasPartner(row) {
            let text = if case .string(let text) = example { text } else { JSONWriter.line(example) }
            let read = try configuration(nil, [variable: text])
            #expect(Self.value(row, in: read) == JSONWriter.line(example))
        }
    }

    /// Width and height stand only together, and a test of theirs says so.
    private static func hasPartner(_ row: KeyRow) -> Bool {
        ["defaults.width", "defaults.height"].contains(row.name)
    }

    private static func value(_ row: KeyRow, in configuration: Configuration) -> String? {
        ConfigurationKeys.table.rows(configuration).first { $0.path == row.path }?.valueText
    }

    @Test("No two keys share a variable")
    func distinctVariables() {
        let names = ConfigurationEnvironment.names
        #expect(Set(names).count == names.count)
        #expect(names.contains("SOFRAME_RETENTION_SCHEDULE_EVERY"))
        #expect(names.contains("SOFRAME_INBOX"))
    }

    @Test("The documentation's table has a line a key, without those of the sidecar")
    func markdown() {
        let table = ConfigurationKeys.markdownTable
        #expect(
            table.contains("| `retention.keep` | how long an input stays after its arrival; 0 is until its job ends | ")
        )
        #expect(
            table.contains(
                "| `encoder_threads` | threads of one encoder; another number gives other bytes | "
                    + "a whole number from 1 to 64 | `4` |\n"))
        #expect(
            table.contains(
                "`retention.keep_outputs` | how long a video stays after its delivery; null is for ever | "
                    + "null or a time such as `\"45s\"`, `\"10m\"`, `\"24h\"`, `\"7d\"` or `\"0\"` | `null` |\n"))
        #expect(!table.contains("defaults."))
    }
}
