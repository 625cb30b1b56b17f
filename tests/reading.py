"""Reading printed codes back as a telephone would: with two programs that have nothing in common."""

import cv2
import numpy as np
import zxingcpp

QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
cv2.setNumThreads(1)  # tests share the machine by processes


def by_zxing(picture: np.ndarray) -> tuple[str, ...]:
    """Every code in the picture, as zxing-cpp reads them."""
    return tuple(code.text for code in zxingcpp.read_barcodes(picture, formats=QR_CODES))


def by_opencv(picture: np.ndarray) -> str:
    """The code in the picture as OpenCV reads it, or nothing.

    OpenCV has two finders. The first works out the fourth corner from two nearly parallel lines, and now and then puts
    it far outside the picture; the second then finds the code.
    """
    for finder in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        text, _, _ = finder.detectAndDecode(picture)
        if text:
            return str(text)
    return ""
