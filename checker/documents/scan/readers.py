"""Which readers of pictures are here, and what to say where there are none."""

from __future__ import annotations

from importlib.util import find_spec

from checker.documents.scan import digit_reader, line_reader, tesseract


def are_installed() -> bool:
    """Whether lines of print can be read at all (the extra ``ocr``)."""
    return find_spec("onnxruntime") is not None and find_spec("rapidocr") is not None


def names() -> tuple[str, ...]:
    """The readers of figures that will be asked, in the order they are."""
    third = (tesseract.NAME,) if tesseract.figure_reader() is not None else ()
    return (line_reader.NAME, digit_reader.NAME, *third)
