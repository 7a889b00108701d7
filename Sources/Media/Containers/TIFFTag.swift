/// The tags of a TIFF that are read (TIFF 6.0, appendix A; Adobe's technical notes; the DNG specification).
enum TIFFTag: Int {
    case subfileType = 254
    case width = 256
    case height = 257
    case bitsPerSample = 258
    case compression = 259
    case photometric = 262
    case fillOrder = 266
    case stripOffsets = 273
    case orientation = 274
    case samplesPerPixel = 277
    case rowsPerStrip = 278
    case stripByteCounts = 279
    case planarConfiguration = 284
    case faxOptions3 = 292
    case faxOptions4 = 293
    case predictor = 317
    case colorMap = 320
    case tileWidth = 322
    case tileHeight = 323
    case tileOffsets = 324
    case tileByteCounts = 325
    case subdirectories = 330
    case inkSet = 332
    case extraSamples = 338
    case sampleFormat = 339
    case jpegTables = 347
    case chromaCoefficients = 529
    case chromaSubsampling = 530
    case chromaPositioning = 531
    case referenceBlackWhite = 532
    case xmp = 700
    case profile = 34675
    case dngVersion = 50706

    /// Whether the decoder needs it. Of strips and tiles only those tags are left that count, for to libtiff they are the
    /// same.
    func isForPixels(tiled: Bool) -> Bool {
        switch self {
        case .stripOffsets, .stripByteCounts, .rowsPerStrip: !tiled
        case .tileWidth, .tileHeight, .tileOffsets, .tileByteCounts: tiled
        case .subfileType, .orientation, .subdirectories, .xmp, .profile, .dngVersion: false
        case .width, .height, .bitsPerSample, .compression, .photometric, .fillOrder, .samplesPerPixel,
            .planarConfiguration, .faxOptions3, .faxOptions4, .predictor, .colorMap, .inkSet,
            .extraSamples, .sampleFormat, .jpegTables, .chromaCoefficients, .chromaSubsampling, .chromaPositioning,
            .referenceBlackWhite:
            true
        }
    }
}
