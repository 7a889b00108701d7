/// Where in a row of blocks of a plane of nearness there may be something of a sheet.
struct SheetBand {
    struct Run {
        var columns: Range<Int>
        /// Whether the sheet is opaque wherever it is met here.
        let isOpaque: Bool
    }

    /// Rows of a band, and columns of a block.
    static let side = Tile.partSide

    private enum Block { case empty, soft, opaque }

    private let width: Int
    private var blocks: [Block]
    /// Neighbouring blocks that are alike.
    private(set) var runs: [Run] = []
    /// The same with twice the columns.
    private(set) var lumaRuns: [Run] = []
    /// Neighbouring runs as one.
    private(set) var spans: [Range<Int>] = []

    /// All bands of a plane, with nothing anywhere.
    static func empty(_ width: Int, _ height: Int) -> [SheetBand] {
        Array(repeating: SheetBand(width: width), count: (height + side - 1) / side)
    }

    private init(width: Int) {
        self.width = width
        blocks = Array(repeating: .empty, count: (width + Self.side - 1) / Self.side)
    }

    /// Notes that there may be something in whole blocks.
    mutating func add(_ columns: Range<Int>, isOpaque: Bool) {
        for column in stride(from: columns.lowerBound, to: columns.upperBound, by: Self.side) {
            blocks[column / Self.side] = isOpaque ? .opaque : .soft
        }
    }

    /// Makes runs of what was noted.
    mutating func finish() {
        var block = 0
        while block < blocks.count {
            let first = block
            while block < blocks.count, blocks[block] == blocks[first] { block += 1 }
            guard blocks[first] != .empty else { continue }
            let columns = first * Self.side..<min(width, block * Self.side)
            runs.append(Run(columns: columns, isOpaque: blocks[first] == .opaque))
            if let last = spans.last, last.upperBound == columns.lowerBound {
                spans[spans.count - 1] = last.lowerBound..<columns.upperBound
            } else {
                spans.append(columns)
            }
        }
        lumaRuns = runs.map { run in
            Run(columns: 2 * run.columns.lowerBound..<2 * run.columns.upperBound, isOpaque: run.isOpaque)
        }
    }
}
