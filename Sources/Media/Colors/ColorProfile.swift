import CLCMS

/// An ICC profile (ICC.1:2022), opened with Little CMS.
@safe
struct ColorProfile: ~Copyable {
    /// The components of the pictures that a profile is for.
    enum Space { case gray, rgb, inks, other }

    let handle: cmsHPROFILE

    /// Nil when the bytes are no profile.
    init?(_ bytes: [UInt8]) {
        guard let handle = unsafe cmsOpenProfileFromMem(bytes, UInt32(clamping: bytes.count)) else { return nil }
        unsafe self.handle = unsafe handle
    }

    /// sRGB itself (IEC 61966-2-1).
    init() { unsafe handle = cmsCreate_sRGBProfile() }

    deinit { unsafe cmsCloseProfile(handle) }

    var space: Space {
        switch unsafe cmsGetColorSpace(handle) {
        case cmsSigGrayData: .gray
        case cmsSigRgbData: .rgb
        case cmsSigCmykData: .inks
        default: .other
        }
    }

    /// Whether it is no more than a curve for each component and a matrix for all.
    var isMatrixAndCurves: Bool { unsafe cmsIsMatrixShaper(handle) != 0 }
}

/// A ready-made way from one profile's colours to another's: relative colorimetric with black-point compensation.
///
/// Immutable, and without a cache, so that threads may share it.
@safe
final class ColorTransform: @unchecked Sendable {
    let handle: cmsHTRANSFORM

    /// Nil when the profile lacks what the way needs. The formats are Little CMS's.
    ///
    /// - Parameter isExact: Each colour goes the whole way, instead of through a table or by whole numbers.
    init?(
        from source: borrowing ColorProfile, _ sourceFormat: cmsUInt32Number, to target: borrowing ColorProfile,
        _ targetFormat: cmsUInt32Number, isExact: Bool
    ) {
        let flags = UInt32(cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | (isExact ? cmsFLAGS_NOOPTIMIZE : 0))
        guard
            let handle = unsafe cmsCreateTransform(
                source.handle, sourceFormat, target.handle, targetFormat, UInt32(INTENT_RELATIVE_COLORIMETRIC), flags)
        else { return nil }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe cmsDeleteTransform(handle) }
}
