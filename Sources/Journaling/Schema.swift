import Foundation
import GRDB

/// The journal's tables, as numbered steps that are never changed once they have been released.
///
/// SQLite's `user_version` is the number of the last step that was taken. All steps that are missing are one
/// transaction that begins by locking the file, so two processes that open a new journal at once make it once.
enum Schema {
    static let steps = [first, second, hooks, places, tallies, clocks, proof, jobSettings, depthHashes]

    static var version: Int { steps.count }

    /// Whether bringing such a journal up to date leaves copies in unused parts of pages of what it took away: the hashes
    /// that `second` moves, the places that `places` does, and the settings that `jobSettings` does.
    static func leavesCopies(from found: Int) -> Bool { (1..<8).contains(found) }

    static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// Takes the steps that are missing; belongs in a transaction that can write.
    ///
    /// - Returns: The version that was found, for the caller to refuse one that is newer than `version`.
    static func bringUpToDate(_ database: Database) throws -> Int {
        let found = try version(database)
        guard found < version else { return found }
        let key = found > 0 ? try Data.fetchOne(database, sql: "SELECT key FROM secret") : nil
        database.add(function: PathHash(key: Array(key ?? Data())).function)
        for step in steps[max(0, found)...] { try database.execute(sql: step) }
        try database.execute(sql: "PRAGMA user_version = \(version)")
        return found
    }

    /// Times are milliseconds since 1970 (UTC), stamps' times nanoseconds. Paths are bytes below inbox or outbox; an
    /// output's is blank once that was removed. Inodes and devices are the bits of unsigned numbers. Inputs' names, and
    /// what may quote them, are in tables of their own: see `Names`.
    ///
    /// SQLite uses an index of some rows only for a question that repeats its condition word for word.
    private static let first =
        Names.first.map(\.creation).joined() + """
            CREATE TABLE secret (
                key BLOB NOT NULL,
                names_ended INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE TABLE input (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                kind TEXT NOT NULL,
                device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
                modified INTEGER NOT NULL, changed INTEGER NOT NULL,
                content_hash BLOB,
                picture INTEGER REFERENCES input(id),
                arrival INTEGER NOT NULL,
                deadline INTEGER NOT NULL,
                waits_for_job INTEGER NOT NULL,
                -- The deadline for an input that waits for its job.
                latest INTEGER NOT NULL,
                ending TEXT,
                ended_at INTEGER
            ) STRICT;
            CREATE INDEX input_deadline ON input(deadline) WHERE ending IS NULL;
            CREATE INDEX input_picture ON input(picture) WHERE picture IS NOT NULL;

            CREATE TABLE job (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                input INTEGER NOT NULL REFERENCES input(id),
                state TEXT NOT NULL,
                settings TEXT,
                sidecar_hash BLOB,
                priority INTEGER NOT NULL DEFAULT 0,
                attempts INTEGER NOT NULL DEFAULT 0,
                not_before INTEGER NOT NULL DEFAULT 0,
                code TEXT,
                needs_note INTEGER NOT NULL DEFAULT 0,
                video_path BLOB, video_device INTEGER, video_inode INTEGER,
                made_at INTEGER NOT NULL,
                ended_at INTEGER
            ) STRICT;
            CREATE INDEX job_input ON job(input);
            CREATE INDEX job_active ON job(state, not_before) WHERE ended_at IS NULL;
            CREATE INDEX job_ended ON job(ended_at) WHERE ended_at IS NOT NULL;
            CREATE INDEX job_needs_note ON job(id) WHERE needs_note = 1;

            CREATE TABLE output (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                input INTEGER NOT NULL REFERENCES input(id),
                job INTEGER NOT NULL REFERENCES job(id),
                kind TEXT NOT NULL,
                path BLOB,
                device INTEGER NOT NULL, inode INTEGER NOT NULL,
                at INTEGER NOT NULL,
                removed_at INTEGER
            ) STRICT;
            CREATE INDEX output_input ON output(input);
            CREATE INDEX output_path ON output(path) WHERE removed_at IS NULL;
            CREATE INDEX output_age ON output(kind, at) WHERE removed_at IS NULL;

            CREATE TABLE transition (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                subject TEXT NOT NULL,
                subject_id INTEGER NOT NULL,
                state TEXT NOT NULL,
                at INTEGER NOT NULL,
                reason TEXT NOT NULL
            ) STRICT;
            CREATE INDEX transition_subject ON transition(subject, subject_id);

            CREATE TABLE sweep (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                deleted INTEGER NOT NULL,
                failed INTEGER NOT NULL,
                lateness INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE fact (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT;
            """

    /// Contents' hashes go with their pictures, and fingerprints stay for a while. `is_wanted` is an input that a user has
    /// asked for before it was taken in.
    private static let second =
        Names.content.creation + Fingerprints.first.creation + """
            INSERT INTO content SELECT id, content_hash FROM input
                WHERE content_hash IS NOT NULL AND id IN (SELECT input FROM name);
            ALTER TABLE input DROP COLUMN content_hash;
            ALTER TABLE input ADD COLUMN is_wanted INTEGER NOT NULL DEFAULT 0;
            """

    /// Hooks that are owed, or were given up while their picture is there; it holds no names.
    static let hooks = """
        CREATE TABLE hook (
            job INTEGER PRIMARY KEY REFERENCES job(id),
            occasion TEXT NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            not_before INTEGER NOT NULL DEFAULT 0,
            -- Of the last failure.
            reason TEXT, failed_at INTEGER,
            given_up_at INTEGER
        ) STRICT;
        CREATE INDEX hook_owed ON hook(not_before) WHERE given_up_at IS NULL;
        """

    /// Places in the outbox leave the tables that grow, since they tell of the picture's name, and holds come. What was
    /// asked before is forgotten: nobody waits for an answer across an update.
    private static let places =
        [Names.outputPlace, Names.publication, Names.hold].map(\.creation).joined() + """
            INSERT INTO output_place SELECT id, path FROM output
                WHERE path IS NOT NULL AND input IN (SELECT input FROM name);
            DROP INDEX output_path;
            ALTER TABLE output ADD COLUMN path_hash BLOB;
            UPDATE output SET path_hash = path_hash(path) WHERE path IS NOT NULL;
            ALTER TABLE output DROP COLUMN path;
            CREATE INDEX output_path ON output(path_hash) WHERE removed_at IS NULL;
            INSERT INTO publication SELECT id, video_path, video_device, video_inode FROM job
                WHERE video_path IS NOT NULL;
            ALTER TABLE job DROP COLUMN video_path;
            ALTER TABLE job DROP COLUMN video_device;
            ALTER TABLE job DROP COLUMN video_inode;
            ALTER TABLE fingerprint ADD COLUMN input INTEGER;
            DROP TABLE request;
            """ + Names.request.creation

    /// Counts of what has happened; jobs that ended before are counted too.
    private static let tallies = """
        CREATE TABLE tally (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT;
        INSERT INTO tally SELECT state, count(*) FROM job WHERE ended_at IS NOT NULL GROUP BY state;
        """

    /// How far the clock on the wall was ahead of what the journal counts: see `CountedTime`. For what is there already the
    /// wall is believed as it is.
    static let clocks = """
        CREATE TABLE clock (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            boot TEXT NOT NULL,
            since_boot INTEGER NOT NULL, wall INTEGER NOT NULL, counted INTEGER NOT NULL
        ) STRICT;
        ALTER TABLE input ADD COLUMN clock_offset INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE output ADD COLUMN clock_offset INTEGER NOT NULL DEFAULT 0;
        -- The time of its own of what belongs to a picture, for when that goes without it.
        ALTER TABLE input ADD COLUMN own_latest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE input ADD COLUMN own_offset INTEGER NOT NULL DEFAULT 0;
        UPDATE input SET own_latest = latest, own_offset = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
        UPDATE input SET clock_offset = own_offset;
        UPDATE output SET clock_offset = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
        CREATE INDEX input_counted ON input(deadline - clock_offset) WHERE ending IS NULL;
        """

    /// What was deleted on schedule, without a word of what it was: see `ProofChain`. The triggers keep mistakes out; the
    /// chain itself shows what was changed by whoever can take them away.
    private static let proof = """
        CREATE TABLE proof (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            class TEXT NOT NULL,
            deadline INTEGER NOT NULL,
            done_at INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE TABLE proof_head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER proof_is_kept BEFORE DELETE ON proof BEGIN
            SELECT RAISE(ABORT, 'links of the proof are never removed');
        END;
        CREATE TRIGGER proof_is_fixed BEFORE UPDATE ON proof BEGIN
            SELECT RAISE(ABORT, 'links of the proof are never changed');
        END;
        """

    /// Settings go with their pictures, since they may name files.
    private static let jobSettings =
        Names.firstSettings.creation + """
            INSERT INTO job_settings SELECT id, settings FROM job WHERE settings IS NOT NULL
                AND (ended_at IS NULL OR input IN (SELECT input FROM name));
            ALTER TABLE job DROP COLUMN settings;
            """

    /// Until here a depth file's hash was part of the sidecar's.
    private static let depthHashes = "ALTER TABLE job_settings ADD COLUMN depth_hash BLOB;"
}
