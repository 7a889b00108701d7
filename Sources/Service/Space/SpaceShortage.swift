package import Model
package import StrictJSON

/// A volume with less room than `min_free` asks for, so that no job is begun.
package struct SpaceShortage: Equatable, Sendable {
    /// The folders that work fills. Raw values are the words of sentences and of `--json` output.
    package enum Folder: String, CaseIterable, Sendable { case outbox, state }

    package let folder: Folder
    /// The folder's path, for people.
    package let path: String
    /// Bytes that may still be filled.
    package let free: UInt64
    /// What must be free.
    package let needed: MemorySize

    package init(folder: Folder, path: String, free: UInt64, needed: MemorySize) {
        self.folder = folder
        self.path = path
        self.free = free
        self.needed = needed
    }

    /// Bytes that are lacking.
    var lacking: UInt64 { UInt64(needed.bytes) - min(free, UInt64(needed.bytes)) }

    /// A whole sentence: which folder lacks how much.
    package var sentence: String {
        "The volume of the \(folder.rawValue) folder \(path) has \(free.mebibytes) free, \(lacking.mebibytes) less than "
            + "min_free (\(needed.text)) asks for, so no job is begun."
    }

    /// What to do about it, a whole sentence.
    package var advice: String {
        "Free space there, or lower min_free; the pictures that wait stay queued, and go on then."
    }

    package var json: JSONValue {
        [
            "folder": .string(folder.rawValue), "path": .string(path),
            "free_bytes": .integer(Int(clamping: free)), "min_free_bytes": .integer(Int(clamping: needed.bytes)),
            "what": .string(sentence), "advice": .string(advice),
        ]
    }
}

extension UInt64 {
    /// Whole mebibytes, a begun one counting as one, so that nothing that lacks is called none.
    fileprivate var mebibytes: String { "\((self >> 20) + (self & 0xFFFFF == 0 ? 0 : 1)) MiB" }
}
