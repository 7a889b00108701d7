/// Joins pieces of text that arrive anyhow and takes whole lines out.
struct LineBuffer {
    private var rest: [UInt8] = []

    /// Lines that are complete now, without their newlines.
    mutating func append(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        rest += bytes
        var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        rest = Array(lines.removeLast())
        return lines
    }
}
