import Files
import Fixtures
import Testing

struct NoticeSocketTests {
    @Test("A notice comes whole, to a path and to an abstract address", arguments: [false, true])
    func comes(isAbstract: Bool) throws {
        let listener = try NoticeListener(isAbstract: isAbstract)
        let socket = NoticeSocket(address: listener.address)
        try socket.send("READY=1\nSTATUS=é")
        try socket.send("STOPPING=1")
        #expect(listener.take() == ["READY=1\nSTATUS=é", "STOPPING=1"])
        #expect(listener.take() == [])
    }

    @Test("A notice that nobody takes is an error, in words")
    func nobody() throws {
        let folder = try TestFolder()
        let socket = NoticeSocket(address: folder.at("none"))
        let error = #expect(throws: FileError.self) { try socket.send("READY=1") }
        #expect(
            error?.description == "Could not send a notice to “\(folder.at("none"))”: No such file or directory. "
                + "Check the path, and that its volume is mounted.")
    }

    @Test("A listener that does not read holds nobody up")
    func full() throws {
        let listener = try NoticeListener()
        let socket = NoticeSocket(address: listener.address)
        let error = #expect(throws: FileError.self) { for _ in 0..<100_000 { try socket.send("WATCHDOG=1") } }
        #expect(error?.isTransient == true)
        #expect(listener.take().allSatisfy { $0 == "WATCHDOG=1" })
        try socket.send("READY=1")
        #expect(listener.take() == ["READY=1"])
    }

    @Test("An address too long for a socket is refused", arguments: ["/", "@"])
    func long(start: String) throws {
        let address = start + String(repeating: "a", count: 108)
        let error = #expect(throws: FileError.self) { try NoticeSocket(address: address).send("READY=1") }
        #expect(error?.description.contains("File name too long. Use a shorter name.") == true)
    }
}
