package import Model

/// What a worker says about a video that it finished.
package struct WorkReport: Equatable, Sendable {
    /// Pixels of the upright picture.
    package var pictureWidth: Int
    package var pictureHeight: Int
    /// Pixels of the video.
    package var width: Int
    package var height: Int
    package var frames: Int
    package var choices: Choices
    /// Seconds that the steps took.
    package var decoding: Double
    package var rendering: Double
    /// Each frame's window, when it was asked for.
    package var path: [Window]
    /// What was ignored in the picture, as whole sentences.
    package var remarks: [String] = []
    /// Which pictures of how the shot came about were made, when they were asked for.
    package var images: [DebugImage] = []
    /// Where the depth that one of them shows came from.
    package var imageDepth: DepthSource?
    /// What the video says of how it came to be: a term of IPTC's vocabulary.
    package var digitalSource = ""
    /// What held the worker while it read the picture.
    package var containment = Containment.none
}

/// What a worker tells its parent while it works.
package enum WorkEvent: Equatable, Sendable {
    case progress(frame: Int, of: Int)
    case failed(JobFailure)
    case finished(WorkReport)
}
