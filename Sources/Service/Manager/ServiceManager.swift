/// The program that started this one as a service and asks for notices (systemd; sd_notify(3)).
package struct ServiceManager: Equatable, Sendable {
    /// Where it listens: a path, or `@` and an abstract name.
    package let address: String
    /// Within which it wants to hear again and again that the program is alive; nil when it does not.
    package let watchdog: Duration?

    /// Nil when nobody asks this process: the variables `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` say so.
    package init?(environment: [String: String], process: Int32) {
        guard let address = environment["NOTIFY_SOCKET"], address.count > 1, let first = address.first,
            "/@".contains(first)
        else { return nil }
        self.address = address
        let isMeant = environment["WATCHDOG_PID"].map { $0 == "\(process)" } ?? true
        let span = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap {
            $0 > 0 ? Duration.microseconds($0) : nil
        }
        watchdog = isMeant ? span : nil
    }
}
