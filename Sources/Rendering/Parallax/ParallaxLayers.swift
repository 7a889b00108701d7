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
    let bounds: NearnessBounds
    let groundColors: LayerColors
    /// Nil where nothing stands before anything.
    let sheets: Sheets?

    struct Sheets: Sendable {
        let march: SheetMarch
        let colors: LayerColors
        /// 0…16384, of the size of the nearness planes.
        let opacity: Opacity
        let bounds: NearnessBounds
    }

    /// A plane that several values share.
    final class Opacity: Sendable {
        let plane: LayerPlane
        init(_ plane: consuming LayerPlane) { self.plane = plane }
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
        let split = Self.split(field, isTrue: move.isTrue, parallax: geometry.parallax)
        let surface = split?.ground ?? (move.isTrue ? field : field.extremes(reach: Self.spread).high.softened)
        ground = NearnessPlane(surface)
        bounds = NearnessBounds(surface)

        let colors = LayerColors(
            luma: LayerPlane(columns: working.pixels, plane: 0), blue: LayerPlane(columns: working.pixels, plane: 1),
            red: LayerPlane(columns: working.pixels, plane: 2))
        guard let split else {
            groundColors = colors
            sheets = nil
            return
        }
        groundColors = HiddenGround.fill(colors, split)
        let opacity = split.opacity
        sheets = Sheets(
            march: SheetMarch(split.sheet, steps: 16), colors: colors,
            opacity: Opacity(
                LayerPlane(width: opacity.width, height: opacity.height) { y, row, start in
                    for x in 0..<opacity.width { row[start + x] = Int16(opacity[x, y] * 16384) }
                }), bounds: NearnessBounds(split.sheet, absent: GapSplitting.nothing))
    }

    /// Both layers, where something true stands before something else. A relief has no true edges to be cut at: there the
    /// picture is stretched, by less than is seen.
    private static func split(_ field: Field, isTrue: Bool, parallax: Int) -> GapSplitting? {
        guard isTrue else { return nil }
        let split = GapSplitting(
            GapSharpening.apply(to: field, gap: GapSplitting.gap), parallax: parallax, spare: spare)
        return split.hasSheets ? split : nil
    }

    /// Samples that what is near in a relief is widened by, so that its outlines move with it.
    private static let spread = 3
    /// Samples that a sheet reaches further in than any frame uncovers.
    private static let spare = 6
}
