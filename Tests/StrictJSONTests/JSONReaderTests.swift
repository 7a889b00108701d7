import StrictJSON
import Testing

private func read(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONNode {
    try JSONReader.read(Array(text.utf8), limits: limits)
}

private func failure(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONError? {
    do throws(JSONError) {
        _ = try JSONReader.read(bytes, limits: limits)
        return nil
    } catch { return error }
}

private func failure(_ text: String, limits: JSONLimits = JSONLimits()) -> JSONError? {
    failure(Array(text.utf8), limits: limits)
}

@Suite("Reading JSON")
struct JSONReaderTests {
    @Test(
        "Every kind of value is read with its kind",
        arguments: [
            ("null", JSONKind.null), (" true ", .bool), ("false", .bool), ("-0.5e+2", .number), ("\"\"", .string),
            ("[]", .array), ("{ }", .object), ("\t\r\n[1 , 2]\n", .array),
        ])
    func kinds(text: String, kind: JSONKind) throws {
        #expect(try read(text).kind == kind)
    }

    @Test("Members keep the order of the text, and values their lines, columns and pointers")
    func places() throws {
        let node = try read("{\n  \"ä/b\": [10, {\"~\": true}],\r\n  \"\": null\r}")
        let members = try node.object()
        #expect(members.map(\.key) == ["ä/b", ""])
        #expect(members[0].keyPosition == JSONPosition(line: 2, column: 3))
        #expect(members[0].value.position == JSONPosition(line: 2, column: 10))
        let inner = try #require(members[0].value.array()[1]["~"])
        #expect(inner.position == JSONPosition(line: 2, column: 21))
        #expect(inner.pointer.description == "/ä~1b/1/~0")
        #expect(inner.pointer.tokens == ["ä/b", "1", "~"])
        #expect(members[1].value.position == JSONPosition(line: 3, column: 7))
        #expect(members[1].value.pointer.description == "/")
        #expect(node.pointer.description == "")
        #expect(node["missing"] == nil)
    }

    @Test(
        "Escapes in strings are resolved",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u20AC""#, "é€"), (#""\ud83d\ude00""#, "😀"),
            (#""\u0000""#, "\0"), ("\"\u{7f}é\"", "\u{7f}é"),
        ])
    func escapes(text: String, value: String) throws {
        #expect(try read(text).string().isExactly(value))
    }

    @Test(
        "Malformed text is refused with the problem and its place",
        arguments: [
            (#"{"a":1,"a":2}"#, JSONProblem.duplicateKey("a"), 8),
            (#"{"a":1,"\u0061":2}"#, .duplicateKey("a"), 8),
            ("\u{FEFF}{}", .byteOrderMark, 1),
            ("", .unexpectedEnd, 1),
            ("[1", .unexpectedEnd, 3),
            ("\"abc", .unexpectedEnd, 5),
            ("\"\\u12", .unexpectedEnd, 6),
            ("{\"a\"", .unexpectedEnd, 5),
            ("[1 2]", .unexpected(found: "\"2\"", expected: "a comma or ]"), 4),
            ("{a:1}", .unexpected(found: "\"a\"", expected: "a key in quotes"), 2),
            ("{\"a\" 1}", .unexpected(found: "\"1\"", expected: "a colon"), 6),
            ("[é]", .unexpected(found: "\"é\"", expected: "a value"), 2),
            ("True", .unexpected(found: "\"T\"", expected: "a value"), 1),
            ("truest", .unexpected(found: "\"t\"", expected: "a value"), 1),
            ("[,1]", .unexpected(found: "\",\"", expected: "a value"), 2),
            ("+1", .unexpected(found: "\"+\"", expected: "a value"), 1),
            (".5", .unexpected(found: "\".\"", expected: "a value"), 1),
            ("[1.]", .unexpected(found: "\"]\"", expected: "a digit"), 4),
            ("[-]", .unexpected(found: "\"]\"", expected: "a digit"), 3),
            ("1e", .unexpectedEnd, 3),
            ("[01]", .leadingZero, 2),
            ("[-00]", .leadingZero, 3),
            ("NaN", .notANumber("NaN"), 1),
            ("[Infinity]", .notANumber("Infinity"), 2),
            ("-Infinity", .notANumber("-Infinity"), 1),
            ("[1,]", .trailingComma, 3),
            ("{\"a\":1 , }", .trailingComma, 8),
            ("[1, // one\n2]", .comment, 5),
            ("{} /* end */", .comment, 4),
            ("# start\n{}", .comment, 1),
            ("{} {}", .trailingText, 4),
            ("1 a", .trailingText, 3),
            ("\"a\tb\"", .controlCharacter, 3),
            ("\"a\nb\"", .controlCharacter, 3),
            (#""\x41""#, .invalidEscape, 2),
            (#""\u12g4""#, .invalidEscape, 2),
            (#""a\ud800b""#, .loneSurrogate, 3),
            (#""\udc00""#, .loneSurrogate, 2),
            (#""\ud800\u0041""#, .loneSurrogate, 2),
            (#""\ud800\ud800""#, .loneSurrogate, 2),
            ("'a'", .unexpected(found: "\"'\"", expected: "a value"), 1),
            ("\u{a0}1", .unexpected(found: "\"\u{a0}\"", expected: "a value"), 1),
        ])
    func malformed(text: String, problem: JSONProblem, column: Int) throws {
        let error = try #require(failure(text))
        #expect(error.problem == problem)
        #expect(error.position == JSONPosition(line: 1, column: column))
    }

    @Test(
        "Bytes that are not UTF-8 are refused where they stand",
        arguments: [
            [0x80], [0xC3, 0x28], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE2, 0x82],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        let error = try #require(failure(Array("[\n\"é".utf8) + bytes + Array("\"]".utf8)))
        #expect(error.problem == .invalidUTF8)
        #expect(error.position == JSONPosition(line: 2, column: 3))
    }

    @Test("Keys that only look alike are different keys")
    func canonicallyEquivalentKeys() throws {
        let composed = "\u{e9}"
        let decomposed = "e\u{301}"
        let node = try read("{\"\(composed)\": 1, \"\(decomposed)\": 2}")
        #expect(try node[composed]?.integer() == 1)
        #expect(try node[decomposed]?.integer() == 2)
        #expect(JSONPointer.key(composed, in: .root) != JSONPointer.key(decomposed, in: .root))
    }

    @Test("A text may be as long as the limit and no longer")
    func byteLimit() throws {
        let text = "\"" + String(repeating: "a", count: 65_534) + "\""
        #expect(try read(text).string().utf8.count == 65_534)
        #expect(failure(text + " ")?.problem == .tooLarge(limit: 65_536))
        #expect(failure("[1]", limits: JSONLimits(bytes: 2))?.problem == .tooLarge(limit: 2))
    }

    @Test("Values may be nested as deep as the limit and no deeper", arguments: ["[", "{\"a\":"])
    func depthLimit(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
        }
        #expect(try read(nested(32)).kind != .number)
        let error = try #require(failure(nested(33)))
        #expect(error.problem == .tooDeep(limit: 32))
        #expect(error.pointer.tokens.count == 32)
        #expect(failure("[]", limits: JSONLimits(depth: 0))?.problem == .tooDeep(limit: 0))
        #expect(
            failure(String(repeating: opening, count: 10_000), limits: JSONLimits(depth: 9_999))?.problem
                == .tooDeep(limit: 128))
    }

    @Test("A long key above many values is stored once, so that their pointers stay small")
    func sharedPointers() throws {
        let key = String(repeating: "k", count: 30_000)
        let node = try read("{\"\(key)\": [\(Array(repeating: "1", count: 15_000).joined(separator: ","))]}")
        let elements = try #require(try node[key]?.array())
        #expect(elements.count == 15_000)
        #expect(elements[14_999].pointer.tokens == [key, "14999"])
    }

    @Test("Pointers begin where the reader is told that the text stands")
    func rootPointer() throws {
        let root = JSONPointer.key("jobs", in: .root)
        let node = try JSONReader.read(Array("[{\"a\":1}]".utf8), root: root)
        #expect(try node.array()[0]["a"]?.pointer.description == "/jobs/0/a")
    }

    @Test("An error is one sentence that names line, column and pointer")
    func sentence() {
        #expect(
            failure("{\n \"a\": [1,\n {\"b\": 1, \"b\": 2}]}")?.description
                == "At line 3, column 11 in /a/1/b, the key \"b\" appears a second time in the same object.")
        #expect(failure("[1,]")?.description == "At line 1, column 3, a comma must be followed by another entry.")
    }

    @Test("An error shows text from outside clipped, with invisible characters escaped")
    func hostileSentence() {
        let key = "a\u{202e}\u{1b}[2J"
        #expect(
            failure("{\"\(key.replacing("\u{1b}", with: "\\u001b"))\": x}")?.description
                == "At line 1, column 17 in /a\\u202e\\u001b[2J, \"x\" stands where a value is expected.")
        let long = String(repeating: "k", count: 61)
        #expect(
            failure("{\"\(long)\": x}")?.description
                == "At line 1, column 67 in /\(String(repeating: "k", count: 59))…, "
                + "\"x\" stands where a value is expected.")
    }
}
