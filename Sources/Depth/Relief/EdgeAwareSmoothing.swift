import Glibc

/// Smooths along a picture's surfaces and not across its edges: E. Gastal and M. Oliveira, "Domain Transform for Edge-Aware
/// Image and Video Processing", SIGGRAPH 2011, its recursive filter.
package struct EdgeAwareSmoothing {
    /// How far the smoothing reaches over an even surface: a standard deviation in pixels.
    package let reach: Float
    /// The difference of colour, summed over the channels, that counts as much as that way.
    package let contrast: Float
    /// Rounds over rows and columns, each half as wide as the one before.
    package let rounds: Int

    package init(reach: Float, contrast: Float, rounds: Int = 3) {
        self.reach = reach
        self.contrast = contrast
        self.rounds = rounds
    }

    /// Smooths a plane of the picture's size.
    package func apply(to plane: Field, along picture: LabPicture) -> Field {
        var across = feedback(picture.channels)
        var down = feedback(picture.channels.map(\.transposed))
        var result = plane
        for _ in 0..<rounds {
            Self.run(&result, across)
            result = result.transposed
            Self.run(&result, down)
            result = result.transposed
            // The next round's standard deviation is half as large, so that its feedback is the square of this one's.
            across = across.mapped { $0 * $0 }
            down = down.mapped { $0 * $0 }
        }
        return result
    }

    /// How much of its left neighbour each place keeps in the first round: exp(−√2/σ · distance).
    private func feedback(_ channels: [Field]) -> Field {
        // Over all rounds the variances sum to reach² (equation 14).
        let sigma = reach * Float(3).squareRoot() * exp2(Float(rounds - 1)) / (exp2(Float(2 * rounds)) - 1).squareRoot()
        let rate = -Float(2).squareRoot() / sigma
        var result = Field(width: channels[0].width, height: channels[0].height)
        for y in 0..<result.height {
            for x in 1..<max(1, result.width) {
                let place = y * result.width + x
                var change: Float = 0
                for channel in channels { change += abs(channel.values[place] - channel.values[place - 1]) }
                result.values[place] = exp(rate * (1 + reach / contrast * change))
            }
        }
        return result
    }

    /// From left to right and back, each place taking its share of the one before.
    private static func run(_ plane: inout Field, _ feedback: Field) {
        let width = plane.width
        for y in 0..<plane.height {
            let start = y * width
            for x in 1..<max(1, width) {
                let (last, place) = (plane.values[start + x - 1], plane.values[start + x])
                plane.values[start + x] = place + feedback.values[start + x] * (last - place)
            }
            for x in (0..<max(0, width - 1)).reversed() {
                let (next, place) = (plane.values[start + x + 1], plane.values[start + x])
                plane.values[start + x] = place + feedback.values[start + x + 1] * (next - place)
            }
        }
    }
}
