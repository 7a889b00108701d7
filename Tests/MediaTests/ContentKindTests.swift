import Media
import Testing

/// Files whose content is not that of a picture that we render, whatever their name says.
@Suite struct ContentKindTests {
    private func refusal(_ start: [UInt8]) -> MediaError? {
        #expect(throws: MediaError.self) { try EncodedPicture(file: start + Array(repeating: 0, count: 600)) }
    }

    @Test(
        "A picture of a kind that is not rendered is called what it is, with a way out",
        arguments: [
            ("II*\0\u{10}\0\0\0CR\u{2}\0", "a camera's raw file", "Develop it"),
            ("\0\0\0\u{18}ftypcrx ", "a camera's raw file", "Develop it"),
            ("FUJIFILMCCD-RAW 0201", "a camera's raw file", "Develop it"),
            ("IIRO\u{8}\0", "a camera's raw file", "Develop it"),
            ("IIU\0\u{18}\0", "a camera's raw file", "Develop it"),
            ("FOVb", "a camera's raw file", "Develop it"), ("\0MRM", "a camera's raw file", "Develop it"),
            ("8BPS\0\u{1}", "a Photoshop document", "Convert it"), ("gimp xcf v011", "a GIMP document", "Convert it"),
            ("\0\0\0\u{C}jP  \r\n", "a JPEG 2000", "Convert it"), ("#?RADIANCE\n", "a Radiance picture", "Convert it"),
            ("\0\0\u{1}\0\u{1}\0", "an icon", "Convert it"), ("qoif", "a QOI picture", "Convert it"),
            ("II+\0\u{8}\0", "a BigTIFF", "Convert it"), ("MM\0+\0\u{8}", "a BigTIFF", "Convert it"),
        ])
    func otherPictures(start: String, name: String, advice: String) {
        guard case .unsupported(let reason, let remedy) = refusal(Array(start.utf8)) else {
            Issue.record("it was not refused as unsupported")
            return
        }
        #expect(reason == "it is \(name)")
        #expect(remedy.hasPrefix(advice))
    }

    @Test(
        "What is no picture is called what it is, with a way out",
        arguments: [
            ("<svg xmlns=\"http://www.w3.org/2000/svg\">", "an SVG drawing", "Export"),
            ("<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg width=\"9\">", "an SVG drawing", "Export"),
            ("%PDF-1.7", "a PDF", "Export"), ("%!PS-Adobe-3.0", "a PostScript document", "Export"),
            ("push graphic-context\nviewbox 0 0 640 480", "an MVG drawing", "Export"),
            ("#EXTM3U\n#EXTINF:10,\nhttp://example.org/a.ts", "a playlist", "Save a single frame"),
            ("ffconcat version 1.0\nfile a.jpg", "a playlist", "Save a single frame"),
            ("<!DOCTYPE html><html>", "a web page", "Download"),
            ("\0\0\0\u{18}ftypisom", "a video", "Save a single frame"),
            ("\0\0\0\u{14}ftypqt  ", "a video", "Save a single frame"),
            ("\u{1A}E\u{DF}\u{A3}", "a video", "Save a single frame"),
            ("RIFF\0\0\0\0AVI ", "a video", "Save a single frame"),
            ("OggS", "a video", "Save a single frame"), ("PK\u{3}\u{4}", "an archive", "Unpack"),
            ("Rar!\u{1A}\u{7}", "an archive", "Unpack"), ("7z\u{BC}\u{AF}", "an archive", "Unpack"),
            ("\u{1F}\u{8B}\u{8}", "an archive", "Unpack"), ("BZh9", "an archive", "Unpack"),
            ("ID3\u{3}", "a sound", "Send a JPEG"),
        ])
    func noPictures(start: String, name: String, advice: String) {
        // One byte a character, so that those beyond ASCII are single bytes too.
        let bytes = start.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        guard case .notAPicture(let reason, let remedy) = refusal(bytes) else {
            Issue.record("it was not refused as no picture")
            return
        }
        #expect(reason == "it is \(name)")
        #expect(remedy.hasPrefix(advice))
    }

    @Test("A tape archive is known by the word in its middle")
    func tar() {
        let file = Array("photo.jpg".utf8) + Array(repeating: 0, count: 248) + Array("ustar\0".utf8)
        #expect(
            refusal(file) == .notAPicture("it is an archive", advice: "Unpack it and send the pictures one by one."))
    }
}
