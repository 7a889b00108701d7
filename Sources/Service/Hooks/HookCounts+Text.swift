import Journaling
import Model
import StrictJSON

extension HookCounts {
    /// How many wait and were given up, and why the last failed, in whole sentences; nil when there are none.
    package var sentence: String? {
        guard waiting + givenUp > 0 else { return nil }
        let last = lastFailure.map { " The last that failed was that of job \($0.job), at \($0.at.text). \($0.reason)" }
        return "Hooks that wait: \(waiting). Given up: \(givenUp)." + (last ?? "")
    }

    var json: JSONValue {
        [
            "waiting": .integer(waiting), "given_up": .integer(givenUp),
            "last_failure": lastFailure.map {
                ["job": .integer(Int($0.job)), "reason": .string($0.reason), "at": .string($0.at.text)]
            } ?? .null,
        ]
    }
}
