import CFFmpeg

/// Which of the codecs that we use this FFmpeg is built with.
package enum CodecInventory {
    /// FFmpeg's names of those that it lacks.
    package static var missing: [String] {
        let decoders: [String] = FFmpegDecoder.names.values.sorted().filter {
            unsafe avcodec_find_decoder_by_name($0) == nil
        }
        let encoders: [String] = ["libx264"].filter { unsafe avcodec_find_encoder_by_name($0) == nil }
        let filters: [String] = ["filter_units"].filter { unsafe av_bsf_get_by_name($0) == nil }
        return decoders + encoders + filters
    }
}
