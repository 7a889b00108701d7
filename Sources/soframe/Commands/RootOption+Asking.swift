import ArgumentParser
import Model
import Service

extension RootOption {
    /// Asks something of each file, and says what became of it; the exit code is 1 when one of them was refused.
    func ask(
        _ action: UserRequest, of files: [String], words: String = "", until end: Timestamp? = nil
    ) async throws {
        let run = RequestRun(try open())
        var isRefused = false
        for file in files {
            let answer = try await run.run(action, file, words: words, until: end)
            Terminal.say(answer.sentence)
            isRefused = isRefused || !answer.succeeded
        }
        if isRefused { throw ExitCode(1) }
    }
}
