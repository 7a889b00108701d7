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
            ("Rar!\u{1A}\u{7}", "an archive", "Unpack"), ("7z\u{BC}\u{AF}\u{27}\u{1C}", "an archive", "Unpack"),
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

    @Test(
        "A text that begins like a picture or an archive is neither",
        arguments: ["BMW makes cars, and this is a list of them.", "7zip packs files.", "In 2019 CR began.", "BM"])
    func texts(start: String) {
        #expect(refusal(Array(start.utf8)) == .notAPicture("its content is that of no known picture format"))
    }

    @Test("A TIFF whose first pixels look like the mark of a raw file is read")
    func marked() throws {
        // Width, height, bits, no compression, black is zero, strips from byte 8, of samples, rows and bytes.
        let entries: [(tag: UInt8, value: UInt8)] = [
            (0, 2), (1, 2), (2, 8), (3, 1), (6, 1), (17, 8), (21, 1), (22, 2), (23, 4),
        ]
        var file = Array("II*\0".utf8) + [12, 0, 0, 0] + Array("CR".utf8) + [2, 3, UInt8(entries.count), 0]
        for entry in entries { file += [entry.tag, 1, 3, 0, 1, 0, 0, 0, entry.value, 0, 0, 0] }
        file += [0, 0, 0, 0]
        let picture = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
        #expect(picture.pixels.map { $0[0] } == [67, 82, 2, 3])
    }

    @Test("A tape archive is known by the word in its middle")
    func tar() {
        let file = Array("photo.jpg".utf8) + Array(repeating: 0, count: 248) + Array("ustar\0".utf8)
        #expect(
            refusal(file) == .notAPicture("it is an archive", advice: "Unpack it and send the pictures one by one."))
    }
}
