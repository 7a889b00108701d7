package import Model
package import StrictJSON

/// Events as lines of JSON, one object a line: how a worker and its parent speak.
extension WorkEvent {
    /// Without the newline.
    var line: String {
        switch self {
        case .progress(let frame, let total):
            JSONWriter.line(["progress": [.integer(frame), .integer(total)]])
        case .failed(let failure):
            JSONWriter.line([
                "failed": [
                    "code": .string(failure.code.rawValue), "sentence": .string(failure.sentence),
                    "advice": .string(failure.advice),
                ]
            ])
        case .finished(let report):
            JSONWriter.line(["finished": report.json])
        }
    }

    /// Reads what `line` wrote; nil when it is anything else, as from a worker that died in the middle of a word.
    init?(line: some Sequence<UInt8>) {
        let limits = JSONLimits(bytes: 1 << 20)
        guard let root = try? JSONReader.read(Array(line), limits: limits) else { return nil }
        if let numbers = try? root["progress"]?.array().map({ try $0.integer() }), numbers.count == 2 {
            self = .progress(frame: numbers[0], of: numbers[1])
        } else if let failure = root["failed"].flatMap(JobFailure.init(json:)) {
            self = .failed(failure)
        } else if let report = root["finished"].flatMap(WorkReport.init(json:)) {
            self = .finished(report)
        } else {
            return nil
        }
    }
}

extension JobFailure {
    fileprivate init?(json: JSONNode) {
        guard let code = (try? json["code"]?.string()).flatMap(FailureCode.init(rawValue:)),
            let sentence = try? json["sentence"]?.string(), let advice = try? json["advice"]?.string()
        else { return nil }
        self.init(code, sentence, advice: advice)
    }
}

extension WorkReport {
    fileprivate var json: JSONValue {
        [
            "picture": [.integer(pictureWidth), .integer(pictureHeight)], "video": [.integer(width), .integer(height)],
            "frames": .integer(frames), "motion": .string(choices.motion.rawValue),
            "amount": .number(choices.amount), "fit": .string(choices.fit.rawValue),
            "focus": [.number(choices.focus.x), .number(choices.focus.y)],
            "depth": choices.depth?.json ?? .null,
            "reasons": .array(choices.reasons.map { .string($0) }), "decoding": .number(decoding),
            "rendering": .number(rendering), "contained_by": .string(containment.rawValue),
            "remarks": .array(remarks.map { .string($0) }), "digital_source": .string(digitalSource),
            "images": .array(images.map { .string($0.rawValue) }),
            "image_depth": imageDepth.map { .string($0.rawValue) } ?? .null,
            "path": .array(path.map { [.number($0.x), .number($0.y), .number($0.width), .number($0.height)] }),
        ]
    }

    fileprivate init?(json: JSONNode) {
        func numbers(_ key: String) -> [Double]? { try? json[key]?.array().map { try $0.double() } }
        guard let picture = numbers("picture"), picture.count == 2, let video = numbers("video"), video.count == 2,
            let frames = try? json["frames"]?.integer(), let focus = numbers("focus"), focus.count == 2,
            let motion = (try? json["motion"]?.string()).flatMap(Motion.init(rawValue:)),
            let amount = try? json["amount"]?.double(),
            let fit = (try? json["fit"]?.string()).flatMap(Fit.init(rawValue:)),
            let reasons = try? json["reasons"]?.array().map({ try $0.string() }),
            let decoding = try? json["decoding"]?.double(), let rendering = try? json["rendering"]?.double(),
            let containment = (try? json["contained_by"]?.string()).flatMap(Containment.init(rawValue:)),
            let digitalSource = try? json["digital_source"]?.string(),
            let remarks = try? json["remarks"]?.array().map({ try $0.string() }),
            let images = try? json["images"]?.array().map({ try $0.string() }),
            let path = try? json["path"]?.array().map({ try $0.array().map { try $0.double() } })
        else { return nil }
        self.init(
            pictureWidth: Int(picture[0]), pictureHeight: Int(picture[1]), width: Int(video[0]), height: Int(video[1]),
            frames: frames,
            choices: Choices(
                motion: motion, amount: amount, fit: fit, focus: Point(x: focus[0], y: focus[1]),
                depth: json["depth"].flatMap(DepthFinding.init(json:)), reasons: reasons),
            decoding: decoding, rendering: rendering,
            path: path.filter { $0.count == 4 }.map { Window(x: $0[0], y: $0[1], width: $0[2], height: $0[3]) },
            remarks: remarks, images: images.compactMap(DebugImage.init(rawValue:)),
            imageDepth: (try? json["image_depth"]?.string()).flatMap(DepthSource.init(rawValue:)),
            digitalSource: digitalSource, containment: containment)
    }
}

extension DepthFinding {
    /// As the receipt shows it.
    package var json: JSONValue {
        [
            "source": .string(source.rawValue), "minimum": .number(minimum), "maximum": .number(maximum),
            "percentile_1": .number(low), "percentile_99": .number(high), "focus": .number(focus),
            "amplitude": .number(amplitude),
        ]
    }

    fileprivate init?(json: JSONNode) {
        func number(_ key: String) -> Double? { try? json[key]?.double() }
        guard let source = (try? json["source"]?.string()).flatMap(DepthSource.init(rawValue:)),
            let minimum = number("minimum"), let maximum = number("maximum"), let low = number("percentile_1"),
            let high = number("percentile_99"), let focus = number("focus"), let amplitude = number("amplitude")
        else { return nil }
        self.init(
            source: source, minimum: minimum, maximum: maximum, low: low, high: high, focus: focus, amplitude: amplitude
        )
    }
}
