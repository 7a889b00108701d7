import Containing
import Files
import Glibc
import Model

/// The child's side: one job, from descriptors alone, then the end.
package enum WorkerMain {
    /// Does the job that descriptor `order` describes, for the parent of that process id.
    ///
    /// - Returns: the exit code: 0 when a whole video was written, 1 when the reason was reported, 2 when there was
    ///   nobody to report to.
    package static func run(parent: Int32) -> Int32 {
        guard ParentDeath.endsThisProcess(parent: parent) else { return 2 }
        guard let text = try? InheritedFile(Channel.order.rawValue).readAll(limit: 1 << 20),
            let order = WorkOrder(text: text)
        else { return 2 }
        let events = EventPipe(descriptor: Channel.events.rawValue)
        do throws(JobFailure) {
            // What runs a network is loaded from files, which none can be opened for later on.
            let reading = try order.model.map { _ throws(JobFailure) in try ModelReading(order) }
            let library = reading?.isLoaded == true ? order.model?.use?.library : nil
            let containment = try locked(order, preparingWith: library)
            let model = reading.map { reading in
                ModelSupply(
                    reading: reading, bytes: { () throws(JobFailure) in try read(.depth) },
                    tighten: { () throws(JobFailure) in if library != nil { try tightened(order) } })
            }
            let job = PictureJob(order, images: order.wantsImages ? Channel.images : [:])
            let (file, depth) = (try read(.picture), order.hasDepthFile ? try read(.depth) : nil)
            var report =
                try order.isPlan
                ? job.plan(file: file, depth: depth, model: model)
                : job.render(
                    file: file, depth: depth, model: model, video: Channel.video.rawValue,
                    progress: { frame, total in events.send(.progress(frame: frame, of: total)) })
            report.containment = containment
            events.send(.finished(report))
            return 0
        } catch {
            events.send(.failed(error))
            return 1
        }
    }

    /// Locks this process in: nothing of the picture was read yet, and what it could make a codec do is nothing much after.
    ///
    /// - Parameter library: What must still read files beside it and make programs in memory, until `tightened`.
    private static func locked(
        _ order: WorkOrder, preparingWith library: String?
    ) throws(JobFailure) -> Containment {
        try sandboxing { () throws(SandboxError) in
            try Sandbox.lock(order.sandbox, order.resourceLimits, preparingWith: library.map(folder(of:)))
        }
    }

    private static func tightened(_ order: WorkOrder) throws(JobFailure) {
        try sandboxing { () throws(SandboxError) in try Sandbox.tighten(order.sandbox) }
    }

    static func folder(of library: String) -> String {
        String(library[..<(library.lastIndex(of: "/") ?? library.startIndex)])
    }

    private static func sandboxing<Result>(
        _ body: () throws(SandboxError) -> Result
    ) throws(JobFailure) -> Result {
        do throws(SandboxError) {
            return try body()
        } catch {
            throw JobFailure(
                .sandboxUnavailable, error.description,
                advice:
                    "Run soframe doctor to see what the kernel offers; sandbox: seccomp_only or off in soframe.json does "
                    + "with less.")
        }
    }

    private static func read(_ channel: Channel) throws(JobFailure) -> [UInt8] {
        do throws(FileError) {
            return try InheritedFile(channel.rawValue).readAll(limit: .max)
        } catch {
            throw JobFailure(.unreadable, error.description, advice: "Check the disk that holds the inbox.")
        }
    }
}

/// The worker's end of the pipe on which it reports.
private struct EventPipe {
    let descriptor: Int32

    /// A parent that does not listen any more is no reason to stop: it is about to end this process.
    func send(_ event: WorkEvent) {
        var line = Array(event.line.utf8) + [UInt8(ascii: "\n")]
        while !line.isEmpty {
            let count = unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            line.removeFirst(count)
        }
    }
}
