import Files
import Model
import Synchronization

/// How far running jobs are, as small files in the state folder for `status` to read. Nothing of it is ever journalled.
package final class ProgressBoard: Sendable {
    static let folder = RelativePath("progress") ?? .root

    private let state: Directory
    private let written = Mutex<[Int64: ContinuousClock.Instant]>([:])

    init(_ state: Directory) { self.state = state }

    /// Notes progress, at most once a second a job. Not worth failing a job for.
    func show(_ job: Int64, frame: Int, of total: Int) {
        let now = ContinuousClock.now
        let isDue = written.withLock { written in
            if let last = written[job], now - last < .seconds(1) { return false }
            written[job] = now
            return true
        }
        guard isDue, let place = Self.place(job) else { return }
        _ = try? state.write(
            Array("\(frame) \(total)".utf8), as: place, existing: .replace(durably: false), permissions: 0o600)
    }

    /// Takes a job off the board.
    func clear(_ job: Int64) {
        _ = written.withLock { $0.removeValue(forKey: job) }
        guard let place = Self.place(job), let status = try? state.status(of: place) else { return }
        _ = try? state.remove(place, ifStill: status.identity)
    }

    /// Frames done and frames in all; nil when nothing was noted.
    static func read(_ job: Int64, in state: Directory) -> (frame: Int, total: Int)? {
        guard let place = place(job), let bytes = try? state.openForReading(place).readAll(limit: 64) else {
            return nil
        }
        let numbers = String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    private static func place(_ job: Int64) -> RelativePath? { folder.appending(Array("\(job)".utf8)) }
}
