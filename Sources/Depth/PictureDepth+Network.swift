import Model

extension PictureDepth {
    /// Pixels of the long side of the picture that a network's answer is fitted to.
    package static let guideSide = 768

    /// Depth from what a network says of a picture: numbers on a scale of their own, larger nearer.
    ///
    /// They are spread so that the first percentile becomes 0 and the last one 1, stretched to the guide, and their edges
    /// moved to its own.
    ///
    /// - Parameters:
    ///   - answer: Finite numbers, of any size and shape: that of the guide, stretched.
    ///   - guide: The whole upright picture.
    package init(answer: Field, guide: LabPicture) {
        let sorted = answer.values.sorted()
        func percentile(_ share: Double) -> Float { sorted[Int((Double(sorted.count - 1) * share).rounded())] }
        let (low, high) = (percentile(0.01), percentile(0.99))
        // A picture of one distance: there is no scale to tell noise from depth, but where the numbers end.
        let range = max(high - low, max(abs(low), abs(high)) * Self.leastContrast, .leastNormalMagnitude)
        let spread = answer.mapped { max(0, min(1, ($0 - low) / range)) }
            .resized(width: guide.width, height: guide.height)
        let filter = GuidedFilter(guide: guide, radius: max(2, max(guide.width, guide.height) / 96), epsilon: 6e-4)
        map = DepthMap(filter.apply(to: spread).mapped { max(0, min(1, $0)) })
        source = .model
        statistics = DepthStatistics(
            minimum: Double(sorted[0]), maximum: Double(sorted[sorted.count - 1]), low: Double(low), high: Double(high))
    }

    /// The least difference, as a share of the numbers themselves, that is spread over all of 0…1.
    private static let leastContrast: Float = 1e-3
}
