import Containing
package import Model
import Working

/// Where the processes that soframe starts begin.
package enum WorkerEntry {
    /// Does one job for the parent of that process id, and returns the exit code.
    package static func run(parent: Int32) -> Int32 { WorkerMain.run(parent: parent) }

    /// Tries OpenVINO and a network for the parent of that process id, and returns the exit code.
    package static func tryModel(parent: Int32) -> Int32 { ModelTrialMain.run(parent: parent) }

    /// Locks itself in, tries to get out, and says what came of it.
    package static func trySandbox(_ mode: SandboxMode, preparingWith folder: String?) {
        SandboxTrial.answer(mode, preparingWith: folder)
    }
}
