import Media

/// What FFmpeg must be built with for every job to be possible.
package enum RequiredCodecs {
    /// Names of decoders and encoders that this FFmpeg lacks.
    package static var missing: [String] { CodecInventory.missing }
}
