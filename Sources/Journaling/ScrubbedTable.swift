import GRDB

/// A table of which no byte may stay once a row is deleted.
///
/// `secure_delete` overwrites rows that are deleted, but where SQLite had moved rows between pages before, old copies stay
/// in the unused middle of a page (`rebuildPage` in its btree.c does not clear that). A table that is dropped has its
/// pages overwritten whole. So the table is made anew from what is left in it.
struct ScrubbedTable {
    let name: String
    /// The first is what rows are found by.
    let columns: String
    var options = "STRICT"

    var creation: String { "CREATE TABLE \(name) (\(columns)) \(options);\n" }

    func scrub(_ database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE \(name) RENAME TO old_\(name);
                \(creation)
                INSERT INTO \(name) SELECT * FROM old_\(name) ORDER BY 1;
                DROP TABLE old_\(name);
                """)
    }
}
