import Media
import Model
import Pixels

/// A network that comes to a job, and the last that happens before the job decodes its picture.
package struct ModelSupply {
    let reading: ModelReading
    /// Reads the network's file.
    let bytes: () throws(JobFailure) -> [UInt8]
    /// Gives up what only a network's preparing takes.
    let tighten: () throws(JobFailure) -> Void

    /// - Parameter picture: Taken apart and no more; nil when no network is needed.
    func ready(for picture: EncodedPicture?, _ settings: Settings) throws(JobFailure) {
        if let picture {
            let swaps = picture.orientation.swapsSides
            try reading.prepare(
                for: (swaps ? picture.height : picture.width, swaps ? picture.width : picture.height),
                need: { MemoryNeed(of: picture, settings, network: $0) }, reading: bytes)
        }
        try tighten()
    }
}
