package import Files
package import Journaling
package import Model

/// Deletes what is past its deadline, and nothing else: only files that the journal saw arrive or be written.
package struct Sweeper: Sendable {
    private let removal: Removal
    private let search: OutboxSearch
    private let journal: Journal
    private let options: RetentionOptions

    package init(inbox: Directory, outbox: Directory, journal: Journal, options: RetentionOptions) {
        removal = Removal(inbox: inbox, outbox: outbox)
        search = OutboxSearch(outbox, journal)
        self.journal = journal
        self.options = options
    }

    /// What one sweep did.
    package struct Outcome: Equatable, Sendable {
        package var deleted = 0
        /// Transfers past their deadlines that something still writes to.
        package var busy = 0
        /// How long the input that had waited longest was past its deadline when it went.
        package var lateness = TimeSpan.zero
        /// Files that should be gone and are not, each with a whole sentence.
        package var failures: [String] = []
    }

    /// What a sweep would delete now: inputs past their deadlines; notes, receipts and videos past their times.
    package func plan(at now: ClockReading) async throws -> SweepPlan {
        var items = try await journal.due(at: now).map { input in
            SweepPlan.Item(
                place: .inbox, path: input.path, identity: input.identity, kind: input.kind.rawValue,
                deadline: input.deadline, lateness: input.lateness, id: input.id, owner: input.id,
                mustBeIdle: input.kind == .transfer)
        }
        var spans: [(Output.Kind, TimeSpan)] = [(.note, options.notes)]
        if let keep = options.keepOutputs { spans += [(.video, keep), (.receipt, keep)] }
        var missing: [SweptOutput] = []
        for (kind, span) in spans {
            let due = try await journal.dueOutputs(kind, after: span, at: now)
            for (output, (_, deadline)) in zip(try search.located(due.map(\.output)), due) {
                guard let path = output.path else {
                    missing.append(SweptOutput(id: output.id, deadline: deadline, outcome: .gone))
                    continue
                }
                items.append(
                    SweepPlan.Item(
                        place: .outbox, path: path, identity: output.identity, kind: kind.rawValue, deadline: deadline,
                        lateness: now.wall.since(deadline), id: output.id, owner: output.input, mustBeIdle: false))
            }
        }
        return SweepPlan(items: items, missing: missing)
    }

    /// Ends the jobs of pictures whose time is over unrendered, for their notes to be written before the names go.
    package func expireJobs(of plan: SweepPlan, at now: ClockReading) async throws {
        let due = Set(plan.items.filter { $0.place == .inbox }.map(\.id))
        try await journal.expire(try await journal.due(at: now).filter { due.contains($0.id) }, at: now.wall)
    }

    /// So few that what was deleted is recorded soon and a hold is answered soon, and so many that recording costs little
    /// beside deleting.
    private static let batch = 32

    /// Deletes what the plan names, each file only while it is still the one that the journal knows and nobody holds it, and
    /// records it.
    ///
    /// What was deleted and could not be recorded is found gone, and recorded, by the next sweep.
    ///
    /// - Throws: what the journal throws, and `CancellationError` between two files when the task is cancelled.
    package func carryOut(_ plan: SweepPlan, at now: Timestamp) async throws -> Outcome {
        var outcome = Outcome()
        for start in stride(from: 0, to: plan.items.count, by: Self.batch) {
            try Task.checkCancellation()
            let items = Array(plan.items[start..<min(start + Self.batch, plan.items.count)])
            let fates = try await journal.withHolds(of: items.map(\.owner), at: now) { [removal] held in
                items.map { held.contains($0.owner) ? .held : removal.remove($0, at: now) }
            }
            try await record(zip(items, fates), in: &outcome, at: now)
        }
        try await journal.deleted(plan.missing, at: now)
        try await journal.swept(
            at: now, deleted: outcome.deleted, failed: outcome.failures.count, lateness: outcome.lateness)
        return outcome
    }

    private func record(
        _ fates: some Sequence<(SweepPlan.Item, Removal.Fate)>, in outcome: inout Outcome, at now: Timestamp
    ) async throws {
        var gone: (inputs: [SweptInput], taken: [SweptInput], outputs: [SweptOutput]) = ([], [], [])
        for (item, fate) in fates {
            switch (item.place, fate) {
            case (_, .held): continue
            case (_, .busy): outcome.busy += 1
            case (_, .away):
                outcome.failures.append(
                    "Could not delete “\(item.path)”: its volume is not at the inbox now. Mount it there again, and it is "
                        + "deleted then.")
            case (_, .failed(let error)): outcome.failures.append(error.description)
            case (.inbox, .gone(.replacedByOther)): gone.taken.append(item.input(wasThere: false))
            case (.inbox, .gone(let outcome)): gone.inputs.append(item.input(wasThere: outcome != .alreadyGone))
            case (.outbox, .gone(let outcome)): gone.outputs.append(item.output(outcome))
            }
            guard case .gone(.removed) = fate else { continue }
            outcome.deleted += 1
            if item.place == .inbox { outcome.lateness = max(outcome.lateness, item.lateness) }
        }
        try await journal.deleted(gone.inputs, at: now)
        try await journal.taken(gone.taken, at: now)
        try await journal.deleted(gone.outputs, at: now)
    }
}

extension SweepPlan.Item {
    fileprivate func input(wasThere: Bool) -> SweptInput {
        SweptInput(id: id, identity: identity, wasThere: wasThere)
    }

    fileprivate func output(_ outcome: RemovalOutcome) -> SweptOutput {
        let word: Deletion.Outcome =
            switch outcome {
            case .removed: .deleted
            case .alreadyGone: .gone
            case .replacedByOther: .superseded
            }
        return SweptOutput(id: id, deadline: deadline, outcome: word)
    }
}
