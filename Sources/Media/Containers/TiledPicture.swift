/// A picture of coded tiles, which decoders decode one by one: what a HEIF holds.
package struct TiledPicture: Equatable, Sendable {
    /// Tiles of one size, row by row; those at the right and at the bottom may reach beyond the picture.
    package struct Layer: Equatable, Sendable {
        let columns: Int
        let rows: Int
        let tileWidth: Int
        let tileHeight: Int
        let tiles: [Tile]
    }

    package struct Tile: Equatable, Sendable {
        let codec: EncodedPicture.Codec
        /// Bytes of the packet.
        let configuration: Range<Int>
        let data: Range<Int>
    }

    let colors: Layer
    let opacity: Layer?
    /// The left and top pixel that is shown; both even.
    let x: Int
    let y: Int
    /// What the file says of its colours; the coded data may say more.
    var codePoints: CodePoints?
}
