import StrictJSON

extension ValueType where Value == String {
    /// A path that Linux would take.
    static var path: Self {
        .text(
            pattern: "^[^\\u0000]+$", allowed: "a path of at most 4095 bytes",
            parse: { (1...4095).contains($0.utf8.count) && !$0.utf8.contains(0) ? $0 : nil }, write: { $0 })
    }

    /// A name in the form of the tz database, so that it cannot lead out of the database's folder.
    static var timeZone: Self {
        .text(
            pattern: "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$",
            allowed: "a time zone such as \"UTC\" or \"Europe/Berlin\"",
            parse: { text in
                let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                let isName = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isZoneByte) }
                guard isName, text.utf8.count <= 64, text.utf8.first.map(isLetter) == true else { return nil }
                return text
            }, write: { $0 })
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

private func isZoneByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte)
        || [UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
}

extension ValueType where Value == DailyTimes {
    static var dailyTimes: Self {
        let allowed = "a list of different times of day such as [\"03:00\", \"15:30\"]"
        return Self(
            .array,
            schema: [
                "type": "array", "minItems": 1, "uniqueItems": true,
                "items": ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"],
            ],
            allowed: allowed,
            parse: { node in
                guard let elements = try? node.array() else { return nil }
                let times = elements.compactMap { (try? $0.string()).flatMap { TimeOfDay($0) } }
                return times.count == elements.count ? DailyTimes(times) : nil
            },
            write: { .array($0.times.map { .string($0.text) }) })
    }
}

extension ValueType where Value == JobCount {
    static var jobCount: Self {
        ValueType.words([("auto", JobCount.auto)]).or(
            ValueType<Int>.whole(1...256).mapped(
                to: { .count($0) }, from: { if case .count(let count) = $0 { count } else { nil } }))
    }
}

extension ValueType where Value == MemorySize {
    static var memory: Self {
        .text(
            pattern: "^[1-9][0-9]{0,5}[kmgt]$", allowed: "a size such as \"512m\" or \"2g\"",
            parse: { MemorySize($0) }, write: { $0.text })
    }

    /// A size, or `0` for none.
    static var memoryOrNone: Self {
        .text(
            pattern: "^(0|[1-9][0-9]{0,5}[kmgt])$", allowed: "a size such as \"512m\", \"2g\" or \"0\"",
            parse: { $0 == "0" ? MemorySize(bytes: 0) : MemorySize($0) }, write: { $0.text })
    }
}

extension ValueType where Value == TimeSpan? {
    /// A length of time, or null for no end.
    static var spanOrNever: Self {
        ValueType.null(meaning: nil).or(ValueType<TimeSpan>.span.mapped(to: { $0 }, from: { $0 }))
    }
}
