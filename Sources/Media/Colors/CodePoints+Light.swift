extension CodePoints {
    /// Nil when it is that of sRGB.
    var light: Light? {
        get throws(MediaError) {
            let light = Light(colors: try chromaticities, curve: try curve)
            return light.curve == .sRGB && [1, Self.unspecified].contains(primaries) ? nil : light
        }
    }

    /// Video's own curves count as that of sRGB: pictures coded like video are made for screens, and browsers show them so.
    private var curve: LightCurve {
        get throws(MediaError) {
            switch transfer {
            case 1, Self.unspecified, 6, 11, 12, 13, 14, 15: return .sRGB
            case 4: return .power(2.2)
            case 5: return .power(2.8)
            case 8: return .power(1)
            case 16: throw .unsupported("it is a high-dynamic-range picture (PQ)", advice: Advice.flatten)
            case 18: throw .unsupported("it is a high-dynamic-range picture (HLG)", advice: Advice.flatten)
            default: throw .unsupported("its brightness is stored in a rare way (transfer \(transfer) of H.273)")
            }
        }
    }

    /// H.273, table 2.
    private var chromaticities: Chromaticities {
        get throws(MediaError) {
            let (daylight, illuminantC) = ((0.3127, 0.3290), (0.310, 0.316))
            return switch primaries {
            case 1, Self.unspecified: .sRGB
            case 4: Chromaticities(red: (0.67, 0.33), green: (0.21, 0.71), blue: (0.14, 0.08), white: illuminantC)
            case 5: Chromaticities(red: (0.64, 0.33), green: (0.29, 0.60), blue: (0.15, 0.06), white: daylight)
            case 6, 7:
                Chromaticities(red: (0.630, 0.340), green: (0.310, 0.595), blue: (0.155, 0.070), white: daylight)
            case 8:
                Chromaticities(red: (0.681, 0.319), green: (0.243, 0.692), blue: (0.145, 0.049), white: illuminantC)
            case 9:
                Chromaticities(red: (0.708, 0.292), green: (0.170, 0.797), blue: (0.131, 0.046), white: daylight)
            case 11:
                Chromaticities(red: (0.680, 0.320), green: (0.265, 0.690), blue: (0.150, 0.060), white: (0.314, 0.351))
            case 12:
                Chromaticities(red: (0.680, 0.320), green: (0.265, 0.690), blue: (0.150, 0.060), white: daylight)
            case 22:
                Chromaticities(red: (0.630, 0.340), green: (0.295, 0.605), blue: (0.155, 0.077), white: daylight)
            default: throw .unsupported("its colours have rare primaries (primaries \(primaries) of H.273)")
            }
        }
    }
}
