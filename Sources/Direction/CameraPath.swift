import Glibc
package import Model

/// A camera move between two windows.
///
/// The zoom is logarithmic, so that its rate looks constant, and the centre follows the width, so that everything on
/// screen runs along a straight line towards one fixed point. Every edge of the window is then an affine function of
/// the width: between two windows that lie in the picture no window leaves it.
package struct CameraPath: Equatable, Sendable {
    package let start: Window
    package let end: Window

    package init(from start: Window, to end: Window) {
        self.start = start
        self.end = end
    }

    /// The window at progress `e`, 0…1.
    package func window(at e: Double) -> Window {
        if e <= 0 { return start }
        if e >= 1 { return end }
        let k = end.width / start.width
        // How much of the way from the first window's edges to the last one's edges is done.
        let share = abs(k - 1) < 1e-6 ? e : (pow(k, e) - 1) / (k - 1)
        return Window(
            x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share,
            width: start.width + (end.width - start.width) * share,
            height: start.height + (end.height - start.height) * share)
    }
}
