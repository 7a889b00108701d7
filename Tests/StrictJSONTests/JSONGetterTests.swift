import StrictJSON
import Testing

@Suite("Taking typed values")
struct JSONGetterTests {
    private func node(_ text: String) throws -> JSONNode { try JSONReader.read(Array(text.utf8)) }

    @Test(
        "A whole number is taken exactly however it is written",
        arguments: [
            ("0", 0), ("-0", 0), ("30.0", 30), ("3e1", 30), ("1.5E+1", 15), ("3000e-2", 30), ("-120.50e1", -1205),
            ("0e999999999999999999999", 0), ("0.000", 0), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("922337203685477580.7e1", Int.max),
            ("9007199254740993", 9_007_199_254_740_993),
        ])
    func integers(text: String, value: Int) throws {
        #expect(try node(text).integer() == value)
    }

    @Test(
        "A number that is no whole number of the machine is refused",
        arguments: [
            "0.5", "1e-1", "9223372036854775808", "-9223372036854775809", "1e19", "1e400", "1e999999999999999999999",
            "15e-1", "1e-9223372036854775808",
        ])
    func notIntegers(text: String) throws {
        let number = try node(text)
        #expect(throws: JSONError.self) { try number.integer() }
    }

    @Test(
        "A number is taken as the nearest finite double",
        arguments: [
            ("0.1", 0.1), ("-2.5e3", -2500), ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
            ("5e-324", .leastNonzeroMagnitude),
            ("1e-400", 0),
        ])
    func doubles(text: String, value: Double) throws {
        #expect(try node(text).double() == value)
    }

    @Test("A number beyond the doubles is refused in a sentence", arguments: ["1e309", "-1e999999"])
    func hugeDoubles(text: String) throws {
        let number = try node("[\(text)]").array()[0]
        let error = #expect(throws: JSONError.self) { try number.double() }
        #expect(
            error?.description
                == "At line 1, column 2 in /0, \(text) is not a number that a 64-bit float can hold.")
    }

    @Test("Taking another kind names what stands there and what was wanted")
    func wrongKinds() throws {
        let tree = try node(#"{"a": [null, "x", {}]}"#)
        let values = try #require(tree["a"]).array()
        func sentence(_ take: () throws(JSONError) -> Void) -> String? {
            do throws(JSONError) {
                try take()
                return nil
            } catch { return error.description }
        }
        #expect(
            sentence { () throws(JSONError) in _ = try values[0].integer() }
                == "At line 1, column 8 in /a/0, null stands where a whole number is expected.")
        #expect(
            sentence { () throws(JSONError) in _ = try values[1].bool() }
                == "At line 1, column 14 in /a/1, a string stands where true or false is expected.")
        #expect(
            sentence { () throws(JSONError) in _ = try values[2].string() }
                == "At line 1, column 19 in /a/2, an object stands where a string is expected.")
        #expect(
            sentence { () throws(JSONError) in _ = try tree.array() }
                == "At line 1, column 1, an object stands where an array is expected.")
        #expect(
            sentence { () throws(JSONError) in _ = try values[1].double() }
                == "At line 1, column 14 in /a/1, a string stands where a number is expected.")
        #expect(
            sentence { () throws(JSONError) in _ = try values[1].object() }
                == "At line 1, column 14 in /a/1, a string stands where an object is expected.")
        #expect(try node("true").bool())
    }
}
