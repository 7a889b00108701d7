import ArgumentParser
import Depth
import Direction
import Foundation
import Media
import Model
import Pixels
import Rendering

/// What frames are rendered from, named on the command line.
struct SceneOptions: ParsableArguments {
    @Argument(help: "A picture.", completion: .file())
    var picture: String

    @Argument(help: "Its sidecar.", completion: .file())
    var sidecar: String

    @Option(help: "A map of its depth; without it a move through depth takes the built-in relief.", completion: .file())
    var depth: String?

    func scene() throws -> Scene { try Scene(picture: picture, sidecar: sidecar, depth: depth) }
}

/// A picture with its shot, decoded and planned as a worker does it.
struct Scene {
    let picture: Picture
    let shot: Shot
    let depth: DepthMap?

    init(picture path: String, sidecar: String, depth depthPath: String?) throws {
        let settings = Settings.resolved([try SettingsLayer.read(try Self.bytes(sidecar))])
        let picture = try Self.decoded(path)
        let map = try depthPath.map { path throws -> Picture in try Self.decoded(path) }
        let size = picture.uprightSize
        var found: PictureDepth?
        shot = try Director(
            settings, pictureWidth: size.width, pictureHeight: size.height,
            depthSource: map == nil ? .relief : .file,
            look: { () throws(JobFailure) in
                PictureLook(try Self.colors(of: picture, longSide: PictureLook.longSide))
            },
            depth: { () throws(JobFailure) in
                let depth =
                    if let map {
                        PictureDepth(try DepthPicture(map, called: "depth file").field(for: size), source: .file)
                    } else {
                        PictureDepth(
                            Relief.estimate(try Self.colors(of: picture, longSide: Relief.longSide)), source: .relief)
                    }
                found = depth
                return depth
            }
        ).shot()
        self.picture = picture
        depth = found?.map
    }

    static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

    /// Far more pixels than anything that is measured has.
    private static let pixelLimit = 1 << 28

    static func decoded(_ path: String) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: try bytes(path)), pixelLimit: pixelLimit).picture
    }

    /// - Throws: As one error whatever went wrong, since the director knows no other.
    static func colors(of picture: Picture, longSide: Int) throws(JobFailure) -> LabPicture {
        do throws(RenderingError) {
            return try SmallColors.lab(of: picture, longSide: longSide, background: .black)
        } catch {
            throw JobFailure(.internalError, "\(error)", advice: "")
        }
    }
}
