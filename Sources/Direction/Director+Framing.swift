import Model

/// What the camera looks at, and which crop it looks from.
struct Aim {
    /// The middle of the largest crop, as far as the borders allow.
    let center: Point
    let focus: Point
    /// How much of what stands out the crop keeps, 0…1.
    let kept: Double
    let crop: Part
    var reason: String?
}

extension Director {
    /// What a crop must keep of what stands out.
    private static let saliencyToKeep = 0.85

    func chooseFit(_ frame: FrameSize, _ look: PictureLook?) -> (choice: Fit, reason: String?) {
        guard settings.fit == .auto, let look else { return (settings.fit, nil) }
        let kept = bestCrop(framing(.cover, frame), look.saliency).kept
        let choice: Fit = kept >= Self.saliencyToKeep ? .cover : .containBlur
        return (
            choice,
            "fit is \(choice.rawValue) because the best crop keeps \(percent(kept)) of what stands out in the picture "
                + "(cover needs \(percent(Self.saliencyToKeep)))."
        )
    }

    func aim(_ framing: Framing, _ look: PictureLook?) -> Aim {
        let (width, height) = framing.shares(pictureWidth, pictureHeight)
        func crop(_ center: Point) -> Part {
            Part(
                x: Framing.clamped(center.x, span: width, within: 1),
                y: Framing.clamped(center.y, span: height, within: 1), width: width, height: height)
        }
        if case .point(let point) = settings.focus {
            let crop = crop(point)
            let kept = look?.saliency.share(x: crop.x..<crop.x + width, y: crop.y..<crop.y + height) ?? 1
            return Aim(center: point, focus: point, kept: kept, crop: crop)
        }
        guard let look else {
            let middle = Point(x: 0.5, y: 0.5)
            return Aim(center: middle, focus: middle, kept: 1, crop: crop(middle))
        }
        let best = bestCrop(framing, look.saliency)
        let part = crop(best.center)
        let focus = look.saliency.center(within: part)
        let isWhole = min(width, height) > 0.999
        return Aim(
            center: best.center, focus: focus, kept: best.kept, crop: part,
            reason: "focus is x \(thousandths(focus.x)), y \(thousandths(focus.y)) because "
                + (isWhole
                    ? "that is the middle of what stands out most."
                    : "that is the middle of what stands out most in the crop that keeps most, \(percent(best.kept)) "
                        + "of all that stands out."))
    }

    /// Slides the largest crop along the picture and takes the place that keeps most; where a stretch of places keeps nearly as
    /// much, its middle. The middle of the picture wins a tie.
    private func bestCrop(_ framing: Framing, _ saliency: Saliency) -> (center: Point, kept: Double) {
        let (width, height) = framing.shares(pictureWidth, pictureHeight)
        // Where the whole picture is shown there is nothing to choose.
        guard min(width, height) < 0.999 else { return (Point(x: 0.5, y: 0.5), 1) }
        let steps = 64
        let kept = (0...steps).map { step in
            let (x, y) = ((1 - width) * Double(step) / Double(steps), (1 - height) * Double(step) / Double(steps))
            return saliency.share(x: x..<x + width, y: y..<y + height)
        }
        let scores = kept.indices.map { kept[$0] - 0.02 * abs(Double($0) / Double(steps) * 2 - 1) }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return (Point(x: 0.5, y: 0.5), 1) }
        let slack = 0.02
        var (first, last) = (best, best)
        while first > 0, scores[first - 1] > scores[best] - slack { first -= 1 }
        while last < steps, scores[last + 1] > scores[best] - slack { last += 1 }
        // Each counts by how far it lies above what was let in, so that the ends of the stretch count for nothing.
        var (sum, places) = (0.0, 0.0)
        for step in first...last {
            let weight = scores[step] - scores[best] + slack
            (sum, places) = (sum + weight, places + weight * Double(step) / Double(steps))
        }
        let place = places / sum
        let (x, y) = ((1 - width) * place, (1 - height) * place)
        return (
            Point(x: x + width / 2, y: y + height / 2), saliency.share(x: x..<x + width, y: y..<y + height)
        )
    }
}

extension Framing {
    /// The largest crop's sides as shares of the picture's.
    func shares(_ pictureWidth: Int, _ pictureHeight: Int) -> (width: Double, height: Double) {
        (largestWidth / Double(pictureWidth), largestHeight / Double(pictureHeight))
    }
}
