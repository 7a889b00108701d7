/// What libFuzzer calls again and again, with bytes of its own: the first chooses the parser, the rest are its file.
///
/// - Returns: 0, which lets libFuzzer keep the bytes for more.
@c(LLVMFuzzerTestOneInput)
public func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.first else { return 0 }
    let parsers = Parser.allCases
    parsers[Int(choice) % parsers.count].read(Array(bytes.dropFirst()))
    return 0
}
