import Glibc

/// One end of something that runs between two processes; closes its descriptor with itself.
final class End: Sendable {
    let raw: Int32
    init(raw: Int32) { self.raw = raw }
    deinit { close(raw) }
}
