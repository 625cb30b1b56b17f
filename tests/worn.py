"""A code as a telephone sees it in a stairwell: small, tilted, blurred, noisy, dim, with stains and torn corners."""

import cv2
import numpy as np
import zxingcpp

SEEDS = range(12)
EDGE = 4  # pixels of white looked at around a code
SIDE = 100  # pixels that the code has in the camera's picture


def outline(image: np.ndarray, place: zxingcpp.Position) -> np.ndarray:
    """The corners of a code's black part, clockwise, to parts of a pixel.

    A reader gives whole pixels: on a small code that is a sixth of a module, and cut out by them it is worn already.
    The code lies straight on the page, so that its edges are where the lines through the finders turn dark.
    """
    found = np.array([(at.x, at.y) for at in (place.top_left, place.bottom_right)])
    (left, top), (right, bottom) = found[0] - EDGE, found[1] + EDGE
    dark = 1 - image[top:bottom, left:right].mean(axis=2) / 255
    row, column = (dark[EDGE + 3 : EDGE + 9].mean(axis=0), dark[:, EDGE + 3 : EDGE + 9].mean(axis=1))
    low = np.array([left + _first(row), top + _first(column)])
    high = np.array([right - _first(row[::-1]), bottom - _first(column[::-1])])
    return np.array([low, (high[0], low[1]), high, (low[0], high[1])])


def _first(line: np.ndarray) -> float:
    """Where a line that begins white turns dark; a pixel half dark is half covered."""
    whole = int(np.argmax(line > 0.98))
    return float(whole - line[whole - 1])


def cut_out(image: np.ndarray, corners: np.ndarray, modules: int) -> np.ndarray:
    """The code with its quiet zone, straightened to 12 pixels a module. `corners` of the black part, clockwise."""
    side, quiet = modules * 12, 48
    target = np.array([(0, 0), (side, 0), (side, side), (0, side)], dtype=np.float32) + quiet
    # OpenCV counts from the middle of the first pixel, corners from its edge
    matrix = cv2.getPerspectiveTransform((corners - 0.5).astype(np.float32), target - np.float32(0.5))
    return cv2.warpPerspective(image, matrix, (side + 2 * quiet, side + 2 * quiet), borderValue=(255, 255, 255))


def stained(code: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """A round stain that covers that share of the code, off the three corners by which it is found."""
    side, quiet = code.shape[0] - 96, 48
    radius = (share * side * side / np.pi) ** 0.5
    finders = [np.array(one) * side + quiet for one in ((0.14, 0.14), (0.86, 0.14), (0.14, 0.86))]
    while True:
        middle = random.uniform(quiet + radius, quiet + side - radius, 2)
        if all(np.abs(middle - one).max() > radius + 0.16 * side for one in finders):
            break
    worn = code.copy()
    cv2.circle(worn, tuple(middle.round().astype(int)), round(radius), (90, 80, 70), -1)
    return worn


def torn(code: np.ndarray, share: float = 0.15) -> np.ndarray:
    """The fourth corner, which no finder marks, torn off: a triangle of that share of the code."""
    side, end = code.shape[0] - 96, code.shape[0]
    leg = round((2 * share) ** 0.5 * side) + 48
    worn = code.copy()
    cv2.fillPoly(worn, [np.array([(end, end - leg), (end, end), (end - leg, end)], dtype=np.int32)], (255, 255, 255))
    return worn


def seen(code: np.ndarray, random: np.random.Generator, tilt: float = 20) -> np.ndarray:
    """Through a camera: 100 pixels wide, tilted 20 degrees, blurred 0.8, half the contrast, noise of 8."""
    side = code.shape[0]
    near, far = 1.0, 1 - 0.35 * np.sin(np.radians(tilt))
    flat = np.cos(np.radians(tilt))
    inset = side * (near - far) / 2
    target = np.array([(inset, 0), (side - inset, 0), (side, side * flat), (0, side * flat)], dtype=np.float32)
    target += random.uniform(0, side / SIDE, 2).astype(np.float32)  # no camera's pixels lie on the modules
    source = np.array([(0, 0), (side, 0), (side, side), (0, side)], dtype=np.float32)
    tilted = cv2.warpPerspective(
        code, cv2.getPerspectiveTransform(source, target), (side, side), borderValue=(255, 255, 255)
    )
    scale = SIDE / (side - 96)
    small = cv2.resize(tilted, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), 0.8).astype(float)
    dim = 127.5 + (blurred - 127.5) * 0.5
    noisy = dim + random.normal(0, 8, dim.shape)
    framed = cv2.copyMakeBorder(noisy, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(190, 190, 190))
    return np.clip(framed, 0, 255).astype(np.uint8)
