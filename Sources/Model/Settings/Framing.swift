/// A point of the upright picture as shares of its width and height: x and y in 0…1, from the top left corner.
package struct Point: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// What the camera looks at.
package enum Focus: Equatable, Sendable {
    /// Chosen from the picture.
    case auto
    case point(Point)
}

/// A crop for an explicit move: top left corner and width as shares (0…1) of the upright picture's width and height;
/// the height follows from the output's shape.
package struct CropRectangle: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package init(x: Double, y: Double, width: Double) {
        self.x = x
        self.y = y
        self.width = width
    }
}

/// How a picture of one shape fills a video of another. Raw values are the sidecar's words.
package enum Fit: String, CaseIterable, Sendable {
    /// The picture fills the frame; what sticks out is cut.
    case cover
    /// All of the picture is in the frame, on a plain background.
    case contain
    /// All of the picture is in the frame, on a blurred enlargement of itself.
    case containBlur = "contain_blur"
    /// The picture is stretched to the frame's shape.
    case stretch
    /// `cover` when it keeps at least 85 % of what stands out in the picture, else `contain_blur`.
    case auto
}

/// An opaque sRGB colour, eight bits a channel.
package struct RGBColor: Equatable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8
    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }
    package static let black = RGBColor(red: 0, green: 0, blue: 0)
}
