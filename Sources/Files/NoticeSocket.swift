import Glibc

/// Short notices, one way, to a program of this machine (unix(7), datagrams).
///
/// The only socket that soframe ever opens, and only when it was started by a program that asks for notices.
package struct NoticeSocket: Sendable {
    /// An absolute path, or `@` and a name that is in no folder (an abstract address).
    private let address: String

    package init(address: String) { self.address = address }

    /// Sends a notice whole, or throws; never waits for the listener.
    package func send(_ notice: String) throws(FileError) {
        var (place, length) = try Self.place(of: address)
        let bytes = Array(notice.utf8)
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Descriptor(owning: try attempt(.notify, address) { socket(AF_UNIX, kind, 0) })
        _ = try descriptor.withRawValue { raw throws(FileError) in
            try attempt(.notify, address) {
                unsafe withUnsafePointer(to: &place) { pointer in
                    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                        unsafe sendto(
                            raw, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), pointer,
                            length)
                    }
                }
            }
        }
    }

    /// An abstract address begins with a zero instead of the `@`, and its length counts: no zero ends it.
    private static func place(of address: String) throws(FileError) -> (sockaddr_un, socklen_t) {
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        let isAbstract = address.hasPrefix("@")
        let bytes = isAbstract ? [0] + Array(address.utf8.dropFirst()) : Array(address.utf8) + [0]
        let room = MemoryLayout.size(ofValue: place.sun_path)
        guard bytes.count <= room else { throw FileError(.notify, address, .system(ENAMETOOLONG)) }
        unsafe withUnsafeMutableBytes(of: &place.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return (place, socklen_t(MemoryLayout<sockaddr_un>.size - room + bytes.count))
    }
}
