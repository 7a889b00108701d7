import Model
package import StrictJSON

extension StatusReport {
    /// For programs. Keys are only ever added.
    package var json: JSONValue {
        [
            "healthy": .bool(isHealthy), "held_by": word(holder), "trouble": word(trouble), "queued": .integer(queued),
            "running": .array(
                running.map {
                    [
                        "job": .integer(Int($0.job)), "picture": word($0.picture), "frame": number($0.frame),
                        "frames": number($0.frames),
                    ]
                }),
            "ended": .array(
                ended.map {
                    [
                        "job": .integer(Int($0.job)), "picture": word($0.picture), "state": .string($0.state.rawValue),
                        "code": word($0.code?.rawValue), "at": .string($0.at.text),
                    ]
                }),
            "first_expiry": word(firstExpiry?.text), "last_sweep": word(lastSweep?.text),
            "next_sweep": .string(nextSweep.text), "overdue": .integer(overdue), "held": .integer(held),
            "clock_doubt": doubt?.json ?? .null,
            "inbox_unavailable": word(unavailable),
            "space_shortage": shortage?.json ?? .null, "hooks": hooks.json,
            "watching": word(polled?.summary), "polled": polled?.folders ?? .array([]),
            "polled_count": .integer(polled?.count ?? 0), "unwatched": .array(unwatched.map { .string($0) }),
            "overflows": .integer(overflows),
            "not_touched": .array(untouched.map { .string($0) }),
        ]
    }

    /// For people, some lines without the last newline.
    package var text: String {
        var lines = [
            holder.map { "Held by \($0)." } ?? "No instance runs.",
            "Queued: \(queued). Running: \(running.count). Overdue deletions: \(overdue).",
            "Last sweep: \(lastSweep?.text ?? "never"). Next: \(nextSweep.text).",
        ]
        if let trouble {
            lines.append(
                "The running instance was kept from its work: \(trouble). It tries again by itself, at least every minute, "
                    + "and says so until all has gone well for a while. Free space, or mend the disk of the state folder."
            )
        }
        if let polled { lines += ["Inbox: \(polled.summary)"] + polled.lines }
        lines += unwatched
        if overflows > 0 {
            lines.append("More came than could be told \(overflows) times; the inbox was looked through each time.")
        }
        if let unavailable { lines.append("The inbox is unavailable: \(unavailable)") }
        if let doubt { lines.append(doubt.sentence) }
        if let shortage { lines.append("\(shortage.sentence) \(shortage.advice)") }
        if let sentence = hooks.sentence { lines.append(sentence) }
        if held > 0 { lines.append("Held by users: \(held).") }
        if let firstExpiry {
            lines.append("A picture that still waits will be deleted unrendered at \(firstExpiry.text).")
        }
        lines += untouched
        lines += running.map { job in
            let share = job.frame.flatMap { frame in job.frames.map { "frame \(frame) of \($0)" } } ?? "starting"
            return "  job \(job.job)  \(job.picture ?? "(picture gone)")  \(share)"
        }
        if !ended.isEmpty { lines.append("Ended last:") }
        lines += ended.map { job in
            "  \(job.at.text)  job \(job.job)  \(job.picture ?? "(picture gone)")  \(job.state.rawValue)"
                + (job.code.map { " (\($0.rawValue))" } ?? "")
        }
        return lines.joined(separator: "\n")
    }

    /// How the running instance learns of changes, as it said.
    var polled: PolledFolders? {
        holder == nil ? nil : intake?["polled"].flatMap(PolledFolders.init)
    }

    /// How often events were lost to the running instance.
    private var overflows: Int { holder == nil ? 0 : (try? intake?["overflows"]?.integer()) ?? 0 }

    /// Why changes in some folders are only found from time to time.
    private var unwatched: [String] {
        guard holder != nil else { return [] }
        return (try? intake?["unwatched"]?.array().map { try $0.string() }) ?? []
    }

    /// What lies in the inbox and is left alone, as sentences.
    private var untouched: [String] {
        guard holder != nil else { return [] }
        let counts: [(key: String, what: String)] = [
            ("held_back", "conflicting copies of a sync program are held back"),
            ("foreign", "files are neither pictures nor sidecars and are not touched"),
            ("orphan_sidecars", "sidecars have had no picture for ten minutes, and are deleted at their deadlines"),
            ("unreadable_folders", "folders cannot be read"),
        ]
        return counts.compactMap { key, what in
            guard let count = try? intake?[key]?.integer(), count > 0 else { return nil }
            return "\(count) \(what)."
        }
    }
}

private func word(_ string: String?) -> JSONValue { string.map { .string($0) } ?? .null }
private func number(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
