import Glibc
import Model

/// When the camera is where: frames of a shot as progress along its path.
struct Timing {
    /// How a loop returns to where it began.
    enum Loop {
        /// There and back, resting at both ends: e = (1 − cos φ)/2.
        case swing
        /// To and fro through the middle: e = (1 + sin φ)/2.
        case sway
    }

    let frames: Int
    let easing: Easing
    let loop: Loop?

    /// Progress for each frame. A loop would come back to the first at frame N, with the same speed.
    var progress: [Double] {
        (0..<frames).map { frame in
            let phase = 2 * Double.pi * Double(frame) / Double(frames)
            return switch loop {
            case .swing: (1 - cos(phase)) / 2
            case .sway: (1 + sin(phase)) / 2
            case nil: easing.progress(frames > 1 ? Double(frame) / Double(frames - 1) : 0)
            }
        }
    }
}
