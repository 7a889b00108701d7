import StrictJSON
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private let value: JSONValue = [
        "b": [1, 2.5, -3.0, 1e-7, 1e300, true, nil], "a": ["empty": [], "none": [:]], "text": "é \"\\/\n",
    ]

    @Test("A value is spread over lines with two spaces a level, keys in the order given")
    func pretty() {
        let small: JSONValue = ["b": [1, true], "a": ["empty": [], "none": [:]]]
        #expect(
            JSONWriter.pretty(small) == """
                {
                  "b": [
                    1,
                    true
                  ],
                  "a": {
                    "empty": [],
                    "none": {}
                  }
                }
                """)
    }

    @Test("A value fits on one line")
    func line() {
        #expect(
            JSONWriter.line(value) == #"{"b": [1, 2.5, -3, 1e-07, 1e+300, true, null], "#
                + #""a": {"empty": [], "none": {}}, "text": "é \"\\/\n"}"#)
    }

    @Test("Numbers that are not finite are written as null", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(number: Double) {
        #expect(JSONWriter.line([.number(number)]) == "[null]")
    }

    @Test(
        "Control characters, direction marks and line separators are written as escapes",
        arguments: [
            ("\u{0}\u{1f}\u{7f}\u{9b}", #""\u0000\u001f\u007f\u009b""#),
            ("\u{202e}\u{2066}\u{200f}", #""\u202e\u2066\u200f""#),
            ("\u{2028}\u{feff}", #""\u2028\ufeff""#), ("\u{e0041}", #""\udb40\udc41""#), ("\t\r\n", #""\t\r\n""#),
        ])
    func escapes(text: String, written: String) throws {
        #expect(JSONWriter.line(.string(text)) == written)
        #expect(try JSONReader.read(Array(written.utf8)).string().isExactly(text))
    }

    @Test("The reader reads what the writer wrote", arguments: [JSONWriter.pretty, JSONWriter.line])
    func roundTrip(write: @Sendable (JSONValue) -> String) throws {
        let node = try JSONReader.read(Array(write(value).utf8))
        #expect(try node.object().map(\.key) == ["b", "a", "text"])
        let numbers = try #require(node["b"]).array()
        #expect(try numbers.prefix(5).map { element in try element.double() } == [1, 2.5, -3, 1e-7, 1e300])
        #expect(numbers[6].kind == .null)
        #expect(try node["text"]?.string() == "é \"\\/\n")
    }

    @Test("A member of an object is found by its key")
    func lookup() {
        let object: JSONObject = ["a": 1, "\u{e9}": 2]
        #expect(object["a"] == 1)
        #expect(object["e\u{301}"] == nil)
    }
}
