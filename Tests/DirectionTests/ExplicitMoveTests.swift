import Direction
import Model
import Testing

@Suite struct ExplicitMoveTests {
    @Test("From and to are crops of the upright picture with the video's shape")
    func ends() throws {
        let shot = try Scene.shot(4000, 3000) { settings in
            settings.from = CropRectangle(x: 0.1, y: 0.2, width: 0.5)
            settings.to = CropRectangle(x: 0.5, y: 0, width: 0.25)
        }
        #expect(shot.windows.first == Window(x: 400, y: 600, width: 2000, height: 1125))
        #expect(shot.windows.last == Window(x: 2000, y: 0, width: 1000, height: 562.5))
    }

    @Test("A crop that is too tall for its place is refused, with the width that fits", arguments: ["from", "to"])
    func tooTall(key: String) {
        #expect(
            throws: JobFailure(
                .sidecarInvalid,
                "The crop at /\(key) leaves the picture: in the video's shape it would reach 150 % of the picture's height.",
                advice: "Lower /\(key)/y, or set /\(key)/width to at most 0.333.")
        ) {
            try Scene.shot(3000, 2000) { settings in
                let crop = CropRectangle(x: 0, y: 0.75, width: 1)
                settings.aspectRatio = .ratio(width: 2, height: 1)
                if key == "from" { settings.from = crop } else { settings.to = crop }
            }
        }
    }

    @Test("The refused crop fits at the width that the advice names")
    func advice() throws {
        let shot = try Scene.shot(3000, 2000) { settings in
            settings.aspectRatio = .ratio(width: 2, height: 1)
            settings.to = CropRectangle(x: 0, y: 0.75, width: 0.333)
        }
        #expect(try #require(shot.windows.last).excess(3000, 2000) <= 1e-9)
    }

    @Test("Where one end is missing the motion's own serves")
    func oneEnd() throws {
        let shot = try Scene.shot(1600, 900) { settings in
            settings.motion = .zoomIn
            settings.focus = .point(Point(x: 0.5, y: 0.5))
            settings.to = CropRectangle(x: 0, y: 0, width: 0.5)
        }
        #expect(shot.windows.first == Window(x: 0, y: 0, width: 1600, height: 900))
        #expect(shot.windows.last == Window(x: 0, y: 0, width: 800, height: 450))
    }
}
