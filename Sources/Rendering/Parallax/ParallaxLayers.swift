import Depth
import Model
import Pixels

/// The colours of one layer.
final class LayerColors: Sendable {
    let luma: LayerPlane
    let blue: LayerPlane
    let red: LayerPlane

    init(luma: consuming LayerPlane, blue: consuming LayerPlane, red: consuming LayerPlane) {
        self.luma = luma
        self.blue = blue
        self.red = red
    }
}

/// A picture taken apart for depth moves, once for all frames: what stands before something else, and all the rest with
/// what lies beneath made up.
final class ParallaxLayers: Sendable {
    let geometry: ParallaxGeometry
    let ground: NearnessPlane
    let bounds: LayerBounds
    let groundColors: LayerColors
    /// The nearest first; none where nothing stands before anything.
    let sheets: [Sheet]

    final class Sheet: Sendable {
        let surface: NearnessPlane
        let bounds: LayerBounds
        let colors: LayerColors
        let opacity: SheetOpacity
        /// 0…1, of the planes of nearness.
        let opacityBounds: FieldBounds

        init(_ surface: Field, _ colors: LayerColors, _ opacity: SheetOpacity) {
            self.surface = NearnessPlane(surface)
            bounds = LayerBounds(surface, absent: GapSplitting.nothing)
            self.colors = colors
            self.opacity = opacity
            opacityBounds = FieldBounds(opacity.shares, side: 4)
        }
    }

    /// Steps of a march through the whole depth.
    var steps: Int { geometry.move.isTrue ? 16 : 8 }

    /// - Parameters:
    ///   - shot: With a depth move.
    ///   - picture: Pixels of the upright picture that `depth` covers.
    init(
        _ working: borrowing WorkingImage, _ depth: DepthMap, _ move: DepthMove, shot: Shot,
        picture: (width: Int, height: Int)
    ) {
        let region = working.region
        let scale = (x: Double(working.width) / region.width, y: Double(working.height) / region.height)
        let window = shot.windows[0]
        geometry = ParallaxGeometry(
            move: move, width: shot.viewport.width, height: shot.viewport.height,
            base: Window(
                x: (window.x - region.x) * scale.x, y: (window.y - region.y) * scale.y, width: window.width * scale.x,
                height: window.height * scale.y))
        let own = (
            x: Double(depth.field.width) / Double(picture.width), y: Double(depth.field.height) / Double(picture.height)
        )
        let field = depth.field.resized(
            width: working.width / 2, height: working.height / 2,
            of: (region.x * own.x, region.y * own.y, region.width * own.x, region.height * own.y))
        var colors = LayerColors(
            luma: LayerPlane(columns: working.pixels, plane: 0), blue: LayerPlane(columns: working.pixels, plane: 1),
            red: LayerPlane(columns: working.pixels, plane: 2))
        let aligned = move.isTrue ? EdgeAlignment(field, picture: HalfPicture(colors)) : nil
        let splits =
            aligned.map { [geometry] in
                GapSplitting.layers($0.sharp, parallax: geometry.parallax, spare: Self.spare)
            } ?? []
        // A relief has no true edges to be cut at: there the picture is stretched, by less than is seen.
        let surface =
            splits.last?.ground ?? (move.isTrue ? field : field.highest(reach: Self.spread).softened)
        ground = NearnessPlane(surface)
        bounds = LayerBounds(surface)

        var sheets: [Sheet] = []
        var soft = aligned?.soft ?? field
        var isMadeUp = Array(repeating: false, count: field.values.count)
        for split in splits {
            let picture = HalfPicture(colors)
            let outline = SoftOutline(of: split, in: picture, isMadeUp: isMadeUp)
            let opacity = SheetOutline.opacity(of: split, soft: soft, outline: outline)
            let apart = HiddenGround(colors, picture, split, outline)
            sheets.append(Sheet(outline.sheet(of: split), apart.sheet, opacity))
            colors = apart.ground
            soft = SheetOutline.behind(split, soft: soft)
            for index in isMadeUp.indices where split.isHidden[index] { isMadeUp[index] = true }
        }
        groundColors = colors
        self.sheets = sheets
    }

    /// Samples that what is near in a relief is widened by, so that its outlines move with it.
    private static let spread = 3
    /// Samples that a sheet reaches further in than any frame uncovers.
    private static let spare = 6
}
