/// Everything that settles what is made of one picture: the sidecar's keys, each with a value.
///
/// Made by laying a sidecar over its folder's defaults over the configuration's over the built-in ones.
package struct Settings: Equatable, Sendable {
    package var motion = Motion.auto
    /// 0…1: a zoom ends at 1 + amount.
    package var motionAmount = 0.2
    package var easing = Easing.soft
    package var focus = Focus.auto
    /// Start and end of an explicit move; where one is missing the motion's own end serves.
    package var from: CropRectangle?
    package var to: CropRectangle?
    /// Seconds, 0.5…60.
    package var duration = 5.0
    package var frameRate = FrameRate(30)
    package var aspectRatio = AspectRatio.ratio(width: 16, height: 9)
    package var resolution = Resolution.shortSide(1080)
    package var fit = Fit.cover
    /// Behind `contain` and transparency.
    package var background = RGBColor.black
    /// The last frame runs into the first without a seam.
    package var loop = false
    /// For the moves through it.
    package var depth = DepthSettings()
    /// Settles every choice that `auto` makes.
    package var seed: UInt32 = 0
    package var quality = Quality.medium
    package var format = VideoFormat.mp4
    /// How long the input may stay after its arrival; shortens the configured time, never lengthens it.
    package var keep: TimeSpan?
    /// −10…10; larger goes first.
    package var priority = 0

    package init() {}
}
