import Media
import Model

/// Each reader of bytes from the inbox. It may refuse them by its own error, and what it accepts is as it promises:
/// anything else stops the process, which libFuzzer reports.
enum Parser: CaseIterable {
    /// Every picture format, by content, and the map of depth in some.
    case container
    case sidecar

    func read(_ bytes: [UInt8]) {
        switch self {
        case .container: readContainer(bytes)
        case .sidecar: readSidecar(bytes)
        }
    }

    private func readContainer(_ bytes: [UInt8]) {
        if let picture = try? EncodedPicture(file: bytes) { check(picture) }
        if let depth = try? EmbeddedDepth.find(in: bytes) { check(depth.picture) }
    }

    private func check(_ picture: EncodedPicture) {
        precondition(picture.width >= 1 && picture.height >= 1, "a picture of no size")
        precondition(picture.bytesPerPixel > 0 && !picture.packet.isEmpty, "a picture of no data")
        guard let place = picture.placement else { return }
        precondition(
            place.x >= 0 && place.y >= 0 && place.x + place.width <= picture.width
                && place.y + place.height <= picture.height, "a part beyond its picture")
    }

    private func readSidecar(_ bytes: [UInt8]) {
        do throws(SettingsError) {
            _ = Settings.resolved([try SettingsLayer.read(bytes)])
        } catch {
            precondition(!error.description.isEmpty, "an error without words")
        }
    }
}
