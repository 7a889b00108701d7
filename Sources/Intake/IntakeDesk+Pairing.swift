import Files
import Model

/// The limits of what people write settings into.
enum SettingsFiles {
    /// Bytes of a sidecar or of folder defaults.
    static let limit = 65_536
}

/// What the files around a picture say of it.
enum Pairing {
    /// A settings file may still come or is on its way; look again at this time, or when it has.
    case wait(until: Duration?)
    case settled(sidecar: Submission.Sidecar?, depthHash: [UInt8]? = nil, wish: Result<Settings, JobFailure>)
}

extension IntakeDesk {
    /// What is known of one settings file.
    private enum SettingsFile {
        case missing
        case unsettled
        case read([UInt8])
        case refused(JobFailure)
    }

    /// Brings a picture together with its sidecar and its folder's defaults.
    func pair(_ picture: RelativePath, _ now: Moment) -> Pairing {
        var sidecar: Submission.Sidecar?
        var layers: [SettingsLayer] = []
        var failure: JobFailure?

        candidates: for path in SidecarNames.candidates(for: picture) {
            switch settingsFile(path, now) {
            case .missing: continue
            case .unsettled: return .wait(until: nil)
            case .read(let bytes):
                sidecar = Submission.Sidecar(path: path, hash: reader.hash(bytes))
                parse(bytes, path, &layers, &failure)
            case .refused(let reason):
                sidecar = Submission.Sidecar(path: path, hash: [])
                failure = reason
            }
            break candidates
        }
        if sidecar == nil, let wait = waitForSidecar(picture, now) { return wait }
        defaults: for path in SidecarNames.defaults(for: picture, recursive: rules.recursive) {
            switch settingsFile(path, now) {
            case .missing: continue
            case .unsettled: return .wait(until: nil)
            case .read(let bytes): parse(bytes, path, &layers, &failure)
            case .refused(let reason): failure = failure ?? reason
            }
            break defaults
        }
        if let failure { return .settled(sidecar: sidecar, wish: .failure(failure)) }
        let settings = Settings.resolved(layers + rules.defaults)
        return switch depthFile(of: picture, settings, now) {
        case .missing: .settled(sidecar: sidecar, wish: .success(settings))
        case .unsettled(let due): .wait(until: due)
        case .read(let hash): .settled(sidecar: sidecar, depthHash: hash, wish: .success(settings))
        case .refused(let failure): .settled(sidecar: sidecar, wish: .failure(failure))
        }
    }

    private func waitForSidecar(_ picture: RelativePath, _ now: Moment) -> Pairing? {
        if rules.sidecarRequired { return .wait(until: nil) }
        guard let quietSince = waiting[picture]?.arrival.quietSince else { return nil }
        let deadline = quietSince + max(rules.settle, rules.sidecarWait).duration
        return now.elapsed < deadline ? .wait(until: deadline) : nil
    }

    private func parse(
        _ bytes: [UInt8], _ path: RelativePath, _ layers: inout [SettingsLayer], _ failure: inout JobFailure?
    ) {
        do throws(SettingsError) {
            layers.append(try SettingsLayer.read(bytes))
        } catch {
            failure = failure ?? .settings(path, error)
        }
    }

    private func settingsFile(_ path: RelativePath, _ now: Moment) -> SettingsFile {
        if let arrival = waiting[path]?.arrival {
            return arrival.refusal.map { .refused(.settingsFile(path, $0)) } ?? .unsettled
        }
        let status: FileStatus?
        do throws(FileError) {
            status = try inbox.status(of: path)
        } catch {
            return startOver(path)
        }
        guard let status, status.kind != .folder else { return .missing }
        guard decided[path] == FileStamp(status) else { return startOver(path) }
        switch reader.bytes(path, at: FileStamp(status), limit: SettingsFiles.limit) {
        case .read(let bytes): return .read(bytes)
        case .tooLarge: return .refused(.settingsTooLarge(path))
        case .writing, .changed, .unreadable, .failed: return startOver(path)
        }
    }

    /// A settings file that nothing was heard of, or that changed since: it settles like any other, and wakes its
    /// pictures then.
    private func startOver(_ path: RelativePath) -> SettingsFile {
        decided[path] = nil
        pend(path, NameRules.role(of: path), .found)
        return .unsettled
    }
}
