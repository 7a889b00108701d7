package import Pixels

/// Writes one MP4 to an open file: H.264 inside, index in front (`+faststart`), nothing that names the encoder, and how
/// the video came to be.
package struct MovieFile: ~Copyable {
    private let encoder: VideoEncoder
    private let muxer: Muxer
    private var frames = 0

    /// Begins a video in a regular file that is open for reading and writing; the descriptor stays the caller's and
    /// must outlive this value.
    package init(descriptor: Int32, parameters: EncodingParameters) throws(MediaError) {
        let encoder = try VideoEncoder(parameters)
        muxer = try Muxer.open(descriptor: descriptor, encoder: encoder)
        self.encoder = encoder
    }

    /// Appends a frame of the size that was set; each is shown one step of the frame rate after the last.
    package mutating func append(_ frame: Frame) throws(MediaError) {
        try write(frame)
        frames += 1
    }

    /// Writes what the encoder still holds and the index. The file is a whole video only after this returned.
    package consuming func finish(source: DigitalSource) throws(MediaError) {
        try write(nil)
        try muxer.finish(with: MovieMark.box(source))
    }

    private func write(_ frame: Frame?) throws(MediaError) {
        try unsafe encoder.encode(frame, at: frames) { (packet, timeBase) throws(MediaError) in
            try unsafe muxer.write(packet, timeBase: timeBase)
        }
    }
}
