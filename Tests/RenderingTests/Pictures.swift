import Media
import Model
import Pixels
import TestPictures

@testable import Rendering

/// A drawing as a decoded picture, through a lossless file.
func picture(_ drawing: Drawing, orientation: UInt8 = 1) throws -> Picture {
    let file = PNGFile.bytes(
        drawing, .rgb, bits: 16, chunks: [PNGFile.chunk("eXIf", Metadata.exif(orientation: orientation))])
    return try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 24).picture
}

/// A shot that fills its frame with these windows.
func shot(
    _ width: Int, _ height: Int, _ windows: [Window], viewport: Viewport? = nil, backdrop: Backdrop = .plain(.black)
)
    -> Shot
{
    Shot(
        width: width, height: height, frameRate: FrameRate(30),
        viewport: viewport ?? Viewport(x: 0, y: 0, width: width, height: height), backdrop: backdrop,
        background: .black,
        windows: windows,
        choices: Choices(motion: .still, amount: 0.2, fit: .cover, focus: Point(x: 0.5, y: 0.5), reasons: []))
}

extension Frame {
    func sample(_ plane: Int, _ x: Int, _ y: Int) -> Int {
        pixels.withSamples(ofPlane: plane, as: UInt8.self) { Int($0[y * pixels.planes[plane].pitch + x]) }
    }

    /// Y, Cb and Cr that a pixel is shown with.
    func color(_ x: Int, _ y: Int) -> [Int] { [sample(0, x, y), sample(1, x / 2, y / 2), sample(2, x / 2, y / 2)] }

    /// Every sample of every plane.
    var samples: [Int] {
        (0..<3).flatMap { plane in
            (0..<pixels.planes[plane].height).flatMap { y in
                (0..<pixels.planes[plane].width).map { sample(plane, $0, y) }
            }
        }
    }
}

/// A colour in BT.709 limited range (ITU-R BT.709-6, items 3.2 to 3.5), unrounded.
func expected(_ pixel: Drawing.Pixel) -> [Double] {
    let (r, g, b) = (Double(pixel.red) / 65535, Double(pixel.green) / 65535, Double(pixel.blue) / 65535)
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return [16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748]
}

/// Whether each component is at most `tolerance` codes away.
func isNear(_ color: [Int], _ pixel: Drawing.Pixel, within tolerance: Double = 1) -> Bool {
    zip(color, expected(pixel)).allSatisfy { abs(Double($0) - $1) <= tolerance }
}
