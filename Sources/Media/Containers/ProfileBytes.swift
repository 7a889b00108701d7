/// Gathers the parts of an ICC profile, and gives up when they become too many.
struct ProfileBytes {
    /// Bytes; real profiles take a few hundred to about two million (CMYK with fine tables).
    static let limit = 4 << 20

    private var bytes: [UInt8] = []
    private(set) var isTooLarge = false

    mutating func append(_ part: some Collection<UInt8>) {
        guard !isTooLarge, part.count <= Self.limit - bytes.count else {
            isTooLarge = true
            bytes = []
            return
        }
        bytes += part
    }

    /// The whole profile; nil when there is none or it is too large.
    var whole: [UInt8]? { bytes.isEmpty ? nil : bytes }
}

extension EncodedPicture {
    /// Takes the profile over, or says why not.
    mutating func state(_ found: ProfileBytes) {
        profile = found.whole
        if found.isTooLarge { remarks.append("Its colour profile is larger than 4 MB and was ignored.") }
    }
}
