import Model

/// Names for what is written to the outbox, from the picture's.
struct OutputNames {
    private let picture: RelativePath
    /// Makes a shortened name the picture's own.
    private let id: Int64

    init(_ picture: RelativePath, id: Int64) {
        self.picture = picture
        self.id = id
    }

    /// `photo.mp4`, `photo-2.mp4`, …: the first that is free is taken.
    func videos(_ format: VideoFormat) -> some Sequence<RelativePath> {
        numbered(Self.stem(of: picture.name), ending: ".\(format.rawValue)")
    }

    /// `photo.jpg.error.json`, …
    var notes: some Sequence<RelativePath> { numbered(picture.name, ending: Self.noteEnding) }

    /// The picture that a note was called after; nil when it is not called like a note.
    static func picture(ofNote note: RelativePath) -> RelativePath? {
        guard note.name.suffix(noteEnding.utf8.count).elementsEqual(noteEnding.utf8) else { return nil }
        return note.parent.appending(note.name.dropLast(noteEnding.utf8.count))
    }

    private static let noteEnding = ".error.json"

    /// `photo.receipt.json`, … beside `photo.mp4`.
    func receipts(of video: RelativePath) -> some Sequence<RelativePath> {
        numbered(Self.stem(of: video.name), ending: ".receipt.json")
    }

    private static func stem(of name: [UInt8]) -> [UInt8] {
        name.lastIndex(of: UInt8(ascii: ".")).map { $0 == 0 ? name : Array(name[..<$0]) } ?? name
    }

    private func numbered(_ stem: [UInt8], ending: String) -> some Sequence<RelativePath> {
        let short = Self.shortened(stem, for: "-9999\(ending)", id: id)
        return (1...9999).lazy.compactMap { number in
            picture.parent.appending(short + Array((number == 1 ? ending : "-\(number)\(ending)").utf8))
        }
    }

    /// Linux's longest name in bytes (NAME_MAX).
    private static let longest = 255

    /// The stem, cut where a character begins and marked with an id if it would be too long with its ending.
    private static func shortened(_ stem: [UInt8], for ending: String, id: Int64) -> [UInt8] {
        let room = longest - ending.utf8.count
        guard stem.count > room else { return stem }
        let mark = Array("~\(String(id, radix: 36))".utf8)
        var cut = stem.prefix(room - mark.count)
        while let last = cut.last, last & 0xC0 == 0x80 { cut.removeLast() }
        if let last = cut.last, last >= 0xC0 { cut.removeLast() }
        return cut + mark
    }
}
