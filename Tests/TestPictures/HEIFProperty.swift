extension HEIFFile {
    /// A property of an item, as a box.
    package struct Property: Sendable {
        package let box: [UInt8]
        package let isEssential: Bool

        package init(box: [UInt8], isEssential: Bool = true) {
            self.box = box
            self.isEssential = isEssential
        }

        package static func size(_ width: Int, _ height: Int) -> Property {
            Property(
                box: Big.box("ispe", version: 0, Big.number(width, 4) + Big.number(height, 4)), isEssential: false)
        }

        /// Turned counter-clockwise by so many quarters.
        package static func turned(_ quarters: Int) -> Property { Property(box: Big.box("irot", [UInt8(quarters)])) }

        /// 0 exchanges top and bottom, 1 left and right.
        package static func mirrored(_ mode: Int) -> Property { Property(box: Big.box("imir", [UInt8(mode)])) }

        package static func codePoints(_ primaries: Int, _ transfer: Int, _ matrix: Int, full: Bool) -> Property {
            let numbers = [primaries, transfer, matrix].flatMap { Big.number($0, 2) }
            return Property(
                box: Big.box("colr", Array("nclx".utf8) + numbers + [full ? 0x80 : 0]), isEssential: false)
        }

        package static func profile(_ bytes: [UInt8]) -> Property {
            Property(box: Big.box("colr", Array("prof".utf8) + bytes), isEssential: false)
        }

        package static let opacity = Property(
            box: Big.box("auxC", version: 0, Array("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0".utf8)))

        /// What an item that goes with the picture is for: the first is opacity, the second depth.
        ///
        /// - Parameter message: What a depth's samples mean, as an SEI message with its lengths.
        package static func hevcPurpose(_ number: Int, message: [UInt8] = []) -> Property {
            Property(
                box: Big.box("auxC", version: 0, Array("urn:mpeg:hevc:2015:auxid:\(number)\0".utf8) + message))
        }

        /// A part of a picture of that size.
        package static func crop(x: Int, y: Int, width: Int, height: Int, of size: (width: Int, height: Int))
            -> Property
        {
            // Twice the offset of the middle from the picture's middle.
            let offsets = [2 * x + width - size.width, 2 * y + height - size.height]
            let numbers = [width, 1, height, 1, offsets[0], 2, offsets[1], 2]
            return Property(box: Big.box("clap", numbers.flatMap { Big.number($0, 4) }))
        }
    }
}
