import Fixtures
import Foundation
import Testing

/// The real program as it speaks to systemd's journal.
@Suite(.timeLimit(.minutes(2)))
struct JournalLogTests {
    @Test("For the journal each line begins with its severity and has no time; elsewhere and as JSON all is as ever")
    func journal() async throws {
        // The journal's stream is standard error itself, by device and inode.
        func errors(of stream: String, _ options: String) async throws -> String {
            let installation = try Watched(#""sandbox": "seccomp_only""#)
            let program = try Program(
                "/bin/sh",
                [
                    "-c", "JOURNAL_STREAM=\(stream) exec \"$0\" watch \"$1\" \(options)", Program.soframe,
                    installation.root.path,
                ])
            try await until("the inbox is watched") { program.errors.contains("watching") }
            return try await installation.stop(program).errors
        }
        let here = "$(stat -Lc %d:%i /proc/self/fd/2)"
        let lines = try await errors(of: here, "").split(separator: "\n")
        #expect(lines.allSatisfy { $0.wholeMatch(of: /<[3-6]>[a-z].*/) != nil }, "\(lines)")
        #expect(lines.contains("<6>watching by=inotify"))
        #expect(
            lines.contains {
                $0.hasPrefix("<4>decoding is not fully contained") && $0.hasSuffix("sandbox=seccomp_only")
            })
        #expect(try await errors(of: "1:1", "").contains("<6>") == false)
        let json = try await errors(of: here, "--log-format json")
        for line in json.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
            #expect(object?["time"] != nil && object?["level"] != nil)
        }
    }

    /// Runs a command as if the journal read its errors.
    private func inJournal(_ command: String, _ root: String) async throws -> Ended {
        let line = "JOURNAL_STREAM=$(stat -Lc %d:%i /proc/self/fd/2) exec \"$0\" \(command) \"$1\""
        return try await Program("/bin/sh", ["-c", line, Program.soframe, root]).end()
    }

    @Test("A failure of any command is an error in the journal")
    func failures() async throws {
        let root = try TestFolder()
        try root.write("soframe.json", "nonsense")
        let wrong = try await inJournal("clean", root.path)
        #expect(wrong.code == 1 && wrong.errors.hasPrefix("<3>soframe: "), "\(wrong.errors)")
    }

    @Test(
        "Clean tells the journal how many files it could not delete, and a terminal which",
        .enabled(if: Volume.canMount))
    func namelessClean() async throws {
        let installation = try Watched(#""retention": {"keep": "1s", "schedule": {"every": "1s"}}"#)
        let picture = try installation.root.write("inbox/secret.jpg", "no picture")
        // What is mounted cannot be removed.
        try Volume.show(picture, at: picture)
        defer { Volume.hide(picture) }
        var ended = try await inJournal("clean", installation.root.path)
        try await until("its time is over") {
            ended = try await inJournal("clean", installation.root.path)
            // It may become overdue just after the sweep has looked.
            return ended.code == 1 && ended.errors.hasPrefix("<3>")
        }
        #expect(
            ended.errors.hasPrefix(
                "<3>1 files could not be deleted or noted; soframe clean on a terminal says which and why.\n<6>0 files")
        )
        #expect(!ended.errors.contains("secret"))
        #expect(try await soframe("clean", installation.root.path).errors.contains("secret.jpg"))
    }

    @Test("Batch tells the journal of jobs by their numbers, and a terminal of pictures")
    func namelessBatch() async throws {
        let installation = try Watched()
        try installation.root.write("inbox/secret.jpg", try await Pictures.jpeg())
        try installation.root.write("inbox/secret-too.jpg", "no picture")
        let ended = try await inJournal("batch", installation.root.path)
        #expect(ended.code == 1)
        #expect(!ended.errors.contains("secret"), "\(ended.errors)")
        #expect(ended.errors.contains(/<6>Job [12] is delivered\.\n/))
        #expect(ended.errors.contains(/<6>Job [12] failed: not-an-image\.\n/))
    }
}
