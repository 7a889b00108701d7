import Glibc

/// A service manager's side: a socket that short notices come to (unix(7), datagrams).
package final class NoticeListener: Sendable {
    private let descriptor: Int32
    private let folder: TestFolder?
    /// As `NOTIFY_SOCKET` names it.
    package let address: String

    /// - Parameter isAbstract: Whether it has a name that is in no folder.
    package init(isAbstract: Bool = false) throws {
        let folder = try TestFolder()
        self.folder = folder
        address = isAbstract ? "@soframe" + folder.path : folder.at("notify")
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        let bytes = isAbstract ? [0] + Array(address.utf8.dropFirst()) : Array(address.utf8)
        unsafe withUnsafeMutableBytes(of: &place.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count + (isAbstract ? 0 : 1))
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        self.descriptor = descriptor
        let isBound = unsafe withUnsafePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length) == 0
            }
        }
        guard isBound else { throw Unmet("no socket at \(address)") }
    }

    deinit { close(descriptor) }

    /// What came since the last call, each notice whole.
    package func take() -> [String] {
        var notices: [String] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { return notices }
            notices.append(String(decoding: buffer.prefix(count), as: UTF8.self))
        }
    }
}
