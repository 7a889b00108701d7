import Depth

/// Depth taken apart: the ground, which goes on beneath what stands before it, and sheets, which are what stands before it,
/// near its edges. Further in both are the same.
struct GapSplitting {
    /// A step of depth larger than this, between neighbours, is the edge of a sheet.
    static let gap: Float = 0.04
    /// A sheet's depth where there is no sheet.
    static let nothing: Float = -1

    /// What was taken apart.
    let depth: Field
    let ground: Field
    let sheet: Field
    /// Where the sheets are, without what their depth goes on beyond their edges.
    let isSheet: [Bool]
    /// Where the ground is another.
    let isCovered: [Bool]
    /// Where the ground's colours are not known, since a sheet, or its blurred edge, covers them.
    let isHidden: [Bool]
    /// Where the colours are those of the sheets further in: of no use for the ground.
    let isForeign: [Bool]
    /// Whether there were sheets behind others, which were left in the ground.
    let leavesSheets: Bool

    var hasSheets: Bool { isHidden.contains(true) }

    /// A picture's depth taken apart twice at most: once for what nothing stands before, and then for the rest, so that what
    /// is in the middle is there behind what is nearest, and before what is farthest. The nearest sheets come first; none
    /// where nothing stands before anything.
    static func layers(_ depth: Field, parallax: Int, spare: Int) -> [GapSplitting] {
        let nearest = GapSplitting(depth, parallax: parallax, spare: spare, leaving: true)
        guard nearest.leavesSheets else { return nearest.hasSheets ? [nearest] : [] }
        let rest = GapSplitting(nearest.ground, behind: nearest.isCovered, parallax: parallax, spare: spare)
        return [nearest, rest].filter(\.hasSheets)
    }

    /// - Parameters:
    ///   - depth: With steps one sample wide.
    ///   - behind: Where something was taken off before, whose inner end is no step of depth.
    ///   - parallax: Samples by which a frame moves what is nearest against what is farthest, at most.
    ///   - spare: Samples of ground that are hidden beyond those that a step of depth can uncover.
    ///   - leaving: Whether sheets stay in the ground that something nearer stands before.
    init(_ depth: Field, behind: [Bool] = [], parallax: Int, spare: Int, leaving: Bool = false) {
        var walk = Self.walkIn(depth, behind, parallax: parallax, spare: spare)
        let left = leaving ? Self.behindOthers(depth, walk) : []
        for index in left { walk.steps[index] = 0 }
        leavesSheets = !left.isEmpty
        let isCovered = walk.steps.map { 0 < $0 && $0 <= walk.spared }
        var ground = depth
        for index in depth.values.indices where isCovered[index] { ground.values[index] = walk.far[index] }
        Self.smooth(&ground, where: { isCovered[$0] })
        self.depth = depth
        self.ground = ground
        self.isCovered = isCovered

        isSheet = Self.unmixed(walk.steps.map { 0 < $0 && $0 <= walk.spared + Self.overlap }, depth)
        sheet = Self.grown(depth, isSheet)
        isHidden = Self.widened(isCovered, depth, by: 3)
        isForeign = walk.steps.map { $0 > walk.spared }
    }

    /// Samples by which sheets reach further in than the ground is hidden, so that where they end both look the same.
    private static let overlap = 8
    /// Samples that a sheet's depth goes on beyond its edge.
    private static let skirt = 5
    /// Samples by which the colours of a sheet are mixed into those of one behind it.
    private static let mixing = 2

    /// A walk from every step of depth inwards over what is near.
    private struct Walk {
        /// Samples from the step, less what a frame can uncover there, and never below 1; 0 where none came.
        var steps: [Int]
        /// How deep the far side was at the step.
        var far: [Float]
        /// Up to so many steps lie beyond what can be uncovered and are hidden all the same.
        let spared: Int
    }

    private static func walkIn(_ depth: Field, _ behind: [Bool], parallax: Int, spare: Int) -> Walk {
        var walk = Walk(steps: Array(repeating: 0, count: depth.values.count), far: depth.values, spared: spare)
        var front: [Int] = []
        // The higher the step, the more of what lies behind it comes to sight.
        func uncovered(_ index: Int) -> Int {
            Int((Float(parallax) * (depth.values[index] - walk.far[index])).rounded(.up))
        }
        func enter(_ index: Int, _ far: Float, after step: Int) {
            walk.far[index] = far
            walk.steps[index] = max(1, step - uncovered(index))
        }
        for index in depth.values.indices {
            var least = depth.values[index]
            depth.forEachNeighbor(of: index) { neighbor in
                guard behind.isEmpty || behind[index] || !behind[neighbor] else { return }
                least = min(least, depth.values[neighbor])
            }
            guard depth.values[index] - least > gap else { continue }
            enter(index, least, after: 1)
            front.append(index)
        }
        var step = 1
        while !front.isEmpty {
            step += 1
            var next: [Int] = []
            for index in front where step <= 4 * (uncovered(index) + spare) + overlap {
                depth.forEachNeighbor(of: index) { neighbor in
                    guard walk.steps[neighbor] == 0, depth.values[neighbor] - walk.far[index] > gap,
                        depth.values[neighbor] - depth.values[index] <= gap
                    else { return }
                    enter(neighbor, walk.far[index], after: step)
                    next.append(neighbor)
                }
            }
            front = next
        }
        return walk
    }

    /// All of those sheets that something nearer stands right before.
    private static func behindOthers(_ depth: Field, _ walk: Walk) -> [Int] {
        let around = depth.highest(reach: mixing)
        func isSheet(_ index: Int) -> Bool { 0 < walk.steps[index] && walk.steps[index] <= walk.spared + overlap }
        var front = depth.values.indices.filter { isSheet($0) && around.values[$0] - depth.values[$0] > 2 * gap }
        var isFound = Array(repeating: false, count: depth.values.count)
        for index in front { isFound[index] = true }
        var found = front
        while !front.isEmpty {
            var next: [Int] = []
            for index in front {
                depth.forEachNeighbor(of: index) { neighbor in
                    guard !isFound[neighbor], isSheet(neighbor),
                        abs(depth.values[neighbor] - depth.values[index]) <= gap
                    else { return }
                    isFound[neighbor] = true
                    next.append(neighbor)
                }
            }
            found += next
            front = next
        }
        return found
    }

    /// Averages each chosen sample with its neighbours, some times: what was carried in from different parts of an edge
    /// meets without steps.
    private static func smooth(_ field: inout Field, where isChosen: (Int) -> Bool) {
        let chosen = field.values.indices.filter(isChosen)
        for _ in 0..<8 {
            let before = field
            for index in chosen {
                var (sum, count) = (before.values[index], Float(1))
                before.forEachNeighbor(of: index) { neighbor in
                    // Not across what stays a step.
                    guard abs(before.values[neighbor] - before.values[index]) < gap else { return }
                    sum += before.values[neighbor]
                    count += 1
                }
                field.values[index] = sum / count
            }
        }
    }

    /// Without what lies next to the edge of a nearer sheet, whose colours are mixed in there: what is behind is better.
    private static func unmixed(_ isSheet: [Bool], _ depth: Field) -> [Bool] {
        var sheet = depth
        for index in isSheet.indices where !isSheet[index] { sheet.values[index] = nothing }
        let around = sheet.highest(reach: mixing)
        return isSheet.indices.map { isSheet[$0] && around.values[$0] - depth.values[$0] <= 2 * gap }
    }

    private static func grown(_ depth: Field, _ isSheet: [Bool]) -> Field {
        var sheet = Field(width: depth.width, height: depth.height, repeating: nothing)
        for index in isSheet.indices where isSheet[index] { sheet.values[index] = depth.values[index] }
        var edge = isSheet.indices.filter { isSheet[$0] }
        for _ in 0..<skirt {
            let before = sheet
            var next: [Int] = []
            for index in edge {
                before.forEachNeighbor(of: index) { neighbor in
                    guard before.values[neighbor] == nothing else { return }
                    if sheet.values[neighbor] == nothing { next.append(neighbor) }
                    sheet.values[neighbor] = max(sheet.values[neighbor], before.values[index])
                }
            }
            edge = next
        }
        return sheet
    }

    /// Places up to `reach` samples away from those of the mask, too.
    static func widened(_ mask: [Bool], _ depth: Field, by reach: Int) -> [Bool] {
        let field = Field(width: depth.width, height: depth.height, values: mask.map { $0 ? 1 : 0 })
        return field.highest(reach: reach).values.map { $0 > 0 }
    }
}
