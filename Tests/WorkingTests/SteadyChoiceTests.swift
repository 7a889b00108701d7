import Foundation
import Model
import TestPictures
import Testing

@testable import Working

/// The same picture at another size, or compressed harder, gets the same shot.
@Suite struct SteadyChoiceTests {
    enum Kind: String, CaseIterable, Sendable {
        case subject, view, text, panorama, tower, texture

        /// What auto chooses for it.
        var motion: Motion {
            switch self {
            case .subject, .text, .texture: .zoomIn
            case .view: .dollyIn
            case .panorama: .panRight
            case .tower: .panUp
            }
        }

        var size: (width: Int, height: Int) {
            switch self {
            case .panorama: (1000, 320)
            case .tower: (320, 800)
            default: (720, 480)
            }
        }
    }

    private static func grain(_ x: Double, _ y: Double) -> Double {
        sin(x * 61 + sin(y * 37) * 2) * sin(y * 53 + sin(x * 41) * 2)
    }

    /// - Parameters:
    ///   - x: 0…1
    ///   - y: 0…1
    private static func color(_ kind: Kind, _ x: Double, _ y: Double) -> (Double, Double, Double) {
        switch kind {
        case .subject:
            let (dx, dy) = ((x - 0.66) * 1.5, y - 0.42)
            if dx * dx + dy * dy < 0.014 { return (0.8 - dx, 0.25 + dy, 0.2) }
            return (0.3 + 0.1 * sin(x * 3) + 0.1 * y, 0.5 + 0.1 * y, 0.3)
        case .view:
            if y < 0.42 { return (0.6 + y * 0.4, 0.75 + y * 0.2, 0.92) }
            if y < 0.5 + 0.03 * sin(x * 9) { return (0.45, 0.55, 0.6) }
            let detail = (y - 0.4) * 0.25 * grain(x, y)
            return (0.35 + detail, 0.4 + detail, 0.2 + detail * 0.5)
        case .text:
            let line = y * 22
            let isLine = (0.1..<0.9).contains(x) && (0.08..<0.92).contains(y) && line - line.rounded(.down) < 0.4
            let gap = x * 31 + line.rounded(.down) * 0.37
            return isLine && gap - gap.rounded(.down) > 0.25 ? (0.1, 0.1, 0.1) : (1, 1, 1)
        case .panorama:
            let roof = 0.5 + 0.16 * sin((x * 23).rounded(.down) * 1.7)
            if y < roof { return (0.6, 0.75, 0.9 - 0.2 * y) }
            return y < 0.8 ? (0.7 + 0.2 * sin((x * 23).rounded(.down) * 2.9), 0.45, 0.35) : (0.3, 0.5, 0.55)
        case .tower:
            let isTower = abs(x - 0.5) < 0.16 && y > 0.12
            let isWindow = isTower && sin(x * 120) * sin(y * 160) > 0.4
            if isWindow { return (0.95, 0.85, 0.5) }
            return isTower ? (0.35, 0.28, 0.33) : (0.45 + 0.4 * y, 0.45 + 0.1 * y, 0.65)
        case .texture:
            let level = 0.1 * grain(x, y) + 0.05 * grain(x * 2.3, y * 2.1)
            return (0.35 + level, 0.5 + level, 0.25 + level)
        }
    }

    private static func draw(_ kind: Kind) -> Drawing {
        let (width, height) = kind.size
        func byte(_ level: Double) -> UInt8 { UInt8(max(0, min(255, level * 255 + 0.5))) }
        return Drawing(width: width, height: height) { x, y in
            let color = color(kind, (Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
            return Drawing.Pixel(byte(color.0), byte(color.1), byte(color.2))
        }
    }

    @Test(
        "Half and double the size, and JPEG of quality 60 to 90, change neither motion nor focus",
        arguments: Kind.allCases)
    func steady(kind: Kind) throws {
        let folder = try ScratchFolder()
        try folder.write(PNGFile.bytes(Self.draw(kind), .rgb), "whole.png")
        for (name, scale) in [("half.png", "iw/2:ih/2"), ("double.png", "iw*2:ih*2"), ("whole.ppm", "iw:ih")] {
            try Program.run(
                "ffmpeg",
                [
                    "-v", "error", "-i", folder.path("whole.png"), "-vf", "scale=\(scale):flags=bicubic",
                    folder.path(name),
                ])
        }
        for quality in ["60", "75", "90"] {
            try Program.run(
                "cjpeg", ["-quality", quality, "-outfile", folder.path("\(quality).jpg"), folder.path("whole.ppm")])
        }
        func choices(_ name: String) throws -> Choices {
            let order = JobFolder.order { $0.motion = .auto }
            return try PictureJob(order).plan(file: try folder.read(name)).choices
        }
        let whole = try choices("whole.png")
        #expect(whole.motion == kind.motion, "\(whole.reasons)")
        for name in ["half.png", "double.png", "60.jpg", "75.jpg", "90.jpg"] {
            let other = try choices(name)
            #expect(other.motion == whole.motion, "\(name): \(other.reasons)")
            let (dx, dy) = (other.focus.x - whole.focus.x, other.focus.y - whole.focus.y)
            #expect((dx * dx + dy * dy).squareRoot() < 0.025, "\(name): \(other.focus), \(whole.focus)")
            #expect(abs(other.amount - whole.amount) < 0.03, "\(name)")
        }
    }

    @Test("A plan makes no video and says what the rendering then does")
    func plan() async throws {
        let folder = try JobFolder(picture: PNGFile.bytes(Self.draw(.subject), .rgb))
        var order = JobFolder.order { $0.motion = .auto }
        let rendered = try await folder.render(order)
        order.isPlan = true
        let planned = try folder.renderHere(order, to: "none.mp4")
        #expect(planned.choices == rendered.choices && planned.path == rendered.path)
    }
}
