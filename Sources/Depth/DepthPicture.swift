package import Model
package import Pixels

/// A decoded picture whose brightness is nearness, as programs that measure or estimate depth save it.
package struct DepthPicture {
    /// Samples of the long side that are kept; more are averaged, for no video has use for them.
    private static let longSide = 2048
    /// How far two of red, green and blue may differ, and in what share of the places, for a picture to count as grey.
    private static let tint: Float = 0.03
    private static let tintedShare = 0.01

    private let picture: Picture
    private let name: String
    /// Stored samples each way that become one.
    private let block: Int

    /// - Parameter name: What it is called to whoever sent it.
    package init(_ picture: Picture, called name: String) {
        self.picture = picture
        self.name = name
        block = max(1, (max(picture.width, picture.height) + Self.longSide - 1) / Self.longSide)
    }

    /// Nearness as stored, 0…1, upright; its colour profile and transparency count for nothing.
    ///
    /// - Parameter shape: Pixels of the upright picture that it belongs to.
    /// - Throws: `depth-invalid` when it has another shape or is coloured.
    package func field(for shape: (width: Int, height: Int)) throws(JobFailure) -> Field {
        let size = picture.uprightSize
        // A pixel of rounding and a hundredth.
        let height = Double(size.width) * Double(shape.height) / Double(shape.width)
        let width = Double(size.height) * Double(shape.width) / Double(shape.height)
        guard
            min(abs(height - Double(size.height)) - 0.01 * height, abs(width - Double(size.width)) - 0.01 * width) <= 1
        else {
            throw JobFailure(
                .depthInvalid,
                "The \(name) has another shape than the picture: it measures \(size.width) × \(size.height) pixels, "
                    + "and the picture \(shape.width) × \(shape.height).",
                advice: "Save it at the picture's size, or at any other size of the same shape.")
        }
        let channels = channels
        var fields: [Field] = []
        for channel in channels { fields.append(read(channel)) }
        try refuseColor(fields)
        return upright(fields[0])
    }

    // MARK: Samples

    /// Where a component lies: samples from one pixel to the next, and to the first.
    private struct Channel {
        let plane: Int
        let step: Int
        let offset: Int
        /// For a palette, how far its eight bits must be shifted.
        var shift: UInt32 = 0
    }

    private var channels: [Channel] {
        switch picture.layout {
        case .indexed: [16, 8, 0].map { Channel(plane: 0, step: 1, offset: 0, shift: $0) }
        case .packed(let components, let alpha, let alphaFirst):
            (0..<(components - (alpha ? 1 : 0))).map {
                Channel(plane: 0, step: components, offset: $0 + (alphaFirst ? 1 : 0))
            }
        case .planar(let components, _, _, _):
            (0..<(picture.tags.matrix == .rgb ? components : 1)).map { Channel(plane: $0, step: 1, offset: 0) }
        }
    }

    private func read(_ channel: Channel) -> Field {
        if case .indexed(let palette) = picture.layout {
            let levels = palette.map { Float($0 >> channel.shift & 255) / 255 }
            return averages(channel, as: UInt8.self) { levels[Int($0)] }
        }
        let (low, high): (Float, Float) =
            switch picture.tags.range {
            case .full: (0, Float(1 << picture.depth - 1))
            case .limited: (Float(16 << (picture.depth - 8)), Float(235 << (picture.depth - 8)))
            }
        func level(_ code: Int) -> Float { max(0, min(1, (Float(code) - low) / (high - low))) }
        return picture.depth == 8
            ? averages(channel, as: UInt8.self) { level(Int($0)) }
            : averages(channel, as: UInt16.self) { level(Int($0)) }
    }

    private func averages<Sample: BitwiseCopyable>(
        _ channel: Channel, as: Sample.Type, _ level: (Sample) -> Float
    ) -> Field {
        let pitch = picture.buffer.planes[channel.plane].pitch
        let (width, height) = (picture.width, picture.height)
        var field = Field(width: (width + block - 1) / block, height: (height + block - 1) / block)
        picture.buffer.withSamples(ofPlane: channel.plane, as: Sample.self) { samples in
            for y in 0..<field.height {
                for x in 0..<field.width {
                    var sum: Float = 0
                    let rows = y * block..<min(height, (y + 1) * block)
                    let columns = x * block..<min(width, (x + 1) * block)
                    for row in rows {
                        for column in columns {
                            sum += level(samples[row * pitch + column * channel.step + channel.offset])
                        }
                    }
                    field[x, y] = sum / Float(rows.count * columns.count)
                }
            }
        }
        return field
    }

    private func refuseColor(_ fields: [Field]) throws(JobFailure) {
        guard fields.count >= 3 else { return }
        let tinted = fields[0].values.indices.count { place in
            let levels = (fields[0].values[place], fields[1].values[place], fields[2].values[place])
            return max(levels.0, levels.1, levels.2) - min(levels.0, levels.1, levels.2) > Self.tint
        }
        guard Double(tinted) > Self.tintedShare * Double(fields[0].values.count) else { return }
        throw JobFailure(
            .depthInvalid, "The \(name) is coloured, so that its brightness does not say how near anything is.",
            advice: "Save the depth as shades of grey, with what is near in white (or set depth.invert).")
    }

    private func upright(_ stored: Field) -> Field {
        let orientation = picture.orientation
        if orientation == .upright { return stored }
        let swaps = orientation.swapsSides
        return Field(width: swaps ? stored.height : stored.width, height: swaps ? stored.width : stored.height) {
            x, y in
            let (column, row) = swaps ? (y, x) : (x, y)
            return stored[
                orientation.reversesStoredX ? stored.width - 1 - column : column,
                orientation.reversesStoredY ? stored.height - 1 - row : row]
        }
    }
}
