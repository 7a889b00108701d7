import Model
import TestPictures
import Testing

@testable import Working

/// What a still camera's one frame shows of a picture of equal fields, decoded by ffmpeg.
struct ShownPatches {
    /// sRGB's red, green and blue, 0…1, in the middle of each field.
    let colors: [[Double]]
    let remarks: [String]

    /// - Parameters:
    ///   - count: Fields, `across` a row, each `side` pixels wide and high.
    init(
        of file: [UInt8], across: Int, count: Int, side: Int, background: RGBColor = .black
    ) throws {
        let folder = try JobFolder(picture: file)
        let report = try folder.renderHere(
            JobFolder.order { settings in
                settings.motion = .still
                settings.resolution = .exact(width: across * side, height: (count + across - 1) / across * side)
                settings.quality = .lossless
                settings.background = background
                settings.focus = .point(Point(x: 0.5, y: 0.5))
            })
        remarks = report.remarks
        let frame = try #require(try folder.frames().first)
        colors = (0..<count).map { index in
            let code = frame.color(index % across * side + side / 2, index / across * side + side / 2)
            // ITU-R BT.709-6, items 3.2 to 3.5, backwards.
            let (y, cb, cr) = (Double(code[0] - 16) / 219, Double(code[1] - 128) / 224, Double(code[2] - 128) / 224)
            let (r, b) = (y + 1.5748 * cr, y + 1.8556 * cb)
            return [r, (y - 0.2126 * r - 0.0722 * b) / 0.7152, b].map { min(max($0, 0), 1) }
        }
    }

    /// Expects colours that people can hardly tell from those: at most that ΔE by CIEDE2000.
    static func expect(_ found: [[Double]], _ expected: [[Double]], within limit: Double = 1) {
        #expect(found.count == expected.count)
        for (index, (got, wanted)) in zip(found, expected).enumerated() {
            let difference = ColorDifference.ciede2000(ColorDifference.lab(got), ColorDifference.lab(wanted))
            #expect(difference <= limit, "patch \(index): ΔE \(difference), \(got), not \(wanted)")
        }
    }
}
