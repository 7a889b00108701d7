import Model
import Testing

@Suite("Lengths of time")
struct TimeSpanTests {
    @Test(
        "A span is read in its unit",
        arguments: [
            ("0", 0), ("0s", 0), ("0d", 0), ("1s", 1000), ("45s", 45_000), ("10m", 600_000), ("24h", 86_400_000),
            ("7d", 604_800_000), ("999999d", 86_399_913_600_000),
        ] as [(String, Int64)])
    func read(text: String, milliseconds: Int64) {
        #expect(TimeSpan(text)?.milliseconds == milliseconds)
    }

    @Test(
        "Anything else is no span",
        arguments: [
            "", "s", "5", "00", "05s", "-1s", "+1s", "1.5h", "1 h", " 1h", "1H", "1h30m", "1000000s", "1w", "٣s", "1ms",
        ])
    func refused(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test(
        "A span is written in the largest unit that divides it",
        arguments: [
            (0, "0"), (1, "1s"), (1000, "1s"), (1001, "2s"), (60_000, "1m"), (90_000, "90s"), (5_400_000, "90m"),
            (86_400_000, "24h"), (172_800_000, "2d"), (90_000_000, "25h"), (86_399_913_600_000, "999999d"),
        ] as [(Int64, String)])
    func written(milliseconds: Int64, text: String) {
        #expect(TimeSpan(milliseconds: milliseconds).text == text)
    }

    @Test("A written span reads back", arguments: ["0", "59s", "999999s", "999999m", "999999h", "36h"])
    func roundTrip(text: String) throws {
        let span = try #require(TimeSpan(text))
        #expect(TimeSpan(span.text) == span)
    }
}
