import GRDB
package import Model

extension Journal: Ledger {
    package func inputs() async throws -> [Input] {
        try await queue.read { database in
            // One row after the other: a row of GRDB's takes several times as much memory as what is made of it.
            var inputs: [Input] = []
            let rows = try Row.fetchCursor(database.cachedStatement(sql: Input.present))
            while let row = try rows.next() { inputs.append(try Input(row: row)) }
            return inputs
        }
    }

    package func sight(_ sightings: [Sighting]) async throws -> [Input] {
        let (rule, reading) = (rule, clock.now)
        return try await write { database in
            let time = try CountedTime(at: reading, in: database)
            try time.keep(reading, in: database)
            return try sightings.map { sighting in
                if let known = try Input.at(sighting.path, in: database) {
                    guard known.contentHash == nil, known.stamp != sighting.stamp else { return known }
                    try database.restamp(known.id, sighting.stamp)
                } else {
                    try database.insert(sighting, rule, at: time)
                }
                guard let input = try Input.at(sighting.path, in: database) else { throw JournalError.damaged("path") }
                return input
            }
        }
    }

    package func move(_ moves: [Move]) async throws {
        try await write { database in try Moving(moves: moves, database: database).run() }
    }

    package func admit(_ submissions: [Submission]) async throws -> [Admission] {
        let (rule, fingerprints, hooks, reading) = (rule, fingerprints, hooks, clock.now)
        return try await write { database in
            let time = try CountedTime(at: reading, in: database)
            try time.keep(reading, in: database)
            return try submissions.map {
                try Admitting($0, rule: rule, fingerprints, hooks: hooks, at: time, database: database).run()
            }
        }
    }

    package func putOff(_ ids: [Int64], until: Timestamp) async throws {
        guard !ids.isEmpty else { return }
        try await write { database in
            for id in ids {
                try database.run(
                    "UPDATE job SET not_before = ? WHERE input = ? AND ended_at IS NULL AND state = 'queued'",
                    [until.milliseconds, id])
            }
        }
    }

    package func vanish(_ ids: [Int64], at: Timestamp) async throws {
        guard !ids.isEmpty else { return }
        let fingerprints = fingerprints
        try await write { database in
            for id in ids {
                try fingerprints.keep(ofInput: id, at: at, in: database)
                try database.end(id, .vanished, at: at)
            }
        }
    }
}
