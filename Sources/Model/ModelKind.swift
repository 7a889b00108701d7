/// A family of networks that tell depth from a picture: what goes in, and what comes out. Raw values are the words of the
/// command line and of file names.
package enum ModelKind: String, CaseIterable, Sendable {
    /// Depth Anything V2, of any size.
    case depthAnythingV2 = "depth-anything-v2"
    /// MiDaS v2.1 small.
    case midasSmall = "midas-small"
}
