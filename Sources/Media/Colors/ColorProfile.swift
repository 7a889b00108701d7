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

    /// Of colours, or of greys, that mean such light; nil when memory runs out.
    init?(_ light: Light, isGray: Bool) {
        guard let curve = ToneCurve(light.curve) else { return nil }
        var white = cmsCIExyY(light.colors.white)
        var primaries = cmsCIExyYTRIPLE(
            Red: cmsCIExyY(light.colors.red), Green: cmsCIExyY(light.colors.green), Blue: cmsCIExyY(light.colors.blue))
        var curves: [OpaquePointer?] = unsafe [curve.pointer, curve.pointer, curve.pointer]
        let profile =
            isGray
            ? unsafe cmsCreateGrayProfile(&white, curve.pointer)
            : unsafe cmsCreateRGBProfile(&white, &primaries, &curves)
        guard let handle = unsafe profile else { return nil }
        unsafe self.handle = unsafe handle
    }

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

extension cmsCIExyY {
    fileprivate init(_ place: Chromaticities.Place) { self.init(x: place.x, y: place.y, Y: 1) }
}

/// Owns a tone curve of Little CMS and frees it.
@safe
private struct ToneCurve: ~Copyable {
    let pointer: OpaquePointer

    init?(_ curve: LightCurve) {
        let made =
            switch curve {
            case .power(let exponent): unsafe cmsBuildGamma(nil, exponent)
            // IEC 61966-2-1 as Little CMS's fourth kind of curve: (a·x + b)^γ from d on, c·x below.
            case .sRGB: unsafe cmsBuildParametricToneCurve(nil, 4, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
            }
        guard let pointer = unsafe made else { return nil }
        unsafe self.pointer = unsafe pointer
    }

    deinit { unsafe cmsFreeToneCurve(pointer) }
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
