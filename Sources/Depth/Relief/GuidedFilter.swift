/// Smooths a plane so that its edges are those of a colour picture: K. He, J. Sun and X. Tang, "Guided Image Filtering",
/// ECCV 2010 and PAMI 2013 (equations 19 to 21, for a guide of three channels).
package struct GuidedFilter {
    private let guide: [Field]
    private let means: [Field]
    /// The six different entries of the inverse of (covariance + ε) at each place: 00, 01, 02, 11, 12, 22.
    private let inverse: [Field]
    private let radius: Int

    /// - Parameters:
    ///   - radius: Windows measure 2 · radius + 1 a side.
    ///   - epsilon: Variances well below it are smoothed over.
    package init(guide: LabPicture, radius: Int, epsilon: Float) {
        let channels = guide.channels
        let means = channels.map { $0.boxMean(radius: radius) }
        func covariance(_ one: Int, _ other: Int) -> Field {
            channels[one].combined(with: channels[other], *).boxMean(radius: radius)
                .combined(with: means[one].combined(with: means[other], *), -)
        }
        let pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
        var entries = pairs.map(covariance)
        for index in entries[0].values.indices {
            let (c01, c02, c12) = (entries[1].values[index], entries[2].values[index], entries[4].values[index])
            let c00 = entries[0].values[index] + epsilon
            let c11 = entries[3].values[index] + epsilon
            let c22 = entries[5].values[index] + epsilon
            let (m00, m01, m02) = (c11 * c22 - c12 * c12, c02 * c12 - c01 * c22, c01 * c12 - c02 * c11)
            let scale = 1 / (c00 * m00 + c01 * m01 + c02 * m02)
            entries[0].values[index] = m00 * scale
            entries[1].values[index] = m01 * scale
            entries[2].values[index] = m02 * scale
            entries[3].values[index] = (c00 * c22 - c02 * c02) * scale
            entries[4].values[index] = (c01 * c02 - c00 * c12) * scale
            entries[5].values[index] = (c00 * c11 - c01 * c01) * scale
        }
        self.guide = channels
        self.means = means
        self.radius = radius
        inverse = entries
    }

    /// The plane, of the guide's size, smoothed.
    package func apply(to plane: Field) -> Field {
        let mean = plane.boxMean(radius: radius)
        var slopes = (0..<3).map { channel in
            guide[channel].combined(with: plane, *).boxMean(radius: radius)
                .combined(with: means[channel].combined(with: mean, *), -)
        }
        var offset = mean
        for index in mean.values.indices {
            let (p, q, r) = (slopes[0].values[index], slopes[1].values[index], slopes[2].values[index])
            let s0 = inverse[0].values[index] * p + inverse[1].values[index] * q + inverse[2].values[index] * r
            let s1 = inverse[1].values[index] * p + inverse[3].values[index] * q + inverse[4].values[index] * r
            let s2 = inverse[2].values[index] * p + inverse[4].values[index] * q + inverse[5].values[index] * r
            offset.values[index] -=
                s0 * means[0].values[index] + s1 * means[1].values[index] + s2 * means[2].values[index]
            (slopes[0].values[index], slopes[1].values[index], slopes[2].values[index]) = (s0, s1, s2)
        }
        var result = offset.boxMean(radius: radius)
        for channel in 0..<3 {
            let slope = slopes[channel].boxMean(radius: radius)
            for index in result.values.indices {
                result.values[index] += slope.values[index] * guide[channel].values[index]
            }
        }
        return result
    }
}
