/// The names of files on their way: hidden, and never a sender's. A crash can leave one behind, for a sweep to find.
package enum HiddenName {
    private static let prefix = Array(".soframe-".utf8)

    /// A name that nobody guesses: 64 random bits.
    static func random() -> [UInt8] {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return prefix + Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
    }

    /// Whether a name in a folder is one of these.
    package static func isOne(_ name: [UInt8]) -> Bool {
        name.count == prefix.count + 16 && name.starts(with: prefix)
            && name.dropFirst(prefix.count).allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
