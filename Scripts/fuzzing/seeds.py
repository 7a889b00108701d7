"""Pictures of every format to begin from, made by programs that have nothing to do with this one."""
import shutil
import subprocess

import blocks

# Name and the options with which ffmpeg makes it.
FFMPEG = {
    "plain.jpg": ["-pix_fmt", "yuvj420p"],
    "gray.jpg": ["-pix_fmt", "gray"],
    "rgb.png": ["-pix_fmt", "rgb24"],
    "alpha.png": ["-pix_fmt", "rgba"],
    "deep.png": ["-pix_fmt", "rgb48be"],
    "palette.png": ["-pix_fmt", "pal8"],
    "moving.png": ["-f", "apng", "-plays", "0"],
    "lossy.webp": ["-c:v", "libwebp"],
    "alpha.webp": ["-c:v", "libwebp", "-pix_fmt", "yuva420p"],
    "lossless.webp": ["-c:v", "libwebp", "-lossless", "1"],
    "moving.webp": ["-c:v", "libwebp_anim"],
    "moving.gif": [],
    "rgb.bmp": ["-pix_fmt", "bgr24"],
    "palette.bmp": ["-pix_fmt", "pal8"],
    "bare.jxl": [],
    "raw.tiff": ["-compression_algo", "raw"],
    "deep.tiff": ["-pix_fmt", "rgb48le", "-compression_algo", "deflate"],
    "palette.tiff": ["-pix_fmt", "pal8", "-compression_algo", "lzw"],
    "gray.depth.png": ["-pix_fmt", "gray"],
    "deep.depth.png": ["-pix_fmt", "gray16be"],
    "gray.depth.tiff": ["-pix_fmt", "gray", "-compression_algo", "lzw"],
}
DEPTH = "depth"
# Where several frames are wanted.
MOVING = "moving."


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"fuzz: {command[0]} failed: {done.stderr}")


def pictures(folder, size):
    """The files by format, in a folder made anew. Depth files are a format of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Drawn once, so that the rest starts from the same pixels.
    source = folder / "source.ppm"
    drawn = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate=1"]
    run("ffmpeg", "-v", "error", *drawn, "-frames:v", 1, source)
    for name, options in FFMPEG.items():
        given, count = (drawn, 3) if name.startswith(MOVING) else (["-i", source], 1)
        run("ffmpeg", "-v", "error", *given, "-frames:v", count, *options, "-bitexact", folder / name)
    run("cjpeg", "-progressive", "-outfile", folder / "progressive.jpg", source)
    run("cjpeg", "-restart", "1", "-outfile", folder / "restarts.jpg", source)
    run("tiffcp", "-c", "lzw", "-t", "-w", "16", "-l", "16", folder / "raw.tiff", folder / "tiles.tiff")
    run("tiffcp", "-c", "packbits", "-p", "separate", folder / "raw.tiff", folder / "planes.tiff")
    run("tiffcp", "-c", "jpeg", "-r", "16", folder / "raw.tiff", folder / "jpeg.tiff")

    def derive(name, origin, *more, change):
        (folder / name).write_bytes(change((folder / origin).read_bytes(), *more))

    derive("tagged.jpg", "progressive.jpg", change=blocks.jpeg)
    derive("tagged.png", "rgb.png", change=blocks.png)
    derive("tagged.webp", "lossy.webp", *(int(side) for side in size.split("x")), change=blocks.webp)
    derive("boxed.jxl", "bare.jxl", change=blocks.jpeg_xl)
    # They take Exif and profile over.
    run("heif-enc", folder / "tagged.jpg", "-o", folder / "tagged.heic")
    run("heif-enc", "-A", folder / "tagged.jpg", "-o", folder / "tagged.avif")
    run("heif-enc", folder / "alpha.png", "-o", folder / "alpha.heic")
    # Opacity that is said to be depth.
    derive("depth.heic", "alpha.heic", change=lambda file: file.replace(b"auxid:1", b"auxid:2"))
    source.unlink()

    found = {}
    for path in sorted(folder.iterdir()):
        found.setdefault(DEPTH if ".depth." in path.name else path.suffix[1:], []).append(path)
    return found
