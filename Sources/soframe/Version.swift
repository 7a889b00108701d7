/// The program's version, as `soframe --version` prints it and a package carries it.
enum Version {
    static let text = "0.1.0"
}
