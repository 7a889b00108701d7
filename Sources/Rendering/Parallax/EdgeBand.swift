import Depth
import Glibc

/// What lies on either side of the outer edges of sheets, and how far from them.
struct EdgeBand {
    /// Samples to either side.
    static let reach = 10

    /// Samples from the edge: above 0 beyond it, below 0 on the sheet, and out of reach elsewhere.
    private(set) var distance: Field
    /// All places within reach.
    private(set) var places: [Int] = []
    /// The sample at the edge that is nearest, on the other side of it; of places within reach.
    private(set) var source: [Int32]

    init(_ split: GapSplitting) {
        let depth = split.depth
        distance = Field(width: depth.width, height: depth.height, repeating: Float(Self.reach + 1))
        source = Array(repeating: -1, count: depth.values.count)
        var (inner, outer): ([Int], [Int]) = ([], [])
        for index in depth.values.indices where split.isCovered[index] && split.isSheet[index] {
            var isEdge = false
            depth.forEachNeighbor(of: index) { neighbor in
                guard !split.isSheet[neighbor], depth.values[index] - depth.values[neighbor] > GapSplitting.gap
                else { return }
                isEdge = true
                outer.append(neighbor)
            }
            if isEdge { inner.append(index) }
        }
        spread(from: inner, side: 1) { place, edge in
            !split.isSheet[place] && depth.values[place] < depth.values[edge] - GapSplitting.gap
        }
        spread(from: outer, side: -1) { place, edge in
            split.isSheet[place] && depth.values[place] > depth.values[edge] + GapSplitting.gap
        }
        even()
    }

    /// Goes from what is at the edge over the other side of it, ring by ring.
    private mutating func spread(from edge: [Int], side: Float, where isThere: (Int, Int) -> Bool) {
        let (width, height) = (distance.width, distance.height)
        var front = edge.map { (place: $0, edge: $0) }
        var isNew = true
        for _ in 0..<Self.reach {
            var next: [(place: Int, edge: Int)] = []
            for (place, edge) in front where isNew || source[place] == Int32(edge) {
                let (x, y) = (place % width, place / width)
                let (edgeX, edgeY) = (edge % width, edge / width)
                for row in max(0, y - 1)...min(height - 1, y + 1) {
                    for column in max(0, x - 1)...min(width - 1, x + 1) {
                        let to = row * width + column
                        guard to != place, isThere(to, edge) else { continue }
                        let (across, down) = (Float(column - edgeX), Float(row - edgeY))
                        let far = (across * across + down * down).squareRoot() - 0.5
                        guard far < abs(distance.values[to]) else { continue }
                        if source[to] < 0 { places.append(to) }
                        distance.values[to] = side * far
                        source[to] = Int32(edge)
                        next.append((to, edge))
                    }
                }
            }
            isNew = false
            front = next
        }
    }

    /// Takes the stairs out of distances from samples.
    private mutating func even() {
        let (width, height) = (distance.width, distance.height)
        for _ in 0..<2 {
            let before = distance
            for place in places {
                let (x, y) = (place % width, place / width)
                guard x > 0, y > 0, x < width - 1, y < height - 1 else { continue }
                var (sum, count): (Float, Float) = (0, 0)
                for start in [place - width, place, place + width] {
                    for near in start - 1...start + 1 where source[near] >= 0 {
                        sum += before.values[near]
                        count += 1
                    }
                }
                distance.values[place] = sum / count
            }
        }
    }
}
