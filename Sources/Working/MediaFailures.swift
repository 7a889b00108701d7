import Glibc
import Media
import Model
import Rendering

extension MediaError {
    /// The same in the words of the person who dropped the picture.
    var failure: JobFailure {
        switch self {
        case .notAPicture(let reason, let advice):
            JobFailure(.notAnImage, "The file is not a picture: \(reason).", advice: advice)
        case .unsupported(let reason, let advice):
            JobFailure(.unsupportedFormat, "The picture cannot be rendered: \(reason).", advice: advice)
        case .truncated(let reason):
            JobFailure(
                .truncated, "The picture is not complete: \(reason).",
                advice: "Send the file again; if it fails again, the original is damaged.")
        case .malformed(let reason):
            JobFailure(
                .truncated, "The picture is damaged: \(reason).",
                advice: "Send the file again; if it fails again, open it in an image editor and save it anew.")
        case .tooManyPixels(let width, let height, let limit):
            JobFailure(
                .tooManyPixels,
                "The picture has \(width) × \(height) pixels, more than limits.pixels allows (\(limit)).",
                advice: "Send a smaller picture, or raise limits.pixels if the machine has the memory.")
        case .codec(let operation, let reason):
            JobFailure(
                .internalError, "FFmpeg failed at \(operation): \(reason).",
                advice: "Check that Debian's FFmpeg libraries are installed whole; otherwise please report it.")
        case .outOfMemory(let operation):
            JobFailure(
                .outOfMemory, "Memory ran out at \(operation).",
                advice: "Raise limits.memory, or send a smaller picture.")
        case .write(let number) where number == EIO || number == EPIPE:
            JobFailure(
                .unreadable, "The video could not be written: \(reason(number)).",
                advice: "Check the disk that holds the outbox; the job is tried again.")
        case .write(let number):
            JobFailure(
                .noSpace, "The video could not be written: \(reason(number)).",
                advice: "Free space where the outbox is; the job is tried again.")
        }
    }

    private func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}

extension RenderingError {
    /// The same in the words of the person who dropped the picture.
    var failure: JobFailure {
        JobFailure(.internalError, sentence, advice: "Please report it, with the picture's format and size.")
    }
}
