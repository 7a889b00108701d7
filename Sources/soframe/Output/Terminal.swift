import ArgumentParser
import Foundation
import Model
import Service

/// Standard error, where everything goes that is not a command's result.
enum Terminal {
    /// Says something on lines of its own; who reads the journal sees how bad it is.
    static func say(_ sentence: String, _ severity: Severity = .info) {
        write(severity.marked(sentence, forJournal: isJournal) + "\n")
    }

    /// Says what a command could not delete or note. The sentences name files, and the journal keeps what it is told: there it
    /// is only how many.
    static func say(troubles: [String], of command: String) {
        if isJournal, !troubles.isEmpty {
            say(
                "\(troubles.count) files could not be deleted or noted; soframe \(command) on a terminal says which and why.",
                .error)
        } else {
            for trouble in troubles { say(trouble) }
        }
    }

    /// Whoever reads it may have gone, which is no reason to stop.
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Whether a person may be watching.
    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether it goes to systemd's journal.
    static let isJournal =
        JournalStream(ProcessInfo.processInfo.environment["JOURNAL_STREAM"])?.isOpen(as: STDERR_FILENO) ?? false
}

/// Runs a command's work, and turns what it throws into sentences on standard error and the exit code 1.
func reportingErrors(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let failure as JobFailure {
        Terminal.say("soframe: \(failure.sentence) \(failure.advice) [\(failure.code.rawValue)]", .error)
        throw ExitCode(1)
    } catch let exit as ExitCode {
        throw exit
    } catch let held as HeldByAnother {
        Terminal.say("soframe: \(held)", .error)
        throw ExitCode(3)
    } catch {
        Terminal.say("soframe: \(error)", .error)
        throw ExitCode(1)
    }
}
