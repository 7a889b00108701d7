import Files
import Glibc
import Intake
import Model

/// The depth file of a picture that is about to be rendered.
enum DepthFile {
    /// Opens it; nil when there is none, and none is needed.
    ///
    /// - Parameter limit: Bytes that it may have.
    /// - Throws: `depth-invalid` when the settings name or ask for a file that is not there; `not-a-regular-file` when a
    ///   link leads to it; `file-too-large`; `FileError`.
    static func open(
        for picture: RelativePath, in folder: Directory, _ settings: Settings, limit: Int
    ) throws -> Descriptor? {
        for path in DepthNames.candidates(for: picture, settings) where try isThere(path, in: folder) {
            let file = try folder.openForReading(path)
            guard file.openingStatus.size <= Int64(limit) else {
                throw JobFailure(
                    .fileTooLarge,
                    "The depth file has \(file.openingStatus.size) bytes, more than limits.file_bytes allows (\(limit)).",
                    advice: "Send a smaller one, or raise limits.file_bytes.")
            }
            return try file.duplicateDescriptor()
        }
        guard settings.motion.isThroughDepth, settings.depth.source.mayBeFile else { return nil }
        if let path = settings.depth.path {
            throw JobFailure(
                .depthInvalid, "The depth file “\(path)” that depth.path names is not there.",
                advice: "Put it into the picture's folder, or remove depth.path; then render the picture again.")
        }
        if settings.depth.source == .file {
            let other = PassedOverDepth(for: picture, in: folder, settings)
            throw JobFailure(
                .depthInvalid,
                "There is no depth file beside the picture, and depth.source asks for one."
                    + (other.map { " \($0.sentence)" } ?? ""),
                advice: (other == nil ? "Put NAME.depth.png beside NAME.jpg" : PassedOverDepth.advice)
                    + ", or set depth.source to auto; then render the picture again.")
        }
        return nil
    }

    private static func isThere(_ path: RelativePath, in folder: Directory) throws -> Bool {
        do throws(FileError) {
            return try folder.status(of: path) != nil
        } catch {
            guard error.number == ELOOP else { throw error }
            throw JobFailure(
                .notARegularFile,
                "A folder on the way to the depth file “\(path)” is a symbolic link, and links are not followed.",
                advice: "Put the file itself there, in a real folder; then render the picture again.")
        }
    }
}
