/// How stored pixels must be turned to stand upright; raw values are those of the Exif tag `Orientation`
/// (CIPA DC-008, tag 0x0112).
package enum Orientation: UInt8, CaseIterable, Sendable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case flipped = 4
    /// Rows are columns: the stored top is the left side.
    case transposed = 5
    /// To be turned 90° clockwise.
    case quarterClockwise = 6
    case transversed = 7
    /// To be turned 90° counter-clockwise.
    case quarterCounterclockwise = 8

    /// Stored rows become upright columns.
    package var swapsSides: Bool { rawValue >= 5 }

    /// Stored columns run against the upright axis that they lie along.
    package var reversesStoredX: Bool {
        switch self {
        case .mirrored, .upsideDown, .transversed, .quarterCounterclockwise: true
        case .upright, .flipped, .transposed, .quarterClockwise: false
        }
    }

    /// Stored rows run against the upright axis that they lie along.
    package var reversesStoredY: Bool {
        switch self {
        case .flipped, .upsideDown, .transversed, .quarterClockwise: true
        case .upright, .mirrored, .transposed, .quarterCounterclockwise: false
        }
    }

    /// As this, and then exchanging left and right.
    package var thenMirrored: Orientation {
        switch self {
        case .upright: .mirrored
        case .mirrored: .upright
        case .upsideDown: .flipped
        case .flipped: .upsideDown
        case .transposed: .quarterClockwise
        case .quarterClockwise: .transposed
        case .transversed: .quarterCounterclockwise
        case .quarterCounterclockwise: .transversed
        }
    }

    /// As this, and then turned by 90° counter-clockwise.
    package var thenTurnedCounterclockwise: Orientation {
        switch self {
        case .upright: .quarterCounterclockwise
        case .quarterCounterclockwise: .upsideDown
        case .upsideDown: .quarterClockwise
        case .quarterClockwise: .upright
        case .mirrored: .transposed
        case .transposed: .flipped
        case .flipped: .transversed
        case .transversed: .mirrored
        }
    }

    /// As this, and then turned by 180°.
    package var thenTurnedHalf: Orientation { thenTurnedCounterclockwise.thenTurnedCounterclockwise }
}
