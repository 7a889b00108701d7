import Containing
import Model

/// Tries the sandbox that the configuration asks for, in a child process on this very kernel.
enum SandboxCheck {
    static func examine(_ mode: SandboxMode, _ executable: String) -> Finding {
        guard mode != .off else {
            return .warning(
                "Pictures are decoded uncontained, as the configuration says.",
                remedy: "Remove sandbox from soframe.json unless only pictures that you trust arrive.")
        }
        do {
            return judge(try SandboxTrial.run(mode, executable: executable), mode)
        } catch {
            return .bad(
                "The sandbox cannot be tried: \(error.reason).",
                remedy: "Check the limits on processes and open files (ulimit -a).")
        }
    }

    /// What is wrong with the sandbox of a worker that first prepares a network; nil when it holds, or there is none.
    static func trouble(_ mode: SandboxMode, preparingWith folder: String, _ executable: String) -> Finding? {
        guard mode != .off else { return nil }
        do {
            let finding = judge(
                try SandboxTrial.run(mode, preparingWith: folder, executable: executable), mode)
            return finding.verdict == .bad ? finding : nil
        } catch {
            return .bad(
                "The sandbox cannot be tried: \(error.reason).",
                remedy: "Check the limits on processes and open files (ulimit -a).")
        }
    }

    static func judge(_ outcome: SandboxTrial.Outcome, _ mode: SandboxMode) -> Finding {
        switch outcome {
        case .unavailable(let sentence):
            return .bad(
                sentence + " Nothing is rendered without it.",
                remedy: mode == .required
                    ? "Start a kernel with Landlock (Debian's has it), or set sandbox to seccomp_only in soframe.json."
                    : "Start a kernel with seccomp filters, or set sandbox to off in soframe.json.")
        case .tried(let attempts):
            let escapes = attempts.filter { !$0.isRefused }.map(\.deed)
            guard escapes.isEmpty else {
                return .bad(
                    "The sandbox lets a worker \(escapes.joined(separator: ", ")).",
                    remedy: "Please report it, with the kernel's version (uname -r).")
            }
            let sentence =
                "The sandbox holds: \(attempts.count) ways out were tried from inside, and the kernel refused each."
            guard mode == .required else {
                return .warning(
                    sentence + " It is seccomp's alone, as the configuration says.",
                    remedy: "Remove sandbox from soframe.json where the kernel has Landlock.")
            }
            return .good(sentence)
        }
    }
}
