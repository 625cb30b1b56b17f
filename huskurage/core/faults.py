"""Where something went wrong, said without what was said: an error's own text may hold somebody's words."""

import traceback
from pathlib import Path
from typing import Final

_FRAMES: Final = 8  # the innermost calls that are named


def place_of(error: BaseException) -> str:
    """The error's type and the calls that led to it, innermost first: file, line and function, and no values."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames[-_FRAMES:]))
    return f"{type(error).__name__} at {' < '.join(places)}"
