"""A zoom as MoviePy's users write it: the picture at the video's size, resized for each frame. Run by MoviePy's Python."""
import sys

from moviepy import CompositeVideoClip, ImageClip

SECONDS, FPS, SIZE = 5, 30, (1920, 1080)
picture, video = sys.argv[1:]
still = ImageClip(picture).resized(SIZE).with_duration(SECONDS)
moving = still.resized(lambda t: 1 + 0.25 * t / SECONDS).with_position("center")
CompositeVideoClip([moving], size=SIZE).write_videofile(
    video, fps=FPS, codec="libx264", preset="veryfast", ffmpeg_params=["-crf", "20"], audio=False, logger=None)
