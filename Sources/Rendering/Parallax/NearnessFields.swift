import Pixels

/// How near what one frame shows is: a sample for two by two of its pixels.
struct NearnessFields {
    let width: Int
    let height: Int
    /// Numbers from one row to the next.
    let pitch: Int
    /// Of the ground, everywhere.
    private(set) var ground: [Float]
    /// Of the sheets, as in the layers.
    private(set) var sheets: [SheetField]

    struct SheetField {
        /// `SheetRules.missed` where nothing is met. Empty when the whole frame shows nothing of it.
        var nearness: [Float] = []
        /// Rows of blocks, from the top.
        var bands: [SheetBand]
    }

    init(_ layers: ParallaxLayers, frame: Int, with loops: any ParallaxLoops.Type) {
        let (width, height) = (layers.geometry.width / 2, layers.geometry.height / 2)
        let pitch = ParallaxLine.padded(width)
        let mapping = layers.geometry.mapping(frame, .nearness)
        (self.width, self.height, self.pitch) = (width, height, pitch)

        var ground = Array(repeating: Float(0), count: pitch * height)
        let search = GroundSearch(
            surface: layers.ground, bounds: layers.bounds, steps: layers.steps, mapping: mapping, pitch: pitch,
            loops: loops)
        Tile.forEach(width, height) { search.march($0, into: &ground) }
        self.ground = ground

        sheets = layers.sheets.map { sheet in
            var field = SheetField(bands: SheetBand.empty(width, height))
            let search = SheetSearch(sheet, mapping: mapping, pitch: pitch, height: height, loops: loops)
            Tile.forEach(width, height) { search.meet($0, into: &field) }
            for band in field.bands.indices { field.bands[band].finish() }
            return field
        }
    }
}
