"""The first reader: PP-OCRv6 (the recogniser that rapidocr's wheel carries), run by onnxruntime.

rapidocr itself is not imported: it loads three models, looks for newer ones and starts threads.
Its recogniser is one network from a line of print, 48 pixels high, to the likeliest characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy

from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NAME: Final = "PP-OCRv6"
MODEL: Final = "models/PP-OCRv6_rec_small.onnx"  # in rapidocr's package
HIGH: Final = 48  # pixels: what the network was taught on
_STEP: Final = 32  # widths are rounded up to these, so that lines of about one width go together
_BATCH: Final = 12  # lines at once: 40 MB of activations for whole lines of a page
_LONGEST: Final = 1600  # pixels at this height, 75 ideographs; a longer line is made narrower
_DENSE: Final = 8  # pixels of the line for each place of the answer


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What a line says: its text, how sure the network is of the least sure character (0 to 1).

    ``places`` has where each character stands in the picture of the line, in shares of its width.
    """

    text: str
    confidence: float
    places: tuple[float, ...]


class LineReader:
    """The network; one thread, so that what it answers does not depend on the machine."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it keeps what the widest line took
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            _model(), options, providers=["CPUExecutionProvider"]
        )
        characters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *characters, " "]
        self._input = self._session.get_inputs()[0].name

    def read(self, lines: Sequence[NDArray[numpy.uint8]]) -> list[ReadLine]:
        """What each picture of a line says (rows × columns, dark on white)."""
        fitted = [_fitted(line) for line in lines]
        order = sorted(range(len(fitted)), key=lambda at: (fitted[at].shape[1], at))
        answers: list[ReadLine] = [ReadLine("", 0.0, ())] * len(lines)
        at = 0
        while at < len(order):
            wide = -(-fitted[order[at]].shape[1] // _STEP) * _STEP
            batch = [one for one in order[at : at + _BATCH] if fitted[one].shape[1] <= wide]
            for one, answer in zip(
                batch, self._batch([fitted[i] for i in batch], wide), strict=True
            ):
                answers[one] = answer
            at += len(batch)
        return answers

    def _batch(self, lines: Sequence[NDArray[numpy.uint8]], wide: int) -> list[ReadLine]:
        pixels = numpy.zeros((len(lines), 3, HIGH, wide), numpy.float32)
        for at, line in enumerate(lines):
            pixels[at, :, :, : line.shape[1]] = line.astype(numpy.float32) / 127.5 - 1
        (told,) = self._session.run(None, {self._input: pixels})
        best, sure = told.argmax(axis=2), told.max(axis=2)
        return [
            self._decoded(best[at], sure[at], wide / lines[at].shape[1]) for at in range(len(lines))
        ]

    def _decoded(
        self, best: NDArray[numpy.int64], sure: NDArray[numpy.float32], stretch: float
    ) -> ReadLine:
        """The characters of an answer, repeats and blanks taken out (CTC)."""
        text, places, confidence, before = [], [], 1.0, 0
        for place, code in enumerate(best.tolist()):
            if code and code != before:
                text.append(self._characters[code])
                places.append((place + 0.5) / len(best) * stretch)
                confidence = min(confidence, float(sure[place]))
            before = code
        return ReadLine("".join(text), confidence if text else 0.0, tuple(places))


def _fitted(line: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    high, wide = line.shape
    width = max(8, min(_LONGEST, round(wide * HIGH / high)))
    way = cv2.INTER_AREA if high > HIGH else cv2.INTER_CUBIC
    fitted: NDArray[numpy.uint8] = cv2.resize(line, (width, HIGH), interpolation=way)
    return fitted


def _model() -> str:
    """Where the model lies; ``DocumentError`` where the installed rapidocr does not carry it."""
    found = find_spec("rapidocr")
    for folder in (found.submodule_search_locations or ()) if found else ():
        model = Path(folder) / MODEL
        if model.is_file():
            return str(model)
    raise DocumentError(RefusalReason.SCAN)


@lru_cache(maxsize=1)
def line_reader() -> LineReader:
    """The reader, loaded on first use."""
    return LineReader()
