/// Gathers the parts of an ICC profile, and gives up when they become too many.
struct ProfileBytes {
    /// Bytes; real profiles take a few hundred to about two million (CMYK with fine tables).
    static let limit = 4 << 20

    /// One that is there and cannot be read.
    static let damaged = ProfileBytes(fault: "is damaged")

    private var bytes: [UInt8] = []
    private(set) var fault: String?

    init() {}

    private init(fault: String) { self.fault = fault }

    mutating func append(_ part: some Collection<UInt8>) {
        guard fault == nil, part.count <= Self.limit - bytes.count else {
            fault = fault ?? "is larger than 4 MB"
            bytes = []
            return
        }
        bytes += part
    }

    /// The whole profile; nil when there is none or it is no use.
    var whole: [UInt8]? { bytes.isEmpty ? nil : bytes }
}

extension EncodedPicture {
    /// Takes the profile over, or says why not.
    mutating func state(_ found: ProfileBytes) {
        profile = found.whole
        if let fault = found.fault { remarks.append("Its colour profile \(fault) and was ignored.") }
    }
}
