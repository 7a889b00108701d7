/// Which of the loops over pixels a renderer uses. All make the same frames, but for rounding.
package enum LoopChoice: Sendable {
    /// The fastest that this machine runs.
    case fastest
    /// Those in Swift, which every machine runs.
    case portable

    /// Those of camera moves.
    var resampling: any ResamplingLoops.Type {
        self == .fastest && VectorLoops.runHere ? VectorLoops.self : PortableLoops.self
    }

    /// Those of depth moves.
    var parallax: any ParallaxLoops.Type {
        self == .fastest && VectorParallaxLoops.runHere ? VectorParallaxLoops.self : PortableParallaxLoops.self
    }
}
