import Model
import StrictJSON
import Testing

@Suite("The configuration's environment")
struct ConfigurationEnvironmentTests {
    @Test("The environment wins over the file, and the file over the built-in values")
    func precedence() throws {
        let read = try configuration(
            #"{"retention": {"keep": "2h", "notes": "1d"}, "jobs": 3, "inbox": "file"}"#,
            ["SOFRAME_RETENTION_KEEP": "30m", "SOFRAME_JOBS": "auto", "SOFRAME_INBOX": "123", "HOME": "/root"])
        #expect(read.retention.keep == .minutes(30))
        #expect(read.retention.notes == .days(1))
        #expect(read.jobs == .auto)
        #expect(read.inbox == "123")
        #expect(read.encoderThreads == 4)
    }

    @Test("A schedule from the environment replaces the file's of the other kind")
    func schedule() throws {
        let daily = #"{"retention": {"schedule": {"at": ["03:00"]}}}"#
        let read = try configuration(daily, ["SOFRAME_RETENTION_SCHEDULE_EVERY": "10m"])
        #expect(read.retention.schedule == .every(.minutes(10)))
        let other = try configuration(nil, ["SOFRAME_RETENTION_SCHEDULE_AT": #"["04:00"]"#])
        let times = try #require(DailyTimes(["04:00"].compactMap { TimeOfDay($0) }))
        #expect(other.retention.schedule == .daily(times))
    }

    @Test("The environment's defaults lie over the file's as a layer of their own")
    func defaults() throws {
        let read = try configuration(
            #"{"defaults": {"resolution": "720p", "quality": "low", "motion": "static"}}"#,
            ["SOFRAME_DEFAULTS_WIDTH": "640", "SOFRAME_DEFAULTS_HEIGHT": "480", "SOFRAME_DEFAULTS_CRF": "12"])
        #expect(read.defaults.count == 2)
        let settings = Settings.resolved(read.defaults)
        #expect(settings.resolution == .exact(width: 640, height: 480))
        #expect(settings.quality == .crf(12))
        #expect(settings.motion == .still)
        var nearer = SettingsLayer()
        nearer.aspectRatio = .ratio(width: 1, height: 1)
        #expect(Settings.resolved([nearer] + read.defaults).resolution == .shortSide(720))
    }

    @Test(
        "A mistake names the variable",
        arguments: [
            (
                ["SOFRAME_JOBS": "many"],
                "In SOFRAME_JOBS, \"many\" is not allowed. "
                    + "Write \"auto\" or a whole number from 1 to 256."
            ),
            (
                ["SOFRAME_JOBS": "1000"],
                "In SOFRAME_JOBS, 1000 is not allowed. Write \"auto\" or a whole number from 1 to 256."
            ),
            (["SOFRAME_RECEIPTS": "yes"], "In SOFRAME_RECEIPTS, \"yes\" is not allowed. Write true or false."),
            (
                ["SOFRAME_DEFAULTS_FOCUS": #"{"x": 2, "y": 0}"#],
                "In SOFRAME_DEFAULTS_FOCUS, 2 is not allowed. "
                    + "Write a number from 0 to 1."
            ),
            (
                ["SOFRAME_DEFAULTS_WIDTH": "640"],
                "In SOFRAME_DEFAULTS_WIDTH, \"width\" stands without \"height\". "
                    + "Write both of them or neither."
            ),
            (
                ["SOFRAME_RETENTION_KEPE": "2h"],
                "In SOFRAME_RETENTION_KEPE, there is no setting of that name. "
                    + "The nearest valid one is \"SOFRAME_RETENTION_KEEP\". Correct the variable's name or remove it."
            ),
            (
                ["SOFRAME_WALLPAPER": "1"],
                "In SOFRAME_WALLPAPER, there is no setting of that name. "
                    + "Correct the variable's name or remove it."
            ),
            (
                ["SOFRAME_RETENTION": "{}"],
                "In SOFRAME_RETENTION, there is no setting of that name. "
                    + "Correct the variable's name or remove it."
            ),
            (
                ["SOFRAME_MIN_FREE": "1"],
                "In SOFRAME_MIN_FREE, \"1\" is not allowed. Write a size such as \"512m\", \"2g\" or \"0\"."
            ),
            (
                ["SOFRAME_HOOKS_DELIVERED": "[]"],
                "In SOFRAME_HOOKS_DELIVERED, a setting stands that only a configuration file may hold. "
                    + "Remove the variable and write the setting into soframe.json."
            ),
            (
                ["SOFRAME_DEFAULTS_DEPTH_STRENGTH": "2"],
                "In SOFRAME_DEFAULTS_DEPTH_STRENGTH, 2 is not allowed. Write a number from 0 to 1."
            ),
        ])
    func refused(environment: [String: String], sentence: String) {
        let error = configurationRefusal(nil, environment)
        #expect(error?.description == sentence)
        #expect(error?.variable == environment.keys.first)
    }

    @Test("Two variables that exclude each other are refused although each is right")
    func conflict() {
        let error = configurationRefusal(nil, ["SOFRAME_DEFAULTS_CRF": "12", "SOFRAME_DEFAULTS_QUALITY": "low"])
        #expect(
            error?.description
                == "In SOFRAME_DEFAULTS_QUALITY, \"quality\" cannot stand beside \"crf\". Keep one of them.")
    }

    @Test("A mistake in the file names the file's place, whatever the environment says")
    func fileMistake() {
        let error = configurationRefusal(#"{"jobs": "x"}"#, ["SOFRAME_JOBS": "2"])
        #expect(error?.variable == nil)
        #expect(error?.position == JSONPosition(line: 1, column: 10))
    }
}
