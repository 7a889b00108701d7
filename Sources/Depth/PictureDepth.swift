package import Model

/// The depth that a picture moves with, and where it came from.
package struct PictureDepth: Equatable, Sendable {
    package let map: DepthMap
    package let source: DepthSource
    package let statistics: DepthStatistics

    /// Depth from numbers 0…1, which are spread so that the first percentile becomes 0 and the last one 1.
    package init(_ field: Field, source: DepthSource, inverted: Bool = false) {
        var field = field
        if inverted { for index in field.values.indices { field.values[index] = 1 - field.values[index] } }
        let (map, statistics) = DepthMap.normalized(field)
        self.map = map
        self.source = source
        self.statistics = statistics
    }
}
