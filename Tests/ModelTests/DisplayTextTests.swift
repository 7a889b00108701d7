import Model
import Testing

@Suite("Text from outside, made safe to show")
struct DisplayTextTests {
    @Test("Visible text stays as it is", arguments: ["", "photo.jpg", "Zoë 日本 😀", "a b", "e\u{301}"])
    func visible(text: String) {
        #expect(DisplayText.escaped(text.utf8) == text)
    }

    @Test(
        "Whatever could break or reorder a line is escaped",
        arguments: [
            ("\n", "\\u{000A}"), ("\u{1b}[2J", "\\u{001B}[2J"), ("a\u{202e}gpj", "a\\u{202E}gpj"),
            ("\u{2028}", "\\u{2028}"),
            ("\u{7f}", "\\u{007F}"), ("\u{e000}", "\\u{E000}"), ("\u{e0041}", "\\u{E0041}"), ("\0", "\\u{0000}"),
        ])
    func escaped(text: String, shown: String) {
        #expect(DisplayText.escaped(text.utf8) == shown)
    }

    @Test(
        "Bytes that are not UTF-8 are shown as bytes, and the text around them as it is",
        arguments: [
            ([0x61, 0xFF, 0x62], "a\\xFFb"), ([0xC3, 0x28], "\\xC3("), ([0xE2, 0x82], "\\xE2\\x82"),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0x80, 0xC3, 0xA9], "\\x80é"),
        ] as [([UInt8], String)])
    func invalid(bytes: [UInt8], shown: String) {
        #expect(DisplayText.escaped(bytes) == shown)
    }

    @Test("A long name of invalid bytes is shown whole")
    func long() {
        #expect(DisplayText.escaped(Array(repeating: 0xFF, count: 4096)).utf8.count == 4096 * 4)
    }
}
