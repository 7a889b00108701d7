import Files
import Model

/// Whether a configuration file may name programs to be run.
enum HookTrust {
    /// - Parameters:
    ///   - path: The file's, for the sentence.
    ///   - user: The number of the user that would run the hooks.
    /// - Throws: a whole sentence with the remedy.
    static func check(owner: UInt32, permissions: UInt16, path: String, user: UInt32) throws(UserError) {
        let names = "\(path) names hooks, which are programs to be run, and"
        switch OwnerTrust(owner: owner, permissions: permissions, user: user) {
        case .trusted: return
        case .foreign(let owner):
            throw UserError(
                "\(names) belongs to the user \(owner), who is neither root nor the one that runs soframe (\(user)). "
                    + "Give it to one of them with chown, or take hooks out of it.")
        case .writableByOthers:
            throw UserError(
                "\(names) others than its owner may change it. Run chmod go-w on it, or take hooks out of it.")
        }
    }
}
