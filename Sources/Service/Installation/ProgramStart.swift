import Containing

/// What the program does before anything else.
package enum ProgramStart {
    /// Call on the first thread, before there is another.
    package static func prepare() { Inheritance.keepCapabilities() }
}
