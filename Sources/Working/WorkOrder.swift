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
    /// Whether the report lists each frame's window.
    package var wantsPath: Bool

    package init(
        settings: Settings, pixelLimit: Int, memoryLimit: Int64, encoderThreads: Int, wantsPath: Bool = false
    ) {
        self.settings = settings
        self.pixelLimit = pixelLimit
        self.memoryLimit = memoryLimit
        self.encoderThreads = encoderThreads
        self.wantsPath = wantsPath
    }
}

extension WorkOrder {
    /// The order as the parent writes it for its worker: JSON, with the settings as a sidecar.
    var text: String {
        JSONWriter.line([
            "settings": .string(JSONWriter.line(settings.json)), "pixel_limit": .integer(pixelLimit),
            "memory_limit": .integer(Int(memoryLimit)),
            "encoder_threads": .integer(encoderThreads), "wants_path": .bool(wantsPath),
        ])
    }

    /// Reads what `text` wrote; nil when it is anything else.
    init?(text: [UInt8]) {
        guard let root = try? JSONReader.read(text), let settings = try? root["settings"]?.string(),
            let layer = try? SettingsLayer.read(Array(settings.utf8)), let pixels = try? root["pixel_limit"]?.integer(),
            let memory = try? root["memory_limit"]?.integer(), let threads = try? root["encoder_threads"]?.integer(),
            let path = try? root["wants_path"]?.bool()
        else { return nil }
        self.init(
            settings: Settings.resolved([layer]), pixelLimit: pixels, memoryLimit: Int64(memory),
            encoderThreads: threads, wantsPath: path)
    }
}
