import Foundation
import GRDB
import Model
import Testing

@testable import Journaling

/// Names leave the file, not only the tables.
struct ForgettingTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    private func name(_ number: Int) -> String {
        "canary-\(number)-" + String(repeating: "x", count: number % 190) + ".jpg"
    }

    private func remnants() throws -> Int {
        var rest = try test.bytes()[...]
        var count = 0
        while let found = rest.range(of: Data("canary-".utf8)) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }

    @Test(
        "Once inputs are gone and a sweep was recorded no byte of their names is left in the file",
        arguments: InputEnding.allCases)
    func names(ending: InputEnding) async throws {
        for start in stride(from: 0, to: 600, by: 100) {
            _ = try await journal.sight(
                (start..<start + 100).map { number in
                    Sighting(
                        path: try place(name(number)), kind: .picture, stamp: .test(inode: UInt64(number)),
                        at: .minute(0))
                })
        }
        for number in 0..<40 { try await refuse(number) }
        for number in 40..<60 { try await requeue(number) }
        _ = try await journal.ask(.retry, .inbox(place(name(7))), at: .minute(1))
        let answered = try await journal.ask(.retry, .inbox(place(name(8))), at: .minute(1))
        try await journal.answer(answered, journal.retry(place(name(8)), at: .minute(1)))
        #expect(try remnants() > 600)
        try await end(ending)
        #expect(try await journal.inputs() == [])
        try await journal.swept(at: .minute(10), deleted: 0, failed: 0)
        #expect(try remnants() == 0)
    }

    private func refuse(_ number: Int) async throws {
        let name = name(number)
        try await test.refuse(
            name, content: "\(number)", inode: UInt64(number),
            JobFailure(.unreadable, "\(name) cannot be read.", advice: "Give \(name) other rights."))
    }

    private func requeue(_ number: Int) async throws {
        try await test.admit(name(number), content: "\(number)", inode: UInt64(number))
        let job = try await test.claim()
        try await journal.requeue(
            job.id, notBefore: .minute(50), isForgiven: true, at: .minute(1), reason: "Could not read \(job.path).")
    }

    private func end(_ ending: InputEnding) async throws {
        let inputs = try await journal.inputs()
        switch ending {
        case .deleted:
            let swept = inputs.map { SweptInput(id: $0.id, identity: $0.stamp.identity) }
            for start in stride(from: 0, to: swept.count, by: 64) {
                try await journal.deleted(Array(swept[start..<min(start + 64, swept.count)]), at: .minute(9))
            }
        case .vanished: try await journal.vanish(inputs.map(\.id), at: .minute(9))
        case .replaced:
            try await journal.queue.write { database in
                for input in inputs { try database.end(input.id, .replaced, at: .minute(9)) }
            }
        }
    }

    @Test(
        "Nor while others come, change and stay, so that rows move between pages",
        arguments: 1...4 as ClosedRange<UInt64>)
    func churn(seed: UInt64) async throws {
        // Waiting for the disk some hundred times would prove nothing here.
        try journal.queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        var random = SplitMix(state: seed)
        var live: [Int64: Int] = [:]
        var gone: Set<String> = []
        var count = 0
        for _ in 0..<250 {
            let numbers = count..<count + Int.random(in: 1...20, using: &random)
            count = numbers.upperBound
            let sightings = try numbers.map { number in
                let folder = ["a", "b", "c", "d"].randomElement(using: &random) ?? ""
                return Sighting(
                    path: try place(folder + "/" + name(number)), kind: .picture, stamp: .test(), at: .minute(0))
            }
            for (number, input) in zip(numbers, try await journal.sight(sightings)) { live[input.id] = number }
            let changing = live.keys.sorted().shuffled(using: &random).prefix(6)
            try await journal.queue.write { database in
                for id in changing {
                    try database.run("INSERT OR REPLACE INTO content VALUES (?, zeroblob(32))", [id])
                }
            }
            let ending = live.keys.sorted().shuffled(using: &random).prefix(Int.random(in: 0...20, using: &random))
            try await journal.vanish(Array(ending), at: .minute(1))
            for id in ending { gone.insert("canary-\(live.removeValue(forKey: id) ?? -1)-") }
        }
        try await journal.swept(at: .minute(2), deleted: 0, failed: 0)
        let left = try namesInFile()
        #expect(left.intersection(gone) == [])
        #expect(left.count == live.count)
        #expect(gone.count > 1000)
    }

    /// Every `canary-N-` in the file.
    private func namesInFile() throws -> Set<String> {
        let text = String(decoding: try test.bytes(), as: Unicode.ASCII.self)
        return Set(text.matches(of: /canary-[0-9]+-/).map { String($0.output) })
    }

    @Test("What is still there keeps its name, explanation, quotation and request")
    func keeping() async throws {
        try await refuse(1)
        try await requeue(2)
        let gone = try await test.sight("gone.jpg")
        let request = try await journal.ask(.retry, .inbox(place(name(1))), at: .minute(9))
        try await journal.vanish([gone.id], at: .minute(9))
        try await journal.swept(at: .minute(10), deleted: 0, failed: 0)
        #expect(try await journal.inputs().map(\.path.description) == [name(1), name(2)])
        #expect(try await journal.unnoted().map(\.failure.sentence) == ["\(name(1)) cannot be read."])
        #expect(try await test.story(name(2)).transitions.last?.reason == "Could not read \(name(2)).")
        #expect(try await journal.requests().map(\.id) == [request])
        await #expect(throws: DatabaseError.self, "A name is still unique.") {
            try await journal.queue.write { database in
                try database.execute(sql: "INSERT INTO name (input, path) SELECT 99, path FROM name LIMIT 1")
            }
        }
    }

    @Test("Settings, which may name files, go with their picture, or with its last job if that ends later")
    func settings() async throws {
        var settings = Settings.test(duration: 9)
        settings.depth.path = try place("canary-depth.png")
        for number in 1...30 {
            try await test.admit("\(number).jpg", content: "\(number)", inode: UInt64(number), settings)
        }
        let running = try await test.claim()
        #expect(running.settings == settings)
        for number in 1...30 { try await test.delete("\(number).jpg", at: 1) }
        try await journal.swept(at: .minute(2), deleted: 30, failed: 0)
        #expect(try remnants() == 1, "the job that runs needs its own")
        try await journal.fail(running.id, .test, at: .minute(3))
        try await journal.swept(at: .minute(4), deleted: 0, failed: 0)
        #expect(try remnants() == 0)
    }

    @Test("A failure that comes after the picture went leaves only its code")
    func lateFailure() async throws {
        try await test.admit(name(1))
        let job = try await test.claim()
        try await journal.vanish([job.input], at: .minute(1))
        let failure = JobFailure(.workerCrashed, "\(name(1)) crashed.", advice: "Send \(name(1)) again.")
        try await journal.fail(job.id, failure, at: .minute(2))
        #expect(try await journal.recent(ended: 1).ended.map(\.code) == [.workerCrashed])
        #expect(try remnants() == 0)
    }

    @Test("An output that outlasts its picture is known by its name to whoever has that, and its name is forgotten")
    func lastingOutputs() async throws {
        for number in 1...40 {
            try await test.admit(name(number), content: "\(number)", inode: UInt64(number))
            let job = try await test.deliver(name(number), as: name(number) + ".mp4", inode: UInt64(900 + number))
            try await journal.wrote(
                .receipt, job: job.id, input: job.input, path: place(name(number) + ".receipt.json"),
                FileIdentity(device: 1, inode: 2000 + UInt64(number)), at: .minute(1))
        }
        for number in 1...40 { try await test.delete(name(number), at: 2) }
        try await journal.swept(at: .minute(3), deleted: 40, failed: 0)
        #expect(try remnants() == 0)
        let story = try #require(try await journal.story(inbox: nil, outbox: place(name(7) + ".mp4")))
        #expect(story.outputs.map(\.path?.description) == [name(7) + ".mp4", nil])
        #expect(story.outputs.map(\.identity.inode) == [907, 2007])
        #expect(try await journal.outputs(.video, until: .minute(9)).compactMap(\.path) == [])
        #expect(try await journal.story(inbox: nil, outbox: place("canary-7.mp4")) == nil)
    }

    @Test("A video that is delivered after its picture went has a name until its hook was told")
    func lateDelivery() async throws {
        let test = try TestJournal(hooks: [.delivered])
        let journal = test.journal
        try await test.admit("canary.jpg")
        let job = try await test.claim()
        try await test.delete("canary.jpg", at: 1)
        #expect(
            try await journal.beginPublishing(
                job.id, as: place("canary.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(2)))
        try await journal.delivered(job.id, at: .minute(3))
        #expect(try await journal.dueHook(at: .minute(3))?.video == place("canary.mp4"))
        try await journal.hookRan(job.id)
        #expect(try await journal.outputs(of: job.input, .video).map(\.path) == [nil])
        try await journal.swept(at: .minute(4), deleted: 0, failed: 0)
        #expect(try test.bytes().range(of: Data("canary".utf8)) == nil)
    }

    @Test("The names of outputs that are removed or replaced are forgotten, also of those that never came to be")
    func outputs() async throws {
        try await test.sight("a.jpg")
        try await test.admit("a.jpg", sidecar: "1")
        try await test.deliver("a.jpg", as: "canary-1.mp4", inode: 901)
        try await test.admit("a.jpg", sidecar: "2")
        try await test.deliver("a.jpg", as: "canary-1.mp4", inode: 902)
        try await test.admit("a.jpg", sidecar: "3")
        let job = try await test.claim()
        _ = try await journal.beginPublishing(
            job.id, as: place("canary-3.mp4"), FileIdentity(device: 1, inode: 903), at: .minute(1))
        #expect(try await journal.outputs(of: job.input, .video).count == 1)
        try await journal.unpublish(job.id, at: .minute(2))
        try await journal.removed(journal.outputs(of: job.input, .video).map(\.id), at: .minute(3))
        try await journal.swept(at: .minute(4), deleted: 0, failed: 0)
        #expect(try remnants() == 0)
        #expect(try await journal.story(inbox: nil, outbox: place("canary-1.mp4")) == nil)
    }
}

/// Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators* (2014): the same numbers on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
