import Fixtures
import Foundation
import Testing

@testable import Service

/// Where OpenVINO is looked for, and whom it must belong to. A library is known by its name here; none is loaded.
struct RuntimeSearchTests {
    private let root: TestFolder

    init() throws { root = try TestFolder() }

    private func library(in place: String) throws -> String {
        try root.write("\(place)/libopenvino_c.so.2641", "a library")
    }

    private func found(given: String? = nil, _ environment: [String: String] = [:]) throws -> String {
        try RuntimeSearch(given: given, environment: environment).find()
    }

    @Test(
        "It is found in our own folder, a virtual environment and the user's packages, in that order",
        arguments: [
            "home/.local/share/soframe/openvino", "home/.local/share/soframe/openvino/openvino/libs",
            "venv/lib/python3.11/site-packages/openvino/libs", "home/.local/lib/python3.12/site-packages/openvino/libs",
        ])
    func usual(place: String) throws {
        let environment = ["HOME": root.at("home"), "VIRTUAL_ENV": root.at("venv")]
        let last = try library(in: "home/.local/lib/python3.9/site-packages/openvino/libs")
        #expect(try found(environment) == last)
        try root.remove("home/.local/lib/python3.9")
        let library = try library(in: place)
        #expect(try found(environment) == library)
    }

    private func found(_ environment: [String: String]) throws -> String { try found(given: nil, environment) }

    @Test(
        "A path that is given is the library, its folder, a folder of pip's, or a virtual environment; and no other counts"
    )
    func given() throws {
        for place in ["own", "pip/openvino/libs", "venv/lib/python3.13/site-packages/openvino/libs"] {
            let library = try library(in: place)
            #expect(try found(given: library) == library)
            #expect(try found(given: root.at(String(place.prefix { $0 != "/" }))) == library)
        }
        try root.makeFolder("empty")
        for path in [root.at("empty"), root.at("missing"), root.at("empty/libopenvino_c.so")] {
            #expect(
                throws: UserError(
                    "There is no libopenvino_c.so at \(path), which models.runtime names. Correct it, or install OpenVINO there "
                        + "with Scripts/install-openvino.")
            ) { try found(given: path, ["VIRTUAL_ENV": root.at("venv")]) }
        }
    }

    @Test("A link is followed to the folder that the other parts are in")
    func link() throws {
        let library = try library(in: "parts")
        try root.makeFolder("links")
        try FileManager.default.createSymbolicLink(
            atPath: root.at("links/libopenvino_c.so"), withDestinationPath: library)
        #expect(try found(given: root.at("links")) == library)
    }

    @Test(
        "What others may write to is not loaded: the folder, a file in it, or a folder above",
        arguments: ["a/b", "a/b/libtbb.so", "a"])
    func writable(place: String) throws {
        let library = try library(in: "a/b")
        try root.write("a/b/libtbb.so", "another")
        guard unsafe chmod(root.at(place), place == "a/b/libtbb.so" ? 0o666 : 0o777) == 0 else {
            throw Unmet("no rights")
        }
        #expect {
            try found(given: library)
        } throws: { error in
            let reason =
                place == "a"
                ? "others may exchange what is in it. Run chmod o-w"
                : "others than its owner may change it. Run chmod go-w"
            return "\(error)"
                == "OpenVINO is not loaded from \(root.at(place)): \(reason) on it, or install OpenVINO elsewhere with "
                + "Scripts/install-openvino."
        }
    }

    @Test("A library of another user is not loaded")
    func foreign() throws {
        let folder = (try library(in: "a") as NSString).deletingLastPathComponent
        guard unsafe chown("\(folder)/libopenvino_c.so.2641", 12345, 12345) == 0 else {
            // Only root can give files away; what is root's is another user's then.
            #expect(throws: Never.self) { try RuntimeTrust.check(folder: "/usr/lib", user: geteuid()) }
            return
        }
        #expect {
            try RuntimeTrust.check(folder: folder, user: 0)
        } throws: { error in
            "\(error)".hasPrefix(
                "OpenVINO is not loaded from \(folder)/libopenvino_c.so.2641: it belongs to the user 12345, who is neither root "
                    + "nor the one that runs soframe (0). Run chown on it, or ")
        }
        #expect(throws: Never.self) { try RuntimeTrust.check(folder: folder, user: 12345) }
    }
}
