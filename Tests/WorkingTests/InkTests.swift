import Foundation
import TestPictures
import Testing

@testable import Working

/// Pictures for print: cyan, magenta, yellow and black.
@Suite struct InkTests {
    private static let side = 32
    /// Every way to print each ink wholly or not at all, as levels of 255.
    private static let inks: [[UInt8]] = (0..<16).map { number in
        [8, 4, 2, 1].map { number & $0 != 0 ? 255 : 0 }
    }
    /// How a press with plain inks would print them: L*, a*, b*, all blacks alike.
    private static let printed: [[Double]] = [
        [100, 0, 0], [0, 0, 0], [88, -6, 90], [0, 0, 0], [48, 72, -4], [0, 0, 0], [47, 66, 46], [0, 0, 0],
        [56, -36, -48], [0, 0, 0], [50, -64, 28], [0, 0, 0], [25, 20, -46], [0, 0, 0], [20, 2, 2], [0, 0, 0],
    ]

    enum Form: CaseIterable {
        /// Adobe's programs store how much paper shows; YCCK turns the first three inks into luma and chroma.
        case adobeCMYK, adobeYCCK, plainCMYK

        func file(_ inks: [[UInt8]], profile: [UInt8]? = nil) -> [UInt8] {
            let blocks = InkTests.side / 8
            let fields = (0..<inks.count * blocks * blocks).map { place in
                inks[place / (4 * blocks) / blocks * 4 + place % (4 * blocks) / blocks]
            }
            let file =
                switch self {
                case .plainCMYK: BlockJPEG.bytes(blocks: fields, across: 4 * blocks)
                case .adobeCMYK:
                    BlockJPEG.bytes(blocks: fields.map { $0.map { 255 - $0 } }, across: 4 * blocks, adobe: 0)
                case .adobeYCCK: BlockJPEG.bytes(blocks: fields.map(Self.ycck), across: 4 * blocks, adobe: 2)
                }
            return profile.map { Metadata.insert(profile: $0, intoJPEG: file) } ?? file
        }

        /// JFIF's equations on the inks as if they were colours, then black as paper that shows (technical note 5116).
        private static func ycck(_ inks: [UInt8]) -> [UInt8] {
            let (r, g, b) = (Double(inks[0]), Double(inks[1]), Double(inks[2]))
            let y = 0.299 * r + 0.587 * g + 0.114 * b
            return [y, 128 + (b - y) / 1.772, 128 + (r - y) / 1.402].map { UInt8(min(255, $0.rounded())) } + [
                255 - inks[3]
            ]
        }
    }

    @Test("Inks come out as their profile says they print", arguments: Form.allCases, [2, 4] as [UInt8])
    func profile(form: Form, version: UInt8) throws {
        let file = form.file(Self.inks, profile: ICCProfile.inks(Self.printed, version: version))
        let shown = try ShownPatches(of: file, across: 4, count: 16, side: Self.side)
        #expect(shown.remarks == [])
        ShownPatches.expect(shown.colors, Self.printed.map { ColorDifference.sRGB(lab: $0) })
    }

    @Test("Inks without a profile take their share of the light", arguments: Form.allCases)
    func plain(form: Form) throws {
        let inks: [[UInt8]] = Self.inks.prefix(8) + Self.inks.prefix(8).map { $0.map { $0 / 3 + 20 } }
        let shown = try ShownPatches(of: form.file(inks), across: 4, count: 16, side: Self.side)
        ShownPatches.expect(
            shown.colors,
            inks.map { ink in
                let light = ink.map { 1 - Double($0) / 255 }
                return light.prefix(3).map { $0 * light[3] }
            })
    }
}
