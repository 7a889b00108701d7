import Working

/// Where the process of a worker begins.
package enum WorkerEntry {
    /// Does one job for the parent of that process id, and returns the exit code.
    package static func run(parent: Int32) -> Int32 { WorkerMain.run(parent: parent) }
}
