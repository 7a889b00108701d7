/// How a picture or a video came to be, in the words of IPTC's vocabulary
/// (https://cv.iptc.org/newscodes/digitalsourcetype/): what a video says of itself, and the one thing that is taken over
/// from its picture.
package enum DigitalSource: String, CaseIterable, Sendable {
    /// Made of parts that need no trained model: any still that a camera moves over.
    case composite
    /// Made by a trained model.
    case trainedAlgorithmicMedia
    /// In part made by a trained model.
    case compositeWithTrainedAlgorithmicMedia
    /// The same in words of an earlier edition.
    case compositeSynthetic

    /// Whether it tells of what a trained model made.
    package var isByModel: Bool { self != .composite }

    static let vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    /// The term's address.
    var address: String { Self.vocabulary + rawValue }
}
