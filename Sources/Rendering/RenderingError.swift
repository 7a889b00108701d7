/// zimg refused a conversion or ran out of memory; a whole sentence.
package struct RenderingError: Error, Equatable, Sendable {
    package let sentence: String
}
