import Crypto
import Files
import Model

/// Reads files of the inbox whole, and knows them again by a keyed hash that nobody without the key can compute.
struct ContentReader: Sendable {
    let inbox: Directory
    private let key: SymmetricKey

    /// `key` is secret and lasts as long as the ledger: 32 bytes.
    init(_ inbox: Directory, key: [UInt8]) {
        self.inbox = inbox
        self.key = SymmetricKey(data: key)
    }

    /// How an attempt at a file went.
    enum Outcome<Content: Equatable>: Equatable {
        case read(Content)
        /// A program on this machine has it open for writing.
        case writing
        /// It is not the file that was looked at, or it changed meanwhile.
        case changed
        case tooLarge
        case unreadable
        /// The machine failed, not the file.
        case failed
    }

    /// The hash of a picture's bytes, which were those of this stamp from the first to the last.
    func hash(_ path: RelativePath, at stamp: FileStamp, limit: Int64) -> Outcome<[UInt8]> {
        open(path, at: stamp) { file throws(FileError) in
            if file.openingStatus.size > limit { return .tooLarge }
            var hash = HMAC<SHA256>(key: key)
            try file.forEachChunk { hash.update(data: $0) }
            return FileStamp(try file.status()) == stamp ? .read(Array(hash.finalize())) : .changed
        }
    }

    /// Whether a file can be read and nobody writes it.
    func probe(_ path: RelativePath, at stamp: FileStamp) -> Outcome<Bool> {
        open(path, at: stamp) { _ in .read(true) }
    }

    /// The bytes of a settings file.
    func bytes(_ path: RelativePath, at stamp: FileStamp, limit: Int) -> Outcome<[UInt8]> {
        open(path, at: stamp) { file throws(FileError) in
            if file.openingStatus.size > Int64(limit) { return .tooLarge }
            let bytes = try file.readAll(limit: limit)
            return FileStamp(try file.status()) == stamp ? .read(bytes) : .changed
        }
    }

    func hash(_ bytes: [UInt8]) -> [UInt8] { Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key)) }

    private func open<Content>(
        _ path: RelativePath, at stamp: FileStamp,
        _ body: (borrowing OpenedFile) throws(FileError) -> Outcome<Content>
    ) -> Outcome<Content> {
        do throws(FileError) {
            let file = try inbox.openForReading(path)
            guard FileStamp(file.openingStatus) == stamp, file.openingStatus.links == 1 else { return .changed }
            if file.checkForWriter() == .writing { return .writing }
            return try body(file)
        } catch {
            if error.isTransient { return .failed }
            if error.isMissing { return .changed }
            switch error.reason {
            case .notRegular, .tooLarge, .cameBack: return .changed
            case .system: return .unreadable
            }
        }
    }
}
