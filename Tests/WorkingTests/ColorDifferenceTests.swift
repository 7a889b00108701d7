import TestPictures
import Testing

/// The measure by which other tests judge colours.
@Suite struct ColorDifferenceTests {
    @Test(
        "Differences of colours are those of the published table",
        arguments: [
            // Sharma, Wu and Dalal 2005, table 1: pairs 1, 7, 17, 20, 25 and 34.
            ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425), ([50, 0, 0], [50, -1, 2], 2.3669),
            ([50, 2.5, 0], [73, 25, -18], 27.1492), ([50, 2.5, 0], [58, 24, 15], 19.4535),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
            ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
        ] as [([Double], [Double], Double)])
    func differences(first: [Double], second: [Double], difference: Double) {
        #expect(abs(ColorDifference.ciede2000(first, second) - difference) < 0.0001)
    }
}
