import Containing
import Direction
package import Model
import StrictJSON

/// What a worker is told to do. The picture and the video come as open descriptors, never as paths.
package struct WorkOrder: Equatable, Sendable {
    package var settings: Settings
    /// The most pixels that a picture may have.
    package var pixelLimit: Int
    /// Bytes that the job may need, as computed from the picture's header and the video's size.
    package var memoryLimit: Int64
    package var encoderThreads: Int
    /// Seconds after which the parent ends the job.
    package var secondsLimit: Int
    package var sandbox: SandboxMode
    /// Whether the report lists each frame's window.
    package var wantsPath: Bool
    /// Whether a depth file comes with the picture.
    package var hasDepthFile: Bool
    /// What may tell depth where no map does.
    package var model: ModelOrder?
    /// Whether files come with it that want to be filled with pictures of how the shot came about.
    package var wantsImages = false
    /// Whether only the shot is to be chosen, and no video made.
    package var isPlan = false

    package init(
        settings: Settings, pixelLimit: Int, memoryLimit: Int64, encoderThreads: Int, secondsLimit: Int = 600,
        sandbox: SandboxMode = .required, wantsPath: Bool = false, hasDepthFile: Bool = false,
        model: ModelOrder? = nil
    ) {
        self.settings = settings
        self.pixelLimit = pixelLimit
        self.memoryLimit = memoryLimit
        self.encoderThreads = encoderThreads
        self.secondsLimit = secondsLimit
        self.sandbox = sandbox
        self.wantsPath = wantsPath
        self.hasDepthFile = hasDepthFile
        self.model = model
    }
}

extension WorkOrder {
    /// The order as the parent writes it for its worker: JSON, with the settings as a sidecar.
    var text: String {
        JSONWriter.line([
            "settings": .string(JSONWriter.line(settings.json)), "pixel_limit": .integer(pixelLimit),
            "memory_limit": .integer(Int(memoryLimit)),
            "encoder_threads": .integer(encoderThreads), "seconds_limit": .integer(secondsLimit),
            "sandbox": .string(sandbox.rawValue), "wants_path": .bool(wantsPath),
            "has_depth_file": .bool(hasDepthFile), "model": model?.json ?? .null, "wants_images": .bool(wantsImages),
            "is_plan": .bool(isPlan),
        ])
    }

    /// Reads what `text` wrote; nil when it is anything else.
    init?(text: [UInt8]) {
        guard let root = try? JSONReader.read(text), let settings = try? root["settings"]?.string(),
            let layer = try? SettingsLayer.read(Array(settings.utf8)), let pixels = try? root["pixel_limit"]?.integer(),
            let memory = try? root["memory_limit"]?.integer(), let threads = try? root["encoder_threads"]?.integer(),
            let seconds = try? root["seconds_limit"]?.integer(),
            let sandbox = (try? root["sandbox"]?.string()).flatMap(SandboxMode.init(rawValue:)),
            let path = try? root["wants_path"]?.bool(), let depth = try? root["has_depth_file"]?.bool(),
            let images = try? root["wants_images"]?.bool(), let plan = try? root["is_plan"]?.bool()
        else { return nil }
        self.init(
            settings: Settings.resolved([layer]), pixelLimit: pixels, memoryLimit: Int64(memory),
            encoderThreads: threads, secondsLimit: seconds, sandbox: sandbox, wantsPath: path,
            hasDepthFile: depth, model: root["model"].flatMap(ModelOrder.init(json:)))
        wantsImages = images
        isPlan = plan
    }

    /// What the kernel holds the worker to, beyond what the worker minds itself.
    var resourceLimits: ResourceLimits {
        // Every thread may work all the time: those of the encoder, its lookahead, those that render and the first, and those
        // of a network with one that waits for them.
        let threads = 2 * encoderThreads + 2 + (model?.use == nil ? 0 : encoderThreads + 1)
        return ResourceLimits(
            memory: memoryLimit, processorSeconds: secondsLimit * threads, fileSize: largestVideo, threads: threads)
    }

    /// Bytes that no video of this order exceeds: twice its frames as they are, and room for the index.
    private var largestVideo: Int64 {
        let pixels =
            switch settings.resolution {
            case .exact(let width, let height): Int64(width) * Int64(height)
            case .shortSide(let side): Int64(side) * Int64(FrameSize.largestSide)
            }
        let frames = Int64((settings.duration * settings.frameRate.perSecond).rounded(.up)) + 1
        return pixels * 3 * frames + 64 << 20
    }
}
