import Model
import Testing

@testable import Intake

struct NameRulesTests {
    @Test(
        "A picture is known by its extension, in any case",
        arguments: [
            "a.jpg", "a.JPG", "a.jpeg", "a.jpe", "a.jfif", "a.png", "a.PnG", "a.webp", "a.tif", "a.tiff", "a.bmp",
            "a.gif", "a.jxl", "a.avif", "a.heic", "a.heif", "img%03d.jpg", "a:b.jpg", "-rf.jpg", "a b.jpg", "a.tar.jpg",
            "in.depth", "x\n.jpg",
        ])
    func pictures(name: String) throws {
        #expect(try role(name) == (name == "in.depth" ? .foreign : .picture))
    }

    @Test("A name that is not valid UTF-8 is judged all the same")
    func invalidUTF8() {
        #expect(NameRules.role(ofName: [0xFF, 0xC3] + Array(".jpg".utf8)) == .picture)
        #expect(NameRules.role(ofName: Array("a.jp".utf8) + [0xFF]) == .foreign)
    }

    @Test(
        "A sidecar ends in .json, and is sure to be one when a picture's whole name stands before",
        arguments: [("a.jpg.json", true), ("a.HEIC.json", true), ("a.json", false), ("a.b.json", false)])
    func sidecars(name: String, named: Bool) throws {
        #expect(try role(name) == .sidecar(named: named))
        #expect(try role(name).kind == (named ? .sidecar : nil))
    }

    @Test("The folder's defaults are neither a sidecar nor an input")
    func defaults() throws {
        #expect(try role("soframe-defaults.json") == .folderDefaults)
        #expect(try role("sub/soframe-defaults.json") == .folderDefaults)
        #expect(FileRole.folderDefaults.kind == nil)
        #expect(try role("Soframe-defaults.json") == .sidecar(named: false))
    }

    @Test("Companions are no pictures", arguments: ["a.depth.png", "a.Depth.PNG", "a.depth.tif", "a.depth.png.json"])
    func companions(name: String) throws {
        #expect(try role(name) == .companion)
    }

    @Test(
        "Files in flight look like abandoned transfers",
        arguments: [
            "a.jpg.part", "a.jpg.partial", "a.jpg.filepart", "a.jpg.crdownload", "a.jpg.download", "a.jpg.tmp",
            "a.temp", "a.JPG.Part", "a.jpg.!sync", "a.jpg.SyncPart", "a.SyncTemp", "a.SyncOld", "a.jpg.insyncdl",
            "a.jpg.0a1B2c3D.partial", "a.jpg.ocTransferId123.part", ".a.jpg.ocTransferId9.part", ".in.a.jpg.",
            ".syncthing.a.jpg.tmp", "~syncthing~a.jpg.tmp", ".a.jpg.Ab12Cd", ".a.jpg.json.Ab12Cd", ".a.PNG.000000",
            ".rsync-partial/a.jpg", "sub/.~tmp~/a.jpg",
        ])
    func transfers(name: String) throws {
        #expect(try role(name) == .transfer)
        #expect(NameRules.isUneventful(try place(name), isFolder: false))
    }

    @Test(
        "These are passed over",
        arguments: [
            ".a.jpg", ".hidden", ".jpg", "~a.jpg", "a.jpg~", "~$a.jpg", ".a.jpg.swp", "a.jpg.swp", "Thumbs.db",
            "thumbs.db", "desktop.ini", "Desktop.ini", ".bashrc.backup", ".a.jpg.Ab12C-", ".stfolder/a.jpg",
            "@eaDir/a.jpg", "__MACOSX/a.jpg", ".sync/a.jpg", ".stversions/a.jpg", ".dropbox.cache/a.jpg",
            "sub/.Trashes/a.jpg", ".soframe-0123456789abcdef",
        ])
    func skipped(name: String) throws {
        #expect(try role(name) == .skipped)
    }

    @Test(
        "Clashing versions are held back",
        arguments: ["a.sync-conflict-20260101-101010-ABCDEFG.jpg", "a_conflict-20260101-101010.jpg"])
    func heldBack(name: String) throws {
        #expect(try role(name) == .heldBack)
        #expect(!NameRules.isUneventful(try place(name), isFolder: false))
    }

    @Test("Everything else is foreign", arguments: ["a.txt", "jpg", "README", "a.jpg.", "a.svg", "a.mp4", "a.jpg.zip"])
    func foreign(name: String) throws {
        #expect(try role(name) == .foreign)
    }

    @Test(
        "Folders are passed over by name",
        arguments: [
            ("@eaDir", FolderRole.skipped), ("__MACOSX", .skipped), (".sync", .skipped), (".stfolder", .skipped),
            (".stversions", .skipped), (".rsync-partial", .transfers), (".~tmp~", .transfers),
            (".dropbox.cache", .skipped), (".Trashes", .skipped), ("~x", .skipped), ("a.jpg", .ordinary),
            ("holiday", .ordinary),
        ])
    func folders(name: String, role: FolderRole) throws {
        #expect(NameRules.folder(Array(name.utf8)) == role)
        #expect(NameRules.isUneventful(try place("sub/" + name), isFolder: true) == (role != .ordinary))
    }

    @Test(
        "A picture's sidecar may have either name, the full one first",
        arguments: [
            ("a.jpg", ["a.jpg.json", "a.json"]), ("s/a.b.JPG", ["s/a.b.JPG.json", "s/a.b.json"]),
            ("soframe-defaults.jpg", ["soframe-defaults.jpg.json"]),
        ])
    func candidates(picture: String, sidecars: [String]) throws {
        #expect(SidecarNames.candidates(for: try place(picture)).map(\.description) == sidecars)
    }

    @Test("Defaults are looked for from the picture's folder up")
    func defaultsPlaces() throws {
        let picture = try place("a/b/c.jpg")
        let every = ["a/b/soframe-defaults.json", "a/soframe-defaults.json", "soframe-defaults.json"]
        #expect(SidecarNames.defaults(for: picture, recursive: true).map(\.description) == every)
        #expect(SidecarNames.defaults(for: picture, recursive: false).map(\.description) == [every[0]])
    }

    private func role(_ name: String) throws -> FileRole { NameRules.role(of: try place(name)) }
}
