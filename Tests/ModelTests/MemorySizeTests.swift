import Model
import Testing

@Suite("Amounts of memory")
struct MemorySizeTests {
    @Test(
        "A size is read in powers of 1024",
        arguments: [
            ("1k", 1024), ("512m", 536_870_912), ("2g", 2_147_483_648), ("1t", 1_099_511_627_776),
        ] as [(String, Int64)])
    func read(text: String, bytes: Int64) {
        #expect(MemorySize(text)?.bytes == bytes)
        #expect(MemorySize(bytes: bytes).text == text)
    }

    @Test("Anything else is no size", arguments: ["", "g", "2", "0g", "02g", "1.5g", "2G", "2gb", "-1g", "1000000k"])
    func refused(text: String) {
        #expect(MemorySize(text) == nil)
    }

    @Test(
        "A size that no unit divides is rounded up to 1024 bytes",
        arguments: [(0, "0"), (1, "1k"), (1025, "2k"), (1_049_600, "1025k")])
    func rounded(bytes: Int64, text: String) {
        #expect(MemorySize(bytes: bytes).text == text)
    }
}
