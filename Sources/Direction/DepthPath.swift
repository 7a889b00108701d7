import Glibc
package import Model

/// Where the camera is in each frame of a depth move.
package struct DepthPath: Equatable, Sendable {
    /// One of the moves through depth.
    package let motion: Motion
    package let frames: Int
    package let easing: Easing
    package let loops: Bool
    /// The nearness of what is in focus, 0…1.
    package let focus: Double
    /// How far the camera goes aside at most, in widths of the viewport.
    package let amplitude: Double

    package init(motion: Motion, frames: Int, easing: Easing, loops: Bool, focus: Double, amplitude: Double) {
        self.motion = motion
        self.frames = frames
        self.easing = easing
        self.loops = loops
        self.focus = focus
        self.amplitude = amplitude
    }

    /// How far forward a camera goes that would go that far aside: half a width from the middle, what is nearest then moves
    /// four times as far as it would aside, since what is in the middle does not move at all.
    private static let forwardShare = 8.0

    package var places: [CameraPlace] {
        switch motion {
        case .horizontal, .vertical: progress(.sway).map { aside(2 * $0 - 1) }
        case .orbit, .circle, .drift: turns.map(around)
        case .dollyOut: progress(.swing).map { closer(1 - $0) }
        default: progress(.swing).map(closer)
        }
    }

    private func progress(_ loop: Timing.Loop) -> [Double] {
        Timing(frames: frames, easing: easing, loop: loops ? loop : nil).progress
    }

    /// The angle of each frame on its way around, in radians. A loop goes round evenly; else the easing starts and stops it.
    private var turns: [Double] {
        (0..<frames).map { frame in
            let share =
                loops
                ? Double(frame) / Double(frames) : easing.progress(frames > 1 ? Double(frame) / Double(frames - 1) : 0)
            return 2 * .pi * share
        }
    }

    private func aside(_ share: Double) -> CameraPlace {
        // A camera that rises goes up the picture, against its rows.
        motion == .vertical ? CameraPlace(y: -amplitude * share) : CameraPlace(x: amplitude * share)
    }

    private func closer(_ share: Double) -> CameraPlace {
        let forward = Self.forwardShare * amplitude * share
        return CameraPlace(forward: forward, scale: motion == .dollyZoom ? countering(forward) : 1)
    }

    private func around(_ angle: Double) -> CameraPlace {
        switch motion {
        case .orbit:
            // Half as far as a dolly, so that the way round is about as long as it is wide.
            let forward = Self.forwardShare / 2 * amplitude * (1 + sin(angle)) / 2
            return CameraPlace(x: amplitude * cos(angle), forward: forward, scale: countering(forward))
        case .circle: return CameraPlace(x: amplitude * cos(angle), y: amplitude * sin(angle))
        default: return CameraPlace(x: amplitude * sin(angle), y: amplitude / 2 * sin(2 * angle))
        }
    }

    /// What keeps the focus at its size.
    private func countering(_ forward: Double) -> Double { 1 / (1 - forward * focus) }
}
