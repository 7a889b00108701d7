import Files
import Intake
import Model

/// Whether changes in an installation's inbox are told everywhere, or which folders are polled and why.
enum WatchCheck {
    /// More folders are counted only.
    private static let limit = 10

    /// Looks through the inbox. One that is not there, or cannot be read, is for others to report.
    static func examine(_ paths: InstallationPaths, limits: InotifyLimits = InotifyLimits()) -> [Finding] {
        guard let inbox = try? Directory.open(paths.inbox),
            let scan = try? FolderScan.look(
                in: inbox, recursive: paths.configuration.intake.recursive, tell: { _ in })
        else { return limits.judge(folders: 0) }
        let polling = paths.configuration.intake.poll == .never ? "not watched (intake.poll is never)" : "polled"
        let untold = scan.untold.sorted { $0.key < $1.key }
        var findings = untold.prefix(limit).map { finding($0, $1, polling) }
        if untold.count > limit {
            findings.append(
                .warning(
                    "\(untold.count - limit) more folders of the inbox are \(polling).",
                    remedy: "Do the same with them."))
        }
        if case .network = scan.untold[.root] { return findings }
        return findings + limits.judge(folders: scan.folderCount)
    }

    private static func finding(_ folder: RelativePath, _ kind: FileSystemKind, _ polling: String) -> Finding {
        let subject = folder.isRoot ? "The inbox" : "The inbox's folder “\(folder)”"
        let remedy =
            if kind == .overlay {
                "Put pictures there by no other way than the overlay itself, or use a local disk (a volume, in a container)."
            } else {
                "Put it on a local disk to have pictures noticed at once."
            }
        return .warning("\(subject) is \(polling). \(kind.reasonToPoll ?? "")", remedy: remedy)
    }
}
