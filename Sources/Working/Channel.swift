/// What each of a worker's descriptors is, in order from 0: for the parent that lays them out, and the child that finds them.
enum Channel: Int32, CaseIterable {
    /// The picture, open for reading.
    case picture
    /// The video, open for reading and writing, empty.
    case video
    /// Standard error: silent but for a crash.
    case errors
    /// The order, a small file.
    case order
    /// Where events go, line by line.
    case events
    /// The picture's depth file, or the network that tells its depth, open for reading; the null device where neither comes.
    case depth

    /// The files for pictures of how the shot came about, which stand behind all else when the order wants them.
    static let images = Dictionary(uniqueKeysWithValues: zip(DebugImage.allCases, Int32(allCases.count)...))

    /// A worker's descriptors as it gets them.
    ///
    /// - Parameters:
    ///   - descriptor: What is open here for a channel.
    ///   - images: One for each `DebugImage`, in that order, or none.
    static func laidOut(images: [Int32] = [], _ descriptor: (Channel) -> Int32) -> [Int32] {
        allCases.map(descriptor) + images
    }
}
