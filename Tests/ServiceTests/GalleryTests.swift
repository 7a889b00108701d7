import Fixtures
import Foundation
import Model
import Synchronization
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(3))) struct GalleryTests {
    private let root: TestFolder

    init() throws { root = try TestFolder() }

    private func gallery(picture: String? = nil, force: Bool = false) -> Gallery {
        Gallery(
            picture: picture, folder: root.at("new/gallery"), force: force, configuration: Configuration(),
            executable: Program.soframe, seconds: 0.5)
    }

    @Test("The page holds a clip of every motion, and asks for nothing from outside")
    func page() async throws {
        let seen = Mutex<[Motion]>([])
        let path = try await gallery().render { motion, number, frame, total in
            if frame == 0 { seen.withLock { $0.append(motion) } }
            #expect((1...Motion.allCases.count).contains(number) && frame <= total)
        }
        #expect(path == root.at("new/gallery/index.html"))
        #expect(root.files(in: "new/gallery") == ["index.html"], "the clips are inside")
        #expect(seen.withLock { $0 } == Motion.allCases)

        let page = try root.read("new/gallery/index.html")
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        let clips = page.components(separatedBy: "src=\"data:video/mp4;base64,").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
        #expect(clips.count == Motion.allCases.count)
        for (number, clip) in clips.enumerated() {
            try root.write("\(number).mp4", try #require(Data(base64Encoded: String(clip))))
            let video = try await Video(decoding: root.at("\(number).mp4"))
            #expect(video == Video(width: 480, height: 270, frames: 15))
        }
        #expect(page.components(separatedBy: "src=").count == clips.count + 1, "nothing else is a source")
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("url("))
        #expect(page.contains("default-src 'none'"))
        for preset in Preset.all { #expect(page.contains("aria-label=\"\(preset.motion.rawValue): ")) }
        #expect(page.contains("Here: motion is dolly_in because there is depth to move through (file);"))
        let through = Motion.allCases.filter(\.isThroughDepth).count
        #expect(page.components(separatedBy: "<p class=\"reason\">Here: depth from file.</p>").count == through + 1)
    }

    @Test("A page that is there is kept, unless it may be replaced, before anything is rendered")
    func existing() async throws {
        try root.write("new/gallery/index.html", "mine")
        await #expect(
            throws: UserError(
                "\(root.at("new/gallery"))/index.html exists already; use --force to replace it, or choose another folder."
            )
        ) {
            try await gallery().render { _, _, _, _ in Issue.record("It renders.") }
        }
        #expect(try root.read("new/gallery/index.html") == "mine")
    }

    @Test("A picture of one's own that cannot be rendered is told of in a sentence, and no page is left")
    func broken() async throws {
        try root.write("text.jpg", "no picture")
        await #expect {
            _ = try await gallery(picture: root.at("text.jpg")).render { _, _, _, _ in }
        } throws: { ($0 as? JobFailure)?.code == .notAnImage }
        #expect(root.files(in: "new/gallery") == [])
        await #expect {
            _ = try await gallery(picture: root.at("none.jpg")).render { _, _, _, _ in }
        } throws: { "\($0)".contains("none.jpg”: ") }
    }
}
