package import Journaling

/// `soframe status --proof`: verifies what the journal says of deletions, beside whatever instance runs.
package enum ProofCheck {
    package static func run(_ installation: Installation) async throws -> ProofReport {
        try await installation.journal.verifyProof()
    }
}
