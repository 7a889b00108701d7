import Media
import Pixels
import TestPictures
import Testing

/// Turns and mirrors of HEIF, against their definition and against libheif.
@Suite struct HEIFOrientationTests {
    private static let turns: [[HEIFFile.Property]] = (0..<4).flatMap { quarters in
        [[.turned(quarters)], [.turned(quarters), .mirrored(0)], [.turned(quarters), .mirrored(1)]]
    }

    /// Four quarters of different brightness, from the top left in reading order.
    private func picture() throws -> CodedPicture {
        let levels = [40, 100, 160, 220]
        return try CodedPicture(
            RawPlanes("gray", width: 64, height: 48) { _, x, y in levels[(y < 24 ? 0 : 2) + (x < 32 ? 0 : 1)] }, .hevc)
    }

    @Test("Every turn and mirror puts the corners where it says", arguments: turns.indices)
    func corners(index: Int) throws {
        // Top left, top right, bottom left, bottom right.
        var corners = [40, 100, 160, 220]
        for _ in 0..<index / 3 { corners = [corners[1], corners[3], corners[0], corners[2]] }
        if index % 3 == 1 { corners = [corners[2], corners[3], corners[0], corners[1]] }
        if index % 3 == 2 { corners = [corners[1], corners[0], corners[3], corners[2]] }

        let file = HEIFFile([.init(try picture(), Self.turns[index])]).bytes
        let decoded = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
        #expect(decoded.uprightSize == (index / 3 % 2 == 0 ? (64, 48) : (48, 64)))
        #expect(upright(decoded) == corners)

        let other = try PictureDecoder.decode(
            try EncodedPicture(file: try HEIFProgram.png(file)), pixelLimit: 1 << 20
        ).picture
        #expect(other.uprightSize == decoded.uprightSize)
        #expect(zip(upright(other), corners).allSatisfy { abs($0 - $1) < 30 })
    }

    /// The first sample in the middle of each quarter, as it is seen.
    private func upright(_ picture: Picture) -> [Int] {
        let step = picture.buffer.planes[0].width / picture.width
        let orientation = picture.orientation
        return (0..<4).map { corner in
            let (right, lower) = (corner % 2, corner / 2)
            let (column, row) = orientation.swapsSides ? (lower, right) : (right, lower)
            let x = (orientation.reversesStoredX ? 1 - column : column) * picture.width / 2 + picture.width / 4
            let y = (orientation.reversesStoredY ? 1 - row : row) * picture.height / 2 + picture.height / 4
            return Int(picture.samples[0][(y * picture.width + x) * step])
        }
    }

    @Test("Exif has no say in how a HEIF is turned", arguments: Orientation.allCases)
    func exif(orientation: Orientation) throws {
        var file = HEIFFile([.init(try picture(), [.turned(1)])])
        file.addMetadata(orientation: orientation.rawValue)
        #expect(try EncodedPicture(file: file.bytes).orientation == .quarterCounterclockwise)
    }

    @Test("Turns follow each other as they would on paper", arguments: Orientation.allCases)
    func composition(orientation: Orientation) {
        #expect(orientation.thenMirrored.thenMirrored == orientation)
        #expect(orientation.thenTurnedHalf.thenTurnedHalf == orientation)
        #expect(
            orientation.thenMirrored.thenTurnedCounterclockwise.thenMirrored.thenTurnedCounterclockwise == orientation)
    }
}
