import Pixels
import Testing

@Suite struct OrientationTests {
    /// Exif's own words (CIPA DC-008, Orientation) for where the stored row 0 and column 0 are seen.
    @Test(
        "An orientation says how the stored sides lie",
        arguments: [
            (1, "top", "left"), (2, "top", "right"), (3, "bottom", "right"), (4, "bottom", "left"), (5, "left", "top"),
            (6, "right", "top"), (7, "right", "bottom"), (8, "left", "bottom"),
        ] as [(UInt8, String, String)])
    func sides(value: UInt8, row: String, column: String) throws {
        let orientation = try #require(Orientation(rawValue: value))
        #expect(orientation.swapsSides == ["left", "right"].contains(row))
        #expect(orientation.reversesStoredY == ["bottom", "right"].contains(row))
        #expect(orientation.reversesStoredX == ["bottom", "right"].contains(column))
    }

    @Test("There is no orientation 0 or 9", arguments: [0, 9] as [UInt8])
    func outside(value: UInt8) {
        #expect(Orientation(rawValue: value) == nil)
    }
}
