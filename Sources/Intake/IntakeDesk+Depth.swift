import Files
import Model

extension IntakeDesk {
    /// What is known of a picture's depth file.
    enum DepthFile {
        /// There is none, or none is wanted.
        case missing
        /// It is on its way; look again when it has come, or at this time.
        case unsettled(until: Duration?)
        case read(hash: [UInt8])
        case refused(JobFailure)
    }

    /// Looks for the file that the picture's depth is taken from, if it is to move through it.
    func depthFile(of picture: RelativePath, _ settings: Settings, _ now: Moment) -> DepthFile {
        let candidates = DepthNames.candidates(for: picture, settings)
        if settings.depth.path != nil, let path = candidates.first {
            picturesOfDepth[path, default: []].insert(picture)
        }
        for path in candidates {
            if let file = waiting[path], let depthFile = onItsWay(file, to: path, now) { return depthFile }
            let status: FileStatus?
            do throws(FileError) { status = try statusWithoutLinks(path) } catch { return later(now) }
            guard let status, status.kind != .folder else { continue }
            let isCompanion = NameRules.role(of: path) == .companion
            guard !isCompanion || decided[path] == FileStamp(status) else {
                decided[path] = nil
                pend(path, .companion, .found)
                return .unsettled(until: nil)
            }
            switch reader.hash(path, at: FileStamp(status), limit: rules.fileBytes) {
            case .read(let hash): return .read(hash: hash)
            // What is wrong with it is said when the picture is rendered.
            case .tooLarge: return .read(hash: [])
            case .unreadable: return .refused(.depthFile(path, .unreadable))
            case .writing, .changed, .failed: return later(now)
            }
        }
        return .missing
    }

    /// What a file that is not done with is to a picture that wants it; nil when it can be read all the same.
    private func onItsWay(_ file: Waiting, to path: RelativePath, _ now: Moment) -> DepthFile? {
        switch file.role {
        case .companion, .picture: if let refusal = file.arrival.refusal { return .refused(.depthFile(path, refusal)) }
        case .sidecar, .folderDefaults, .transfer, .heldBack, .skipped, .foreign: return nil
        }
        if file.role == .companion { return .unsettled(until: nil) }
        // A picture that is whole may wait for its own files: the one that wants it as a map, or even itself.
        return file.arrival.isWhole ? nil : later(now)
    }

    private func later(_ now: Moment) -> DepthFile { .unsettled(until: now.elapsed + rules.foundSettle.duration) }
}
