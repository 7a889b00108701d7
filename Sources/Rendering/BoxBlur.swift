import Pixels

/// Three box averages one after the other, close to a Gaussian (W. Wells, "Efficient synthesis of Gaussian filters by
/// cascaded uniform filters", PAMI 1986). Beyond the border the outermost samples go on.
enum BoxBlur {
    /// Blurs one plane of 16-bit samples over 2 · radius + 1 samples each way, three times.
    static func apply(to pixels: inout PixelBuffer, plane index: Int, radius: Int) {
        let plane = pixels.planes[index]
        pixels.withMutableSamples(ofPlane: index, as: Int16.self) { samples in
            for _ in 0..<3 {
                for row in 0..<plane.height {
                    blur(&samples, start: row * plane.pitch, step: 1, count: plane.width, radius: radius)
                }
                for column in 0..<plane.width {
                    blur(&samples, start: column, step: plane.pitch, count: plane.height, radius: radius)
                }
            }
        }
    }

    private static func blur(
        _ samples: inout MutableSpan<Int16>, start: Int, step: Int, count: Int, radius: Int
    ) {
        let line = (0..<count).map { Int(samples[start + $0 * step]) }
        let size = 2 * radius + 1
        var sum = (-radius...radius).reduce(0) { $0 + line[max(0, min(count - 1, $1))] }
        for place in 0..<count {
            samples[start + place * step] = Int16((sum + (sum < 0 ? -radius : radius)) / size)
            sum += line[min(count - 1, place + radius + 1)] - line[max(0, place - radius)]
        }
    }
}
