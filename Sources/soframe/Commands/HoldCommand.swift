import ArgumentParser
import Model
import Service

struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Exempt pictures from deletion on schedule, or release them.",
        discussion: """
            A hold covers a picture, what belongs to it and what was made of it. soframe explain shows it. Once it is \
            released or over, what is past its deadline goes with the next sweep.
            Exit codes: 0 done for all, 1 not for some.
            """)

    @Argument(help: "Pictures in the inbox, or videos in the outbox.", completion: .file())
    var files: [String]

    @Option(help: "Why, in a few words; kept as long as the hold.")
    var reason: String?

    @Option(name: .customLong("for"), help: "How long, such as 7d; without it, until it is released.")
    var span: String?

    @Flag(help: "End the hold.")
    var release = false

    @OptionGroup var root: RootOption

    func validate() throws {
        if release, reason != nil || span != nil {
            throw ValidationError("--release takes neither --reason nor --for.")
        }
        if let span, (TimeSpan(span) ?? .zero) == .zero {
            throw ValidationError("--for \(span) is no length of time; use one such as 45s, 10m, 24h or 7d.")
        }
        guard !release else { return }
        guard let reason, !reason.isEmpty else { throw ValidationError("Say with --reason why the files are held.") }
        guard reason.utf8.count <= 500, !reason.contains(where: \.isNewline) else {
            throw ValidationError("--reason takes one line of at most 500 bytes.")
        }
    }

    func run() async throws {
        try await reportingErrors {
            if release {
                try await root.ask(.release, of: files)
            } else {
                let end = span.flatMap { TimeSpan($0) }.map { Timestamp.now + $0 }
                try await root.ask(.hold, of: files, words: reason ?? "", until: end)
            }
        }
    }
}
