import CZimg

/// A conversion between two image formats, ready to run.
@safe
struct FilterGraph: ~Copyable {
    private let pointer: OpaquePointer

    init(from source: ImageFormat, to target: ImageFormat) throws(RenderingError) {
        var (sourceFormat, targetFormat) = (source.zimg, target.zimg)
        var parameters = zimg_graph_builder_params()
        unsafe zimg_graph_builder_params_default(&parameters, soframe_zimg_api)
        // Lanczos-3, widened where the image shrinks.
        parameters.resample_filter = ZIMG_RESIZE_LANCZOS
        parameters.filter_param_a = 3
        parameters.resample_filter_uv = ZIMG_RESIZE_LANCZOS
        parameters.filter_param_a_uv = 3
        // Where bits are lost, noise of less than a code instead of steps.
        parameters.dither_type = ZIMG_DITHER_ORDERED
        parameters.cpu_type = ZIMG_CPU_AUTO_64B
        guard let graph = unsafe zimg_filter_graph_build(&sourceFormat, &targetFormat, &parameters) else {
            throw RenderingError.last("prepare")
        }
        unsafe pointer = graph
    }

    deinit { unsafe zimg_filter_graph_free(pointer) }

    /// Rows that a source of that height must hold at once when it is filled row by row; a power of two.
    func sourceRows(of height: Int) throws(RenderingError) -> Int {
        var rows: UInt32 = 0
        guard unsafe zimg_filter_graph_get_input_buffering(pointer, &rows) == ZIMG_ERROR_SUCCESS else {
            throw RenderingError.last("prepare")
        }
        var power = 2
        // zimg answers its largest number when it wants the whole image.
        while power < min(Int(rows), height) { power *= 2 }
        return power
    }

    /// Converts one image. `fill` is called before rows of the source are read, when the source holds but some of them.
    func run(
        _ source: zimg_image_buffer_const, _ target: zimg_image_buffer,
        fill: zimg_filter_graph_callback? = nil, context: UnsafeMutableRawPointer? = nil
    ) throws(RenderingError) {
        var bytes = 0
        guard unsafe zimg_filter_graph_get_tmp_size(pointer, &bytes) == ZIMG_ERROR_SUCCESS else {
            throw RenderingError.last("prepare")
        }
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: max(64, bytes), alignment: 64)
        defer { unsafe scratch.deallocate() }
        var (source, target) = (source, target)
        guard
            unsafe zimg_filter_graph_process(pointer, &source, &target, scratch, fill, context, nil, nil)
                == ZIMG_ERROR_SUCCESS
        else { throw RenderingError.last("run") }
    }
}

extension RenderingError {
    fileprivate static func last(_ step: String) -> RenderingError {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            _ = unsafe zimg_get_last_error(text.baseAddress, text.count)
            let reason = unsafe String(cString: text.baseAddress.unsafelyUnwrapped)
            return RenderingError(sentence: "zimg could not \(step) a conversion of the picture: \(reason).")
        }
    }
}
