import Foundation

/// How differently people see two colours: CIEDE2000 (ISO/CIE 11664-6:2014; Sharma, Wu and Dalal 2005).
package enum ColorDifference {
    /// ΔE of two colours given as L*, a*, b*.
    package static func ciede2000(_ first: [Double], _ second: [Double]) -> Double {
        func power7(_ value: Double) -> Double { sqrt(pow(value, 7) / (pow(value, 7) + pow(25, 7))) }
        let chroma = (hypot(first[1], first[2]) + hypot(second[1], second[2])) / 2
        let stretch = 1 + 0.5 * (1 - power7(chroma))
        let (a1, a2) = (first[1] * stretch, second[1] * stretch)
        let (c1, c2) = (hypot(a1, first[2]), hypot(a2, second[2]))
        func hue(_ a: Double, _ b: Double) -> Double {
            let angle = atan2(b, a) * 180 / .pi
            return angle < 0 ? angle + 360 : angle
        }
        let (h1, h2) = (hue(a1, first[2]), hue(a2, second[2]))
        let isGray = c1 * c2 == 0
        var turn = isGray ? 0 : h2 - h1
        if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
        var meanHue = isGray || abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + 360) / 2
        if isGray { meanHue = h1 + h2 } else if meanHue >= 360 { meanHue -= 360 }

        func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
        let (meanL, meanC) = ((first[0] + second[0]) / 2, (c1 + c2) / 2)
        let t =
            1 - 0.17 * cosine(meanHue - 30) + 0.24 * cosine(2 * meanHue) + 0.32 * cosine(3 * meanHue + 6)
            - 0.20 * cosine(4 * meanHue - 63)
        let sl = 1 + 0.015 * pow(meanL - 50, 2) / sqrt(20 + pow(meanL - 50, 2))
        let (sc, sh) = (1 + 0.045 * meanC, 1 + 0.015 * meanC * t)
        let rotation = -2 * power7(meanC) * sin(60 * exp(-pow((meanHue - 275) / 25, 2)) * .pi / 180)
        let (dl, dc) = ((second[0] - first[0]) / sl, (c2 - c1) / sc)
        let dh = 2 * sqrt(c1 * c2) * sin(turn * .pi / 360) / sh
        return sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh)
    }

    /// L*, a*, b* under D65 of sRGB's encoded red, green and blue, 0…1.
    package static func lab(_ color: [Double]) -> [Double] {
        let xyz = Matrix.product(ColorSpace.sRGB.matrix, color.map(ColorSpace.linear))
        let f = zip(xyz, ColorSpace.d65).map { value, white in
            let share = value / white
            return share > pow(6.0 / 29, 3) ? cbrt(share) : share * pow(29.0 / 6, 2) / 3 + 4.0 / 29
        }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    /// sRGB's encoded red, green and blue of a colour that an ICC profile gives as L*, a*, b* under D50, its white becoming
    /// sRGB's.
    package static func sRGB(lab: [Double]) -> [Double] {
        let y = (lab[0] + 16) / 116
        let xyz = zip([y + lab[1] / 500, y, y - lab[2] / 200], ColorSpace.d50).map { f, white in
            white * (f > 6.0 / 29 ? f * f * f : (f - 4.0 / 29) * 3 * pow(6.0 / 29, 2))
        }
        // Backwards through the adapted matrix is the same as adapting and then going backwards.
        let linear = Matrix.product(Matrix.inverse(ColorSpace.sRGB.matrixToD50), xyz)
        return ColorSpace.encoded(xyz: Matrix.product(ColorSpace.sRGB.matrix, linear))
    }
}
