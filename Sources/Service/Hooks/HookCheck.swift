import Glibc
import Model

/// Whether the programs of the hooks can be run.
enum HookCheck {
    static func examine(_ hooks: Hooks) -> [Finding] {
        HookOccasion.allCases.compactMap { occasion in
            guard let program = hooks[occasion]?.first else { return nil }
            let shown = DisplayText.escaped(program.utf8)
            guard unsafe access(program, X_OK) == 0 else {
                return .warning(
                    "The program \(shown) of hooks.\(occasion.rawValue) is not there or cannot be run by this user.",
                    remedy: "Correct its path, or run chmod +x on it.")
            }
            return .good("The program \(shown) of hooks.\(occasion.rawValue) is there.")
        }
    }
}
