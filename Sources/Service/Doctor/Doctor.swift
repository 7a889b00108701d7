import Model
import Working

/// Looks whether this machine has what an installation needs. Changes nothing.
package struct Doctor: Sendable {
    private let paths: InstallationPaths
    private let executable: String

    /// - Parameter executable: The program whose sandbox is tried, by default this one.
    package init(_ paths: InstallationPaths, executable: String = "/proc/self/exe") {
        self.paths = paths
        self.executable = executable
    }

    /// All findings, in the order in which they matter. Blocks the thread for some milliseconds.
    package func examine() -> [Finding] {
        [SandboxCheck.examine(paths.configuration.sandbox, executable), codecs] + FolderCheck.examine(paths)
            + HookCheck.examine(paths.configuration.hooks) + ModelCheck.examine(paths, executable)
            + WatchCheck.examine(paths) + [clock]
    }

    private var codecs: Finding {
        let missing = RequiredCodecs.missing
        guard missing.isEmpty else {
            return .bad(
                "FFmpeg's libraries lack \(missing.joined(separator: ", ")).",
                remedy: "Install Debian's own libavcodec, which has them, instead of the one that is found now.")
        }
        return .good("FFmpeg has every codec that is needed.")
    }

    private var clock: Finding {
        // 2025-01-01: long before this program was built.
        guard Timestamp.now.milliseconds > 1_735_689_600_000 else {
            return .bad(
                "The clock says \(Timestamp.now.text), so that no deadline would be right.",
                remedy: "Set the clock, for example with timedatectl, before pictures arrive.")
        }
        do {
            _ = try SystemZone(named: paths.configuration.retention.timeZone)
        } catch {
            return .bad(error.description, remedy: "Install Debian's package tzdata if the name is right.")
        }
        return .good("The clock says \(Timestamp.now.text).")
    }
}
