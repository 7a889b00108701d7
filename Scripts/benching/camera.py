"""Camera moves over one picture: the whole job against the encoder alone on the very frames, and against other programs."""
import re

import peers
from machine import run, say, together
from peers import ENCODER, FRAMES, OWN_OPTIONS, ZOOM, ffmpeg

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}


def raw_frames(bench, picture, name, **settings):
    """The frames of a job, as they are before any encoder sees them: where they are, and the lossless video they come from."""
    exact, frames = bench.path(f"{name}-exact.mp4"), bench.path(f"{name}.yuv")
    run(*bench.job(picture, bench.sidecar(f"{name}-exact", quality="lossless", **settings), exact))
    run(*ffmpeg("-i", exact, "-pix_fmt", "yuv420p", "-f", "rawvideo", frames))
    return frames, exact


def encoding(frames, width, height, video, *options):
    """FFmpeg encodes frames that are there already: what no renderer can be faster than."""
    return ffmpeg("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", "30", "-i", frames, *ENCODER,
                  *options, video)


def likeness(video, exact):
    """Luma SSIM of a video to the lossless one."""
    said = run("ffmpeg", "-i", video, "-i", exact, "-lavfi", "ssim", "-f", "null", "-").stderr
    return float(re.search(r"SSIM Y:([0-9.]+)", said)[1])


def _size_and_likeness(video, exact):
    return f"{video.stat().st_size // 1000} kB, {likeness(video, exact):.4f}"


def zoom(bench):
    for kind in ["photograph"] if bench.options.quick else ["photograph", "sharp"]:
        say(f"A zoom: 12 MP JPEG to 5 s of 1080p30, {kind}")
        _zoom(bench, kind)


def _zoom(bench, kind):
    frames, exact = raw_frames(bench, bench.path(f"{kind}-444.jpg"), "zoom", **ZOOM)
    side = bench.sidecar("zoom", **ZOOM)
    commands = {"encoder": encoding(frames, 1920, 1080, bench.path("encoder.mp4")),
                "own": encoding(frames, 1920, 1080, bench.path("own.mp4"), *OWN_OPTIONS)}
    for form in ["444", "420"]:
        picture = bench.path(f"{kind}-{form}.jpg")
        commands[form] = bench.job(picture, side, bench.path(f"ours-{form}.mp4"))
        commands[f"zoompan {form}"] = peers.zoompan(picture, bench.path(f"zoompan-{form}.mp4"))
    found = together(commands, bench.runs)
    alone, own, table = found["encoder"], found["own"], bench.table
    table.add(f"{kind}: encoder alone on ready-made frames", f"{alone.wall:.2f} s, {alone.cpu:.2f} CPU s, {alone.peak:.0f} MiB")
    table.ratio(f"{kind}: encoder with a job's own options / encoder alone", own.wall / alone.wall, f"{own.wall:.2f} s")
    for form, name, goal in [("444", "4:4:4", 2.2), ("420", "4:2:0", 1.6)]:
        ours, theirs = found[form], found[f"zoompan {form}"]
        table.ratio(f"{kind}: whole job, {name} / encoder alone", ours.wall / alone.wall,
                    f"{ours.wall:.2f} s, {ours.cpu:.2f} CPU s, {ours.peak:.0f} MiB", most=1.10)
        table.ratio(f"{kind}: whole job, {name} / encoder alone with its options", ours.wall / own.wall)
        table.ratio(f"{kind}: zoompan / whole job, {name}", theirs.wall / ours.wall,
                    f"{theirs.wall:.2f} s, {theirs.cpu:.2f} CPU s", least=goal)
    if not bench.options.quick:
        _others(bench, kind, found["444"])
    for name, video in [("encoder", "encoder"), ("whole job", "ours-444"), ("zoompan", "zoompan-444")]:
        table.add(f"{kind}: bytes and luma SSIM, {name}", _size_and_likeness(bench.path(f"{video}.mp4"), exact))
    frames.unlink()


def _others(bench, kind, ours):
    """Peers that take long: once each."""
    commands, missing = peers.of_a_zoom(bench, kind)
    for name, theirs in together(commands, 1).items():
        bench.table.ratio(f"{kind}: {name} / whole job", theirs.wall / ours.wall,
                          f"{theirs.wall:.1f} s, {theirs.cpu:.1f} CPU s, {theirs.peak:.0f} MiB")
    for name in missing:
        say(f"  {name} is not here and left out; to have it: {peers.REMEDIES[name]}")


def sizes(bench):
    """The same move at other sizes."""
    picture = bench.path("photograph-420.jpg")
    for name, (width, height) in SIZES.items():
        if name == "1080p":
            continue
        say(f"A zoom at {name}")
        # Frames of 4K are many bytes; a second of them tells as much.
        settings = dict(ZOOM, resolution=name, duration=1 if name == "4k" else 5)
        frames, _ = raw_frames(bench, picture, name, **settings)
        found = together({
            "encoder": encoding(frames, width, height, bench.path("encoder.mp4")),
            "own": encoding(frames, width, height, bench.path("own.mp4"), *OWN_OPTIONS),
            "job": bench.job(picture, bench.sidecar(name, **settings), bench.path("job.mp4"))}, bench.runs)
        frames.unlink()
        _report(bench, f"zoom at {name}", found)


def portrait(bench):
    """A picture on end in a wide frame, over a blurred copy of itself."""
    say("A portrait over its own blur")
    run(*ffmpeg("-i", bench.path("photograph-420.jpg"), "-vf", "transpose=1", "-q:v", "3", bench.path("portrait.jpg")))
    settings = dict(ZOOM, fit="contain_blur")
    picture = bench.path("portrait.jpg")
    frames, _ = raw_frames(bench, picture, "portrait", **settings)
    # The usual recipe, which stands still.
    recipe = ("split[a][b];[a]scale=1920:1080:force_original_aspect_ratio=increase,crop=1920:1080,boxblur=40[blur];"
              "[b]scale=-2:1080[still];[blur][still]overlay=(W-w)/2:0,format=yuv420p")
    found = together({
        "encoder": encoding(frames, 1920, 1080, bench.path("encoder.mp4")),
        "own": encoding(frames, 1920, 1080, bench.path("own.mp4"), *OWN_OPTIONS),
        "job": bench.job(picture, bench.sidecar("portrait", **settings), bench.path("job.mp4")),
        "recipe": ffmpeg("-loop", "1", "-r", "30", "-t", str(FRAMES // 30), "-i", picture, "-filter_complex", recipe, *ENCODER,
                         bench.path("recipe.mp4"))}, bench.runs)
    frames.unlink()
    _report(bench, "portrait over blur", found)
    bench.table.ratio("portrait over blur: ffmpeg's split, boxblur and overlay, standing still / whole job",
                      found["recipe"].wall / found["job"].wall, f"{found['recipe'].wall:.2f} s")


def _report(bench, name, found):
    alone, own, ours = found["encoder"], found["own"], found["job"]
    bench.table.ratio(f"{name}: whole job / encoder alone", ours.wall / alone.wall,
                      f"{ours.wall:.2f} s, {ours.cpu:.2f} CPU s, {ours.peak:.0f} MiB", most=1.10)
    bench.table.ratio(f"{name}: whole job / encoder alone with its options", ours.wall / own.wall)
