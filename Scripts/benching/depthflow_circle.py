"""Renders a camera that circles over a picture with DepthFlow; prints the seconds that its frames took, encoded, without what
came before them. Run by DepthFlow's Python.

    depthflow_circle.py PICTURE DEPTH VIDEO WIDTH HEIGHT FPS SECONDS
"""
import math
import os
import sys
import time

# Without a screen, and with Mesa's software OpenGL even where there is a graphics card: both sides have the same processor.
os.environ.update(WINDOW_BACKEND="headless", LIBGL_ALWAYS_SOFTWARE="1", GALLIUM_DRIVER="llvmpipe")

from attrs import define  # noqa: E402
from depthflow.scene import DepthScene  # noqa: E402


@define
class Circle(DepthScene):
    """As in its own examples, a fifth as far, which is as far as Soframe goes by default."""

    def update(self):
        self.state.isometric, self.state.steady = 0.6, 0.3
        self.state.offset = (0.1 * math.cos(self.cycle), 0.1 * math.sin(self.cycle))


def main():
    picture, depth, video, width, height, rate, seconds = sys.argv[1:]
    scene = Circle()
    scene.input(image=picture, depth=depth)
    scene.ffmpeg.h264(preset="veryfast", crf=20)
    begun = time.monotonic()
    scene.main(width=int(width), height=int(height), fps=float(rate), time=float(seconds), output=video, turbo=False)
    print(time.monotonic() - begun)


if __name__ == "__main__":
    main()
