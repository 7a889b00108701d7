"""Other programs on the same job: a picture becomes five seconds of 1080p30, zoomed from 1 to 1.25 about its middle, coded by
libx264 veryfast at crf 20. Those that are not installed are left out, and the bench says so."""
import shutil
from pathlib import Path

from encoder_settings import STILL
from machine import ROOT, run

FRAMES, FPS = 150, 30
ENCODER = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20"]
# What a job of medium quality adds to them (EncodingParameters.swift).
OWN_OPTIONS = ["-x264-params", ":".join(f"{key}={value}" for key, value in STILL.items())]
ZOOM = {"motion": "zoom_in", "motion_amount": 0.25, "easing": "linear", "focus": {"x": 0.5, "y": 0.5}}

# Where each optional peer, and what counts instructions, comes from.
REMEDIES = {
    "valgrind": "apt-get install valgrind",
    "melt": "apt-get install melt",
    "MoviePy": "python3 -m venv .build/bench/moviepy && .build/bench/moviepy/bin/pip install moviepy",
    "DepthFlow": "python3 -m venv .build/bench/depthflow && .build/bench/depthflow/bin/pip install shaderflow diskcache "
                 "imageio pydantic && .build/bench/depthflow/bin/pip install --no-deps depthflow==1.0.1 "
                 "(it draws with Mesa's software OpenGL: apt-get install libegl1)",
}
MOVIEPY = ROOT / ".build/bench/moviepy/bin/python"
DEPTHFLOW = ROOT / ".build/bench/depthflow/bin/python"


def ffmpeg(*words):
    return ["ffmpeg", "-v", "error", "-y", *words]


def zoompan(picture, video, width=1920, height=1080, before=""):
    """FFmpeg's own filter for this, along Soframe's path (each frame is larger than the last by the same factor), so that their
    frames can be compared; `before` is what is done to the picture first."""
    chain = (f"crop=iw:iw*9/16,{before}zoompan=z='pow(1.25,on/{FRAMES - 1})':x='iw/2-(iw/zoom/2)':y='ih/2-(ih/zoom/2)'"
             f":d={FRAMES}:s={width}x{height}:fps={FPS}")
    return ffmpeg("-i", picture, "-vf", chain, *ENCODER, video)


def perspective(picture, video):
    """FFmpeg's filter that moves corners by fractions of a pixel, from a picture of 1.25 times the video's size."""
    left, top = (f"{side}*(1-1/(1+0.25*(on-1)/{FRAMES - 1}))/2" for side in "WH")
    corners = f"x0='{left}':y0='{top}':x1='W-{left}':y1='{top}':x2='{left}':y2='H-{top}':x3='W-{left}':y3='H-{top}'"
    chain = (f"crop=iw:iw*9/16,scale=2400:1350,format=yuv420p,loop={FRAMES - 1}:1:0,setpts=N/{FPS}/TB,fps={FPS},"
             f"perspective={corners}:interpolation=cubic:sense=source:eval=frame,scale=1920:1080")
    return ffmpeg("-i", picture, "-vf", chain, *ENCODER, video)


def melt(picture, video):
    """MLT's affine filter; the picture must have the video's shape."""
    rectangle = f"0=0/0:1920x1080:100;{FRAMES - 1}=-240/-135:2400x1350:100"
    return ["melt", "-quiet", "-profile", f"atsc_1080p_{FPS}", picture, f"out={FRAMES - 1}", "-filter", "affine",
            f"transition.rect={rectangle}", "-consumer", f"avformat:{video}", "vcodec=libx264", "preset=veryfast", "crf=20",
            "an=1"]


def moviepy(picture, video):
    return [MOVIEPY, Path(__file__).with_name("moviepy_zoom.py"), picture, video]


def of_a_zoom(bench, kind):
    """Every peer's command by name, on that picture in 4:4:4; the names of those that are missing."""
    picture = bench.path(f"{kind}-444.jpg")
    wide = bench.path(f"{kind}-wide.jpg")
    run(*ffmpeg("-i", picture, "-vf", "crop=iw:iw*9/16", "-q:v", "2", wide))
    peers = {
        "zoompan, picture scaled to 8000 first": zoompan(picture, bench.path("prescaled.mp4"), before="scale=8000:-1,"),
        "perspective, 1.25 ×": perspective(picture, bench.path("perspective.mp4")),
    }
    if shutil.which("melt"):
        peers["melt, affine"] = melt(wide, bench.path("melt.mp4"))
    if MOVIEPY.exists():
        peers["MoviePy"] = moviepy(wide, bench.path("moviepy.mp4"))
    missing = [name for name, is_there in [("melt", shutil.which("melt")), ("MoviePy", MOVIEPY.exists())] if not is_there]
    return peers, missing
