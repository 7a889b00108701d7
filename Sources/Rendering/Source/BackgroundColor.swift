import Model
import Pixels

extension RGBColor {
    /// Red, green and blue as 0…1.
    private var shares: (Double, Double, Double) { (Double(red) / 255, Double(green) / 255, Double(blue) / 255) }

    /// This colour in the samples that the tags describe: R, G, B or Y, Cb, Cr (ITU-R BT.601-7, BT.709-6, BT.2020-2;
    /// quantised as in BT.709-6, item 3.4, or JFIF for full range).
    func components(_ tags: ColorTags, depth: Int) -> [Int] {
        let (r, g, b) = shares
        let most = Double(1 << depth - 1)
        let (kr, kb) =
            switch tags.matrix {
            case .rgb: (0.0, 0.0)
            case .bt601: (0.299, 0.114)
            case .bt709: (0.2126, 0.0722)
            case .bt2020: (0.2627, 0.0593)
            }
        let unit = Double(1 << (depth - 8))
        if tags.matrix == .rgb {
            let codes = [r, g, b].map { tags.range == .full ? $0 * most : (16 + 219 * $0) * unit }
            return codes.map { Int($0.rounded()) }
        }
        let y = kr * r + (1 - kr - kb) * g + kb * b
        let (cb, cr) = ((b - y) / (2 * (1 - kb)), (r - y) / (2 * (1 - kr)))
        let samples =
            switch tags.range {
            case .full: [y * most, cb * most + 128 * unit, cr * most + 128 * unit]
            case .limited: [(16 + 219 * y) * unit, (128 + 224 * cb) * unit, (128 + 224 * cr) * unit]
            }
        return samples.map { Int(min(most, $0.rounded())) }
    }
}
