import Glibc

/// Makes a system call, again when a signal interrupted it, and turns -1 into the error it stands for.
func attempt<Value: FixedWidthInteger & SignedInteger>(
    _ operation: FileError.Operation, _ subject: @autoclosure () -> String, _ call: () -> Value
) throws(FileError) -> Value {
    while true {
        let value = call()
        if value >= 0 { return value }
        let number = errno
        if number != EINTR { throw FileError(operation, subject(), .system(number)) }
    }
}

/// A file name or path as C wants it: with a terminating zero. Lives as long as the array.
func terminated(_ bytes: [UInt8]) -> [CChar] { bytes.map(CChar.init(bitPattern:)) + [0] }
