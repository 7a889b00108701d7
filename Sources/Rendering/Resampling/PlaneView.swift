import Pixels

/// Resamples one plane of a working image into one plane of a frame.
enum PlaneView {
    /// Columns of the frame that are made together: few enough that what lies between the two passes stays in a core's
    /// own cache.
    private static let panel = 64

    /// Fills plane `plane` of `target`, whose size is that of the weights, from the same plane of `columns`, each line
    /// of which is a column of the image.
    static func fill(
        _ target: inout PixelBuffer, plane: Int, from columns: borrowing PixelBuffer, across: AxisWeights,
        down: AxisWeights,
        with loops: any ResamplingLoops.Type
    ) {
        let top = down.reach.lowerBound / 16 * 16
        let height = (down.reach.upperBound - top + 15) / 16 * 16
        let rows = down.leavingOut(top)
        var standing = PixelBuffer(planes: [(height, panel)], bytesPerSample: 2)
        var lying = PixelBuffer(planes: [(panel, height)], bytesPerSample: 2)
        for left in stride(from: 0, to: across.count, by: panel) {
            let width = min(panel, across.count - left)
            loops.weigh(
                columns, plane: plane, from: top, across, lines: left..<left + width, into: &standing, length: height)
            loops.transpose(standing, into: &lying)
            // The last panel may be narrow: what its missing columns held goes into the padding of the target's rows.
            loops.weighToBytes(
                lying, rows, into: &target, plane: plane, from: left, length: (width + 31) / 32 * 32)
        }
    }
}
