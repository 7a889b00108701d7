import Fixtures
import Foundation
import Testing

@Suite(.timeLimit(.minutes(2)))
struct DoctorTests {
    private let root: TestFolder

    init() throws { root = try TestFolder() }

    @Test("A sound installation gets a clean bill, with the sandbox tried on this kernel")
    func sound() async throws {
        let doctor = try await soframe("doctor", root.path)
        #expect(doctor.code == 0, "\(doctor.output)")
        #expect(doctor.output.contains("good: The sandbox holds: 11 ways out were tried from inside, and the kernel"))
        #expect(doctor.output.contains("good: FFmpeg has every codec that is needed."))
        #expect(doctor.output.contains("inbox is not there yet; it will be made."))
        #expect(doctor.output.contains("good: The clock says "))
        // It looks and leaves no trace.
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty)
    }

    @Test("A state folder that others can read is bad, and the remedy is named")
    func readableState() async throws {
        let state = root.at("state")
        try FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let doctor = try await soframe("doctor", root.path)
        #expect(doctor.code == 1)
        #expect(
            doctor.output.contains(
                "bad: Other users can look into the state folder \(root.path)/state, which holds pictures' names.\n"
                    + "    Run chmod 700 on it.\n"))
    }

    @Test(
        "A sandbox that the configuration weakens is a warning",
        arguments: [
            ("off", "warning: Pictures are decoded uncontained, as the configuration says.\n"),
            ("seccomp_only", "It is seccomp's alone, as the configuration says.\n"),
        ])
    func weakened(setting: String, sentence: String) async throws {
        let doctor = try await soframe("doctor", root.path, environment: ["SOFRAME_SANDBOX": setting])
        #expect(doctor.code == 0)
        #expect(doctor.output.contains(sentence), "\(doctor.output)")
    }

    @Test("An unknown time zone is bad")
    func zone() async throws {
        let doctor = try await soframe(
            "doctor", root.path, environment: ["SOFRAME_RETENTION_TIME_ZONE": "Europe/Atlantis"])
        #expect(doctor.code == 1)
        #expect(doctor.output.contains("bad: The time zone Europe/Atlantis of retention.time_zone is unknown; "))
    }
}
