import Containing
import Files
import Glibc
import Inference
import Model
import StrictJSON

/// The child's side of a trial.
package enum ModelTrialMain {
    /// Does the trial that is asked for, for the parent of that process id, and returns the exit code.
    package static func run(parent: Int32) -> Int32 {
        guard ParentDeath.endsThisProcess(parent: parent),
            let text = try? InheritedFile(Channel.order.rawValue).readAll(limit: 1 << 20),
            let trial = ModelTrial(text: text)
        else { return 2 }
        do throws(JobFailure) {
            say(try answer(trial).text)
        } catch {
            say(
                JSONWriter.line([
                    "failed": .string(error.sentence), "advice": .string(error.advice),
                    "code": .string(error.code.rawValue),
                ]))
        }
        return 0
    }

    private static func answer(_ trial: ModelTrial) throws(JobFailure) -> ModelTrial.Report {
        do {
            let openVINO = try OpenVINO(library: trial.library)
            let threads = trial.threads + 2
            _ = try Sandbox.lock(
                trial.sandbox,
                ResourceLimits(
                    memory: trial.limits.memory.bytes, processorSeconds: trial.limits.jobSeconds * threads, fileSize: 0,
                    threads: threads),
                preparingWith: WorkerMain.folder(of: trial.library))
            guard let kind = trial.kind else { return ModelTrial.Report(version: openVINO.version) }
            let bytes = try InheritedFile(Channel.picture.rawValue).readAll(limit: .max)
            return try report(try NetworkFile(bytes, kind, with: openVINO), openVINO.version, trial)
        } catch let error as InferenceError {
            throw JobFailure(
                .modelUnavailable, error.description,
                advice: "Get the file anew, or choose the kind that it is of with --kind.")
        } catch let error as SandboxError {
            throw JobFailure(
                .sandboxUnavailable, error.description, advice: "Run soframe doctor to see what the kernel offers.")
        } catch {
            throw JobFailure(.unreadable, "\(error)", advice: "Check the disk that holds the model.")
        }
    }

    /// Tries a wide picture and, where the network takes it, a tall one: sizes may be fixed within a network that says it
    /// takes any.
    private static func report(
        _ file: borrowing NetworkFile, _ version: String, _ trial: ModelTrial
    ) throws -> ModelTrial.Report {
        let clock = ContinuousClock()
        let began = clock.now
        let size = file.inputSize(width: 4, height: 3)
        let network = try DepthNetwork(file, size: size, threads: trial.threads)
        let preparing = clock.now - began
        try SelfTest.ask(network)
        let other = file.inputSize(width: 3, height: 4)
        let takesAnyShape = other != size
        if takesAnyShape {
            try otherShape(other, size) {
                try SelfTest.ask(try DepthNetwork(file, size: other, threads: trial.threads))
            }
        }
        // What a job asks of it, it is asked as in a job: with no more than a job has by then.
        try Sandbox.tighten(trial.sandbox)
        let running = try SelfTest.check(network)
        return ModelTrial.Report(
            version: version, width: size.width, height: size.height, takesAnyShape: takesAnyShape,
            preparing: preparing / .seconds(1), running: running / .seconds(1))
    }

    private static func otherShape(
        _ other: (width: Int, height: Int), _ size: (width: Int, height: Int), _ body: () throws -> Void
    ) throws {
        do {
            try body()
        } catch let error as InferenceError {
            throw InferenceError.unfit(
                "The model says that it takes any size, but fails at \(other.width) × \(other.height) pixels, though not at "
                    + "\(size.width) × \(size.height): \(error.description)")
        }
    }

    private static func say(_ line: String) {
        var bytes = Array("\(line)\n".utf8)
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe write(Channel.events.rawValue, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }
}
