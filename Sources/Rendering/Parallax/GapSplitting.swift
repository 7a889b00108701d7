import Depth

/// A picture's depth in two layers: the ground, which goes on beneath what stands before it, and sheets, which are what
/// stands before it, near its edges. Further in both are the same.
struct GapSplitting {
    /// A step of depth larger than this, between neighbours, is the edge of a sheet.
    static let gap: Float = 0.04
    /// A sheet's depth where there is no sheet.
    static let nothing: Float = -1

    let ground: Field
    let sheet: Field
    /// How much of the sheet there is: 0…1, soft at its edge.
    let opacity: Field
    /// Where the ground's colours are not known, since a sheet, or its blurred edge, covers them.
    let isHidden: [Bool]
    /// Where the colours are those of the sheets further in: of no use for the ground.
    let isForeign: [Bool]

    var hasSheets: Bool { isHidden.contains(true) }

    /// - Parameters:
    ///   - depth: With steps one sample wide.
    ///   - parallax: Samples by which a frame moves what is nearest against what is farthest, at most.
    ///   - spare: Samples of ground that are hidden beyond those that a step of depth can uncover.
    init(_ depth: Field, parallax: Int, spare: Int) {
        let walk = Self.walkIn(depth, parallax: parallax, spare: spare)
        let isCovered = walk.steps.map { 0 < $0 && $0 <= walk.spared }
        var ground = depth
        for index in depth.values.indices where isCovered[index] { ground.values[index] = walk.far[index] }
        Self.smooth(&ground, where: { isCovered[$0] })
        self.ground = ground

        let isSheet = walk.steps.map { 0 < $0 && $0 <= walk.spared + Self.overlap }
        sheet = Self.grown(depth, isSheet)
        let solid = Self.dilated(isSheet, Field.size(depth), by: 1)
        opacity = Field(width: depth.width, height: depth.height, values: solid.map { $0 ? 1 : 0 }).softened
        isHidden = Self.dilated(isCovered, Field.size(depth), by: 3)
        isForeign = walk.steps.map { $0 > walk.spared }
    }

    /// Samples by which sheets reach further in than the ground is hidden, so that where they end both look the same.
    private static let overlap = 8
    /// Samples that a sheet's depth goes on beyond its edge.
    private static let skirt = 5

    /// A walk from every step of depth inwards over what is near.
    private struct Walk {
        /// Samples from the step, less what a frame can uncover there, and never below 1; 0 where none came.
        var steps: [Int]
        /// How deep the far side was at the step.
        var far: [Float]
        /// Up to so many steps lie beyond what can be uncovered and are hidden all the same.
        let spared: Int
    }

    private static func walkIn(_ depth: Field, parallax: Int, spare: Int) -> Walk {
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
            depth.forEachNeighbor(of: index) { least = min(least, depth.values[$0]) }
            guard depth.values[index] - least > gap else { continue }
            enter(index, least, after: 1)
            front.append(index)
        }
        var step = 1
        while !front.isEmpty {
            step += 1
            var next: [Int] = []
            for index in front where step <= 2 * (uncovered(index) + spare) + overlap {
                depth.forEachNeighbor(of: index) { neighbor in
                    guard walk.steps[neighbor] == 0, depth.values[neighbor] - walk.far[index] > gap else { return }
                    enter(neighbor, walk.far[index], after: step)
                    next.append(neighbor)
                }
            }
            front = next
        }
        return walk
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

    private static func dilated(_ mask: [Bool], _ size: (width: Int, height: Int), by reach: Int) -> [Bool] {
        let field = Field(width: size.width, height: size.height, values: mask.map { $0 ? 1 : 0 })
        return field.extremes(reach: reach).high.values.map { $0 > 0 }
    }
}

extension Field {
    fileprivate static func size(_ field: Field) -> (width: Int, height: Int) { (field.width, field.height) }

    /// Calls for the places left, right, above and below, as far as there are any.
    @inline(__always)
    func forEachNeighbor(of index: Int, _ body: (Int) -> Void) {
        let x = index % width
        if x > 0 { body(index - 1) }
        if x < width - 1 { body(index + 1) }
        if index >= width { body(index - width) }
        if index + width < values.count { body(index + width) }
    }

    /// Blurred by the binomial weights 1 4 6 4 1 each way: nearly a Gaussian of one sample.
    var softened: Field {
        let weights: [Float] = [1.0 / 16, 4.0 / 16, 6.0 / 16, 4.0 / 16, 1.0 / 16]
        var across = self
        for y in 0..<height {
            for x in 0..<width {
                across[x, y] = (0..<5).reduce(0) { $0 + weights[$1] * self[max(0, min(width - 1, x + $1 - 2)), y] }
            }
        }
        return Field(width: width, height: height) { x, y in
            (0..<5).reduce(0) { $0 + weights[$1] * across[x, max(0, min(height - 1, y + $1 - 2))] }
        }
    }
}
