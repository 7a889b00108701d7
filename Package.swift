// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let channels = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "soframe",
    products: [.executable(name: "soframe", targets: ["soframe"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0: C
        .systemLibrary(
            name: "CFFmpeg", pkgConfig: "libavformat libavcodec libavutil libswscale",
            providers: [.apt(["libavformat-dev", "libavcodec-dev", "libswscale-dev"])]),
        .systemLibrary(name: "CInotifyTools", providers: [.apt(["libinotifytools0-dev"])]),
        .systemLibrary(name: "CLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
        .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        .systemLibrary(name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CZimg", pkgConfig: "zimg", providers: [.apt(["libzimg-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CKernels"),
        .target(name: "COpenVINO"),
        // Floor 1: values
        .target(name: "Pixels"),
        .target(name: "StrictJSON"),
        .target(name: "Model", dependencies: ["StrictJSON"]),
        .target(name: "Depth", dependencies: ["Pixels", "Model"]),
        // Floor 2: one craft each
        .target(name: "Files", dependencies: ["CLinux", "Model"]),
        .target(name: "Watching", dependencies: ["CInotifyTools", "Model"]),
        .target(
            name: "Media",
            dependencies: ["CFFmpeg", "CLCMS", "CTIFF", "CTurboJPEG", "CZlib", "Pixels", "Model"]),
        .target(name: "Direction", dependencies: ["Depth", "Pixels", "Model"]),
        .target(name: "Inference", dependencies: ["COpenVINO", "Depth", "Model"]),
        .target(name: "Journaling", dependencies: ["Model", "StrictJSON", crypto, grdb]),
        // Floor 3: activities
        .target(name: "Rendering", dependencies: ["CKernels", "CZimg", "Pixels", "Model", "Depth"]),
        .target(name: "Intake", dependencies: ["Watching", "Files", "Model", "StrictJSON", crypto]),
        .target(name: "Retention", dependencies: ["Files", "Journaling", "Model", crypto]),
        .target(name: "Containing", dependencies: ["CLinux", "CSeccomp", "Model"]),
        // Floor 4: one job, one process
        .target(
            name: "Working",
            dependencies: [
                "Media", "Depth", "Direction", "Inference", "Rendering", "Containing", "Files", "Pixels", "Model",
                "StrictJSON",
            ]),
        // Floor 5: everything together
        .target(
            name: "Service",
            dependencies: [
                "Working", "Containing", "Intake", "Retention", "Watching", "Journaling", "Files", "Direction", "Model",
                "StrictJSON",
                crypto, lifecycle, signals, channels, logging,
            ]),
        // Floor 6: the command line
        .executableTarget(name: "soframe", dependencies: ["Service", "Model", "StrictJSON", arguments, logging]),

        // What tests of several floors share
        .target(name: "Fixtures", path: "Tests/Fixtures"),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Service", "Fixtures", "Working", "Containing", "Intake", "Watching", "Retention", "Journaling",
                "Files", "Model",
                "StrictJSON",
                "soframe", logging,
            ]),
        .testTarget(
            name: "CommandTests", dependencies: ["soframe", "Fixtures", "TestPictures", "Model", "StrictJSON"]),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
        .testTarget(name: "ModelTests", dependencies: ["Model", "StrictJSON"]),
        .testTarget(name: "FilesTests", dependencies: ["Files", "Fixtures", "Model"]),
        .testTarget(name: "WatchingTests", dependencies: ["Watching", "Fixtures", "Model"]),
        .testTarget(
            name: "IntakeTests", dependencies: ["Intake", "Fixtures", "Watching", "Files", "Model", "StrictJSON"]),
        .testTarget(name: "JournalingTests", dependencies: ["Journaling", "Model", "StrictJSON", grdb]),
        .testTarget(name: "RetentionTests", dependencies: ["Retention", "Fixtures", "Journaling", "Files", "Model"]),
        .target(name: "TestPictures", dependencies: ["Depth", "Model"], path: "Tests/TestPictures"),
        .testTarget(name: "PixelsTests", dependencies: ["Pixels"]),
        .testTarget(name: "MediaTests", dependencies: ["Media", "CFFmpeg", "Pixels", "Model", "TestPictures"]),
        .testTarget(name: "DepthTests", dependencies: ["Depth", "Model", "TestPictures"]),
        .testTarget(
            name: "InferenceTests", dependencies: ["Inference", "Depth", "Model", "TestPictures", "Fixtures"]),
        .testTarget(name: "DirectionTests", dependencies: ["Direction", "Depth", "Pixels", "Model"]),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["Rendering", "Direction", "Depth", "Media", "Pixels", "Model", "TestPictures"]),
        .testTarget(
            name: "WorkingTests",
            dependencies: [
                "Working", "Containing", "Media", "Files", "Pixels", "Model", "TestPictures", "Fixtures", "soframe",
            ]),
    ]
)

// libFuzzer brings a main function of its own, without which this does not link: Scripts/fuzz alone builds it.
if Context.environment["SOFRAME_FUZZ"] != nil {
    package.targets.append(.executableTarget(name: "Fuzzing", dependencies: ["Media", "Model"], path: "Tests/Fuzzing"))
}

// Parts of the program by themselves, for Scripts/bench alone.
if Context.environment["SOFRAME_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Benching",
            dependencies: [
                "Media", "Depth", "Direction", "Rendering", "Pixels", "Model", "StrictJSON", "TestPictures", arguments,
            ],
            path: "Tests/Benching"))
}

for target in package.targets where target.type != .system {
    target.swiftSettings = strict
    // Unoptimised SIMD is hundreds of times slower: pixel loops are optimised in debug builds too.
    if ["Depth", "Inference", "Rendering"].contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
    if target.name == "CKernels" {
        target.cSettings = [.unsafeFlags(["-O2"], .when(configuration: .debug))]
    }
}
