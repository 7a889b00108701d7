package import Journaling
import Model
package import StrictJSON

extension ClockDoubt {
    /// What waits, why, until when, and what to do: whole sentences.
    package var sentence: String {
        "The clock was set forward by \(hours) h while \(files == 1 ? "a file was" : "\(files) files were") here that would be "
            + "overdue by it. They stay until \(until.text) at the latest, when their time is over by the clock that counts "
            + "since the machine started. Set the clock right if it is wrong; nothing needs to be done if it is right now."
    }

    package var json: JSONValue {
        ["files": .integer(files), "ahead_hours": .integer(hours), "until": .string(until.text)]
    }

    private var hours: Int { Int(ahead.milliseconds / TimeSpan.hours(1).milliseconds) }
}
