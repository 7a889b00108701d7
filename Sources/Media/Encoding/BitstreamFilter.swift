import CFFmpeg

/// Drops H.264's supplemental information (NAL unit type 6), in which x264 writes its version and settings.
@safe
struct BitstreamFilter: ~Copyable {
    private let pointer: UnsafeMutablePointer<AVBSFContext>

    private init(owning pointer: UnsafeMutablePointer<AVBSFContext>) { unsafe self.pointer = unsafe pointer }

    static func droppingSEI(from encoder: UnsafeMutablePointer<AVCodecContext>) throws(MediaError) -> BitstreamFilter {
        guard let filter = unsafe av_bsf_get_by_name("filter_units") else {
            throw .codec(
                operation: "finding the bitstream filter filter_units", reason: "this FFmpeg is built without it")
        }
        var context: UnsafeMutablePointer<AVBSFContext>?
        try check(unsafe av_bsf_alloc(filter, &context), "allocating a bitstream filter")
        let made = try unsafe BitstreamFilter(owning: allocated(context, "allocating a bitstream filter"))
        try unsafe made.open(for: encoder)
        return made
    }

    private func open(for encoder: UnsafeMutablePointer<AVCodecContext>) throws(MediaError) {
        try check(unsafe avcodec_parameters_from_context(pointer.pointee.par_in, encoder), "describing the video")
        unsafe pointer.pointee.time_base_in = encoder.pointee.time_base
        try check(unsafe av_opt_set(pointer.pointee.priv_data, "remove_types", "6", 0), "setting a bitstream filter")
        try check(unsafe av_bsf_init(pointer), "opening a bitstream filter")
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVBSFContext>? = unsafe pointer
        unsafe av_bsf_free(&pointer)
    }

    /// What leaves the filter; valid as long as the filter.
    var outputParameters: UnsafeMutablePointer<AVCodecParameters>? { unsafe pointer.pointee.par_out }

    /// Replaces the packet by its filtered form.
    func apply(to packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) {
        try check(unsafe av_bsf_send_packet(pointer, packet), "filtering the video")
        try check(unsafe av_bsf_receive_packet(pointer, packet), "filtering the video")
    }
}
