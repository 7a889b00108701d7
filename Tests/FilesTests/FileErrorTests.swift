import Glibc
import Testing

@testable import Files

struct FileErrorTests {
    @Test(
        "A full volume, a failing disk and a vanished server are the machine's fault",
        arguments: [ENOSPC, EDQUOT, EIO, ESTALE, ENODEV, EROFS, ENOMEM, EMFILE])
    func transient(number: Int32) {
        let error = FileError(.write, "a.mp4", .system(number))
        #expect(error.isTransient)
        #expect(error.isNoSpace == [ENOSPC, EDQUOT].contains(number))
        #expect(!error.isMissing)
    }

    @Test("Missing files, missing rights and refusals of the program itself are not")
    func lasting() {
        for reason: FileError.Reason in [
            .system(ENOENT), .system(EACCES), .system(EEXIST), .notRegular(.pipe), .tooLarge(limit: 1), .cameBack,
        ] {
            #expect(!FileError(.open, "a.jpg", reason).isTransient)
        }
    }

    @Test("Each sentence says what failed, on what, why, and what to do")
    func sentences() {
        #expect(
            FileError(.write, "a.mp4", .system(ENOSPC)).description
                == "Could not write “a.mp4”: No space left on device. Free some space on the volume.")
        #expect(
            FileError(.open, "a.jpg", .system(EACCES)).description
                == "Could not open “a.jpg”: Permission denied. Give the user that runs soframe access to it.")
        #expect(
            FileError(.remove, "a.jpg", .cameBack).description
                == "Could not remove “a.jpg”: another program put the same file back at once. "
                + "Find the program that restores it, and stop it for this folder.")
    }
}
