import Foundation
import Model

/// The gallery as HTML: one file with its clips inside, which may fetch nothing.
struct GalleryPage {
    struct Clip {
        let preset: Preset
        /// What was chosen for it, and why.
        let chosen: Choices
        /// An MP4.
        let video: [UInt8]
    }

    let clips: [Clip]
    /// Whether they show the drawn scene.
    let isSample: Bool
    /// How long each is.
    let seconds: Double

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; media-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>Soframe: motions</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <header>
        <h1>What the camera can do</h1>
        <p>Every <code>motion</code> of \(isSample ? "a drawn scene whose depth is known" : "your picture"), \(String(format: "%g", seconds)) seconds each. \
        Write the word into a sidecar, such as <code>{"motion": "zoom_in"}</code>.</p>
        </header>
        <main>
        \(section("Chosen by itself", clips.filter { $0.preset.motion == .auto }))
        \(section("Over the picture", clips.filter { $0.preset.motion != .auto && !$0.preset.motion.isThroughDepth }))
        \(section("Through its depth", clips.filter { $0.preset.motion.isThroughDepth }))
        </main>
        <script>
        if (matchMedia("(prefers-reduced-motion: reduce)").matches)
          for (const video of document.querySelectorAll("video")) { video.autoplay = false; video.pause() }
        </script>
        </body>
        </html>

        """
    }

    private func section(_ title: String, _ clips: [Clip]) -> String {
        """
        <section aria-label="\(title)">
        <h2>\(title)</h2>
        <ul>
        \(clips.map(item).joined(separator: "\n"))
        </ul>
        </section>
        """
    }

    private func item(_ clip: Clip) -> String {
        let (word, summary) = (clip.preset.motion.rawValue, clip.preset.summary)
        let reason =
            clip.preset.motion == .auto
            ? clip.chosen.reasons.first { $0.hasPrefix("motion is ") }
            : clip.chosen.depth.map { "depth from \($0.source.rawValue)." }
        return """
            <li><figure>
            <video src="data:video/mp4;base64,\(Data(clip.video).base64EncodedString())" width="480" height="270" \
            autoplay loop muted playsinline controls aria-label="\(word): \(Self.escaped(summary))"></video>
            <figcaption><h3><code>\(word)</code></h3><p>\(Self.escaped(summary))</p>\
            \(reason.map { "<p class=\"reason\">Here: \(Self.escaped($0))</p>" } ?? "")</figcaption>
            </figure></li>
            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    private static let style = """

        :root { color-scheme: light dark; --ground: #f6f5f2; --card: #fff; --ink: #1d1d1b; --quiet: #5c5b57; --line: #dddad2 }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #161615; --card: #222220; --ink: #ecebe6; --quiet: #a5a39b; --line: #38372f }
        }
        * { box-sizing: border-box }
        body { margin: 0 auto; max-width: 84rem; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; background: var(--ground);
          color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
        h1 { margin: 0; font-size: 1.75rem } h2 { margin: 2.5rem 0 1rem; font-size: 1.1rem } h3 { margin: 0; font-size: 1rem }
        header p { max-width: 44rem; color: var(--quiet) }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
        ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1.25rem;
          margin: 0; padding: 0; list-style: none }
        figure { margin: 0; height: 100%; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden;
          background: var(--card) }
        video { display: block; width: 100%; height: auto; background: #000 }
        figcaption { padding: .75rem 1rem 1rem } figcaption p { margin: .25rem 0 0; color: var(--quiet) }
        .reason { font-size: .875rem }

        """
}
