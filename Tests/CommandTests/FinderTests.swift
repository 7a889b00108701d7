import Fixtures
import Foundation
import TestPictures
import Testing

/// That nothing is found proves nothing unless something would be.
@Suite(.timeLimit(.minutes(1)))
struct FinderTests {
    private static let word = "Kanarienvögel"

    /// The word as other means than the finder's write it, behind so many bytes.
    private static func written(_ writing: Traces.Writing, behind count: Int) throws -> Data {
        let before = String(repeating: "z", count: count)
        let text = before + word + "!"
        switch writing {
        case .utf8: return Data(text.utf8)
        case .utf16LittleEndian: return try #require(text.data(using: .utf16LittleEndian))
        case .utf16BigEndian: return try #require(text.data(using: .utf16BigEndian))
        case .base64: return Data(text.utf8).base64EncodedData()
        case .hexadecimal: return Data(Data(text.utf8).map { String(format: "%02x", $0) }.joined().utf8)
        }
    }

    @Test("A word is found however it is written, and wherever", arguments: Traces.Writing.allCases, 0..<4)
    func found(writing: Traces.Writing, count: Int) throws {
        let traces = Traces(of: Self.word)
        let bytes = try Self.written(writing, behind: count)
        #expect(traces.found(in: bytes).contains("\(Self.word) as \(writing.rawValue)"))
        let capitals = traces.found(in: String(decoding: bytes, as: UTF8.self).uppercased())
        #expect(capitals.isEmpty != (writing == .hexadecimal), "only digits have capitals that mean the same")
        #expect(traces.found(in: bytes.dropLast(6 + 2)) == [])
    }

    @Test("Numbers are found in either order of their bytes")
    func numbers() {
        let traces = Traces(of: [1, 258])
        #expect(traces.found(in: Data([9, 0, 0, 0, 1, 0, 0, 1, 2])) == ["[1, 258], high byte first"])
        #expect(traces.found(in: Data([1, 0, 0, 0, 2, 1, 0, 0, 9])) == ["[1, 258], low byte first"])
        #expect(traces.found(in: Data([1, 0, 0, 0, 2, 0, 0, 0, 9])) == [])
    }

    @Test("What SQLite leaves of a row that it deleted is found, where nothing overwrites it")
    func deletedRow() async throws {
        let folder = try TestFolder()
        let script = """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1], isolation_level=None)
            database.execute("PRAGMA secure_delete = OFF")
            database.execute("CREATE TABLE name (path BLOB)")
            database.execute("INSERT INTO name VALUES (?)", ["Nachtigall.jpg".encode()])
            database.execute("DELETE FROM name")
            """
        try await run("python3", "-c", script, folder.at("journal.sqlite"))
        #expect(
            try Traces(of: "Nachtigall").found(inFilesOf: folder, below: ".")
                == ["./journal.sqlite: Nachtigall as UTF-8"])
    }

    @Test("Every word that is planted in a picture is found in it", arguments: PlantedPicture.allCases)
    func planted(format: PlantedPicture) throws {
        let file = Data(try format.file())
        let found = PlantedPicture.Place.allCases.filter { !Traces(of: $0.word).found(in: file).isEmpty }
        #expect(Set(found) == format.places)
        #expect(
            Traces(of: PlantedPicture.seconds).found(in: file).isEmpty != format.hasSeconds,
            "the position is there where there is Exif")
    }
}
