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
}

/// A ready-made way from one profile's colours to another's: relative colorimetric with black-point compensation.
///
/// Immutable, and without a cache, so that threads may share it.
@safe
final class ColorTransform: @unchecked Sendable {
    let handle: cmsHTRANSFORM

    /// - Parameters: Little CMS's pixel formats. Nil when the profile lacks what the way needs.
    init?(
        from source: borrowing ColorProfile, _ sourceFormat: cmsUInt32Number, to target: borrowing ColorProfile,
        _ targetFormat: cmsUInt32Number
    ) {
        let flags = UInt32(cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | cmsFLAGS_HIGHRESPRECALC)
        guard
            let handle = unsafe cmsCreateTransform(
                source.handle, sourceFormat, target.handle, targetFormat, UInt32(INTENT_RELATIVE_COLORIMETRIC), flags)
        else { return nil }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe cmsDeleteTransform(handle) }
}
