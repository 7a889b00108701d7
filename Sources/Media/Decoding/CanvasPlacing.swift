import Pixels

extension Picture {
    /// This picture of 8 bits as a part of a larger one, the rest of which is transparent.
    func placed(_ place: EncodedPicture.Placement, width: Int, height: Int) -> Picture {
        var (shiftX, shiftY, samples) = (0, 0, 1)
        var canvasLayout = layout
        switch layout {
        case .planar(let components, let across, let down, _):
            (shiftX, shiftY) = (across, down)
            canvasLayout = .planar(
                components: components, chromaShiftX: across, chromaShiftY: down, alpha: true)
        case .packed(let components, _, _): samples = components
        case .indexed: break
        }
        let isChroma = { (plane: Int) in plane == 1 || plane == 2 }
        var sizes = buffer.planes.indices.map { plane in
            isChroma(plane)
                ? ((width + (1 << shiftX) - 1) >> shiftX, (height + (1 << shiftY) - 1) >> shiftY)
                : (width * samples, height)
        }
        let needsOpacity = !hasAlpha && canvasLayout != layout
        if needsOpacity { sizes.append((width, height)) }
        var canvas = PixelBuffer(planes: sizes, bytesPerSample: 1)
        for plane in sizes.indices {
            let isOpacity = plane == buffer.planes.count
            let (x, y) = isChroma(plane) ? (place.x >> shiftX, place.y >> shiftY) : (place.x * samples, place.y)
            let from = isOpacity ? buffer.planes[0] : buffer.planes[plane]
            let to = canvas.planes[plane]
            canvas.withMutableSamples(ofPlane: plane, as: UInt8.self) { target in
                target.update(repeating: 0)
                buffer.withSamples(ofPlane: isOpacity ? 0 : plane, as: UInt8.self) { source in
                    for row in 0..<from.height {
                        for column in 0..<from.width {
                            target[(y + row) * to.pitch + x + column] =
                                isOpacity ? 255 : source[row * from.pitch + column]
                        }
                    }
                }
            }
        }
        return Picture(
            width: width, height: height, layout: canvasLayout, depth: depth, tags: tags, orientation: orientation,
            conversion: conversion, buffer: canvas)
    }
}
