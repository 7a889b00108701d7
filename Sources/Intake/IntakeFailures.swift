import Files
import Model
import StrictJSON

/// Refusals in the words of the person who sent the picture. Names are escaped: a note is read in a terminal.
extension JobFailure {
    /// The picture itself stands in the way.
    static func picture(_ obstacle: Obstacle) -> JobFailure { obstacle.failure("The picture", again: "the picture") }

    /// A settings file does.
    static func settingsFile(_ path: RelativePath, _ obstacle: Obstacle) -> JobFailure {
        obstacle.failure("The settings file “\(name(path))”", again: "the settings file")
    }

    /// A depth file does.
    static func depthFile(_ path: RelativePath, _ obstacle: Obstacle) -> JobFailure {
        obstacle.failure("The depth file “\(name(path))”", again: "the depth file")
    }

    static func tooLarge(limit: Int64) -> JobFailure {
        JobFailure(
            .fileTooLarge, "The picture's file is larger than limits.file_bytes allows (\(limit) bytes).",
            advice: "Send a smaller file, or raise limits.file_bytes.")
    }

    static func settingsTooLarge(_ path: RelativePath) -> JobFailure {
        JobFailure(
            .sidecarTooLarge,
            "The settings file “\(name(path))” is larger than \(SettingsFiles.limit) bytes.",
            advice: "Make it shorter; the picture is rendered as soon as it is valid.")
    }

    static func settings(_ path: RelativePath, _ error: SettingsError) -> JobFailure {
        if case .tooLarge = error.reason { return settingsTooLarge(path) }
        return JobFailure(
            .sidecarInvalid, "The settings file “\(name(path))” is not valid. \(error)",
            advice: "Correct it; the picture is rendered as soon as it is valid.")
    }

    /// Folder defaults are named with their folder, since they need not be beside the picture.
    private static func name(_ path: RelativePath) -> String {
        NameRules.role(of: path) == .folderDefaults ? path.description : DisplayText.escaped(path.name)
    }
}

extension Obstacle {
    fileprivate func failure(_ subject: String, again: String) -> JobFailure {
        switch self {
        case .notRegular(let kind):
            JobFailure(
                .notARegularFile, "\(subject) is \(kind.withArticle), not a regular file.",
                advice: "Put the file itself there.")
        case .linked:
            JobFailure(
                .linkedElsewhere,
                "\(subject) has another name on this volume (a hard link), so it could not be deleted.",
                advice: "Remove the other name, or copy the file instead; \(again) is then taken.")
        case .unreadable:
            JobFailure(
                .unreadable, "\(subject) may not be read by the user that runs soframe.",
                advice: "Give that user the right to read it; \(again) is then taken.")
        }
    }
}
