extension Configuration {
    /// The configuration that a file (if there is one) and the environment make, the environment over the file over the
    /// built-in values. Flags are for the caller to lay over it.
    /// - Parameter file: the bytes of `soframe.json`: at most 64 KiB and 32 levels deep.
    package static func resolved(
        file: [UInt8]?, environment: [String: String]
    ) throws(SettingsError) -> Configuration {
        var configuration = Configuration()
        if let file { try ConfigurationKeys.table.read(try SettingsError.node(file), into: &configuration) }
        try ConfigurationEnvironment.overlay(environment, on: &configuration)
        return configuration
    }
}

extension RetentionOptions {
    /// The rule for inputs; `zone` is the clock that `timeZone` names.
    package func rule(zone: any TimeZoneOffsets) -> DeletionRule {
        DeletionRule(keep: keep, schedule: schedule, zone: zone)
    }
}
