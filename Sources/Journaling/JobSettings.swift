import GRDB
package import Model

extension Journal {
    /// What a job's video was, or will be, made with; nil when the job was refused, or its picture has gone and the settings
    /// with it.
    package func settings(ofJob id: Int64) async throws -> Settings? {
        try await queue.read { database in
            let text: String? = try database.row("SELECT settings FROM job_settings WHERE job = ?", [id])?["settings"]
            return text.flatMap { try? SettingsLayer.read(Array($0.utf8)) }.map { Settings.resolved([$0]) }
        }
    }
}
