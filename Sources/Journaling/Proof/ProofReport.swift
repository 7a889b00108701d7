import Foundation
import GRDB
package import Model

/// What became of verifying the proof of deletion.
package struct ProofReport: Equatable, Sendable {
    /// How many links hold, from the first on.
    package var links = 0
    /// When the first and the last of these were added.
    package var first: Timestamp?
    package var last: Timestamp?
    /// Of the last link that holds, as 64 hexadecimal digits: with this noted elsewhere, nothing up to it can be changed
    /// unnoticed.
    package var head: String
    /// How many deletions came later than five minutes after their deadlines.
    package var late = 0
    /// By how much the latest of them did.
    package var latest = TimeSpan.zero
    /// Where the chain does not hold, as a whole sentence; nil when it holds.
    package var fault: String?

    /// Sweeps begin at deadlines, and one that deletes much takes some minutes.
    static let tolerance = TimeSpan.minutes(5)

    init(head: Data) { self.head = hexadecimal(head) }
}

extension Journal {
    /// Verifies the proof of deletion, every link of it.
    package func verifyProof() async throws -> ProofReport {
        try await queue.read { database in
            var hash = ProofChain.beginning
            var report = ProofReport(head: hash)
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM proof ORDER BY number")
            while let row = try rows.next() {
                let link = ProofChain.Link(row: row)
                report.fault = report.fault(of: link, hash: row["hash"], after: hash)
                if report.fault != nil { return report }
                hash = row["hash"]
                report.take(link, hash)
            }
            report.fault = report.fault(ofEnd: try ProofChain.head(in: database), hash)
            return report
        }
    }
}

extension ProofReport {
    fileprivate mutating func take(_ link: ProofChain.Link, _ hash: Data) {
        links += 1
        let done = Timestamp(milliseconds: link.doneAt)
        first = first ?? done
        last = done
        head = hexadecimal(hash)
        let lateness = done.since(Timestamp(milliseconds: link.deadline))
        guard lateness > Self.tolerance else { return }
        late += 1
        latest = max(latest, lateness)
    }

    fileprivate func fault(of link: ProofChain.Link, hash: Data, after previous: Data) -> String? {
        if link.number != links + 1 {
            return "The proof of deletion is broken: link \(links + 1) is missing, and link \(link.number) follows."
        }
        guard link.hash(after: previous) == hash else {
            return "The proof of deletion is broken at link \(link.number): what it says is not what was recorded, "
                + "or another link was put before it."
        }
        return nil
    }

    fileprivate func fault(ofEnd recorded: (number: Int64, hash: Data), _ hash: Data) -> String? {
        if recorded.number > links {
            let missing =
                recorded.number == links + 1
                ? "link \(recorded.number) is" : "links \(links + 1) to \(recorded.number) are"
            return
                "The proof of deletion is broken: \(recorded.number) links were recorded, and \(missing) missing at its end."
        }
        if recorded.number == links, recorded.hash != hash {
            return
                "The proof of deletion is broken: its recorded head is not that of the \(links) links that are there."
        }
        guard recorded.number == links else {
            return "The proof of deletion is broken: its recorded head is that of \(recorded.number) links, and not of "
                + "the \(links) that are there."
        }
        return nil
    }
}
