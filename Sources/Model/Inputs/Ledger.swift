/// The memory that intake asks and tells: which files were seen, and what became of them.
///
/// Each call is one transaction: it has happened whole when it returns, also across a crash.
package protocol Ledger: Sendable {
    /// Every input that has not gone, in no order.
    func inputs() async throws -> [Input]

    /// Notes files at first sight, which fixes arrival and deadline.
    ///
    /// A path that is known already keeps both; only its stamp is brought up to date, unless its content was read, in
    /// which case only `admit` may move the stamp on. Sidecars share their picture's deadline once they are paired.
    ///
    /// A further name of a file that is known already (`twin`) is as old as that.
    ///
    /// - Returns: the inputs at these paths, in the order of the sightings.
    func sight(_ sightings: [Sighting]) async throws -> [Input]

    /// Inputs are found under new names, which may be each other's old ones: they keep their arrivals and deadlines. One that
    /// was taken for gone is an input again, as old as it was; whatever else had such a name has been replaced.
    func move(_ moves: [Move]) async throws

    /// Admits or refuses pictures that are known at their paths, one after the other.
    ///
    /// - The same content with the same sidecar changes nothing but the stamp, except that a refusal whose settings
    ///   are valid now becomes a job, a refusal for another reason replaces the earlier one, and a job that still waits takes the settings.
    /// - The same content with another sidecar is a new revision: it ends a job that waits or runs and makes a new one.
    ///   A sidecar that is gone changes nothing.
    /// - What was rendered with the same settings before, and has gone since, makes a job that is not done (`repeated`) as
    ///   long as that is known; unless this very input has a video already.
    /// - Other content is a new arrival (at the submission's time) and closes the old one as replaced.
    ///
    /// - Returns: what became of each, in the order of the submissions.
    func admit(_ submissions: [Submission]) async throws -> [Admission]

    /// Jobs that wait for these inputs are not begun before `until`: their volume is not there now. Nothing else changes,
    /// deadlines least of all.
    func putOff(_ ids: [Int64], until: Timestamp) async throws

    /// Inputs whose files are no longer there, without our doing. Jobs that wait for them end.
    func vanish(_ ids: [Int64], at: Timestamp) async throws
}
