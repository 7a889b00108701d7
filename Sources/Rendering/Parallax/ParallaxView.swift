import Pixels

/// Makes the frames of a depth move: a pure function of the layers and the frame's number.
struct ParallaxView {
    let layers: ParallaxLayers
    let loops: any ParallaxLoops.Type

    init(_ layers: ParallaxLayers, with loops: any ParallaxLoops.Type = LoopChoice.fastest.parallax) {
        self.layers = layers
        self.loops = loops
    }

    /// Y, Cb and Cr of the viewport.
    func frame(_ number: Int) -> PixelBuffer {
        let geometry = layers.geometry
        let (width, height) = (geometry.width, geometry.height)
        var result = Frame.planes(width: width, height: height)
        let fields = NearnessFields(layers, frame: number, with: loops)
        let ground = layers.groundColors
        let colors = layers.sheets.map(\.colors)
        let opacities = layers.sheets.map(\.opacity)

        let luma = geometry.mapping(number, .luma)
        let (lumaColors, lumaOpacities) = (colors.map(\.luma), opacities.map(\.luma))
        var line = ParallaxLine(fields, count: width)
        for row in 0..<height {
            let mapping = RowMapping(luma, row: row)
            line.spread(lumaRow: row, with: loops)
            line.look(at: lumaOpacities, mapping, with: loops)
            line.fillLuma(ground: ground.luma, sheets: lumaColors, mapping, with: loops)
            line.write(to: &result, plane: 0, row: row, with: loops)
        }
        let chroma = geometry.mapping(number, .chroma)
        let chromaOpacities = opacities.map(\.chroma)
        var half = ParallaxLine(fields, count: width / 2)
        for row in 0..<height / 2 {
            let mapping = RowMapping(chroma, row: row)
            half.spread(chromaRow: row, with: loops)
            half.look(at: chromaOpacities, mapping, with: loops)
            half.fillChroma(ground: ground, sheets: colors, mapping, with: loops)
            half.write(to: &result, plane: 1, row: row, with: loops)
            half.write(to: &result, plane: 2, row: row, with: loops)
        }
        return result
    }

    /// How many of a frame's pixels are taken from beyond the layers' borders. Never any: the director sees to it.
    func samplesOutside(_ number: Int) -> Int {
        let geometry = layers.geometry
        let fields = NearnessFields(layers, frame: number, with: loops)
        let mapping = geometry.mapping(number, .luma)
        var line = ParallaxLine(fields, count: geometry.width)
        var count = 0
        for row in 0..<geometry.height {
            line.spread(lumaRow: row, with: loops)
            count += line.samplesOutside(layers.groundColors.luma, RowMapping(mapping, row: row))
        }
        return count
    }
}
