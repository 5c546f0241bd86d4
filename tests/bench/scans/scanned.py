"""What a scanner or a camera makes of a page: skew, noise, seals, thresholds, perspective."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy
import pypdfium2 as pdfium
from PIL import Image

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.bench.scans.seeds import Condition

RED = (203, 32, 41)
AROUND, INKED = 6.0, 0.88  # mm of paper around a pixel; a pixel darker than this share is ink
KEPT = 0.6  # of a digit's own pixels: a copy that leaves less is scanned anew, nobody can read it
DESK = (70, 55, 45)


def pictures_of(pdf: Path, condition: Condition, rng: random.Random) -> list[Image.Image]:
    """Each page of a PDF as this condition shows it."""
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [page.render(scale=condition.dpi / 72).to_pil().convert("RGB") for page in document]
        digits = [_digits(page, condition.dpi / 72) for page in document]
    finally:
        document.close()
    pixels = [numpy.asarray(page) for page in pages]
    if condition.black_and_white:
        one_level = rng.random() < 0.5
        legible = all(map(_is_legible, pixels, digits, [condition.blur] * len(pixels)))
        condition = replace(condition, one_level=one_level and legible)
    sealed = rng.randrange(len(pages)) if condition.seal else -1
    return [scanned(page, condition, rng, sealed=at == sealed) for at, page in enumerate(pixels)]


def scanned(
    page: NDArray[numpy.uint8], condition: Condition, rng: random.Random, *, sealed: bool = False
) -> Image.Image:
    """One page (rows × columns × red, green, blue) as this condition shows it."""
    found = page.astype(numpy.float32)
    if sealed:
        found = _sealed(found, condition.dpi, rng)
    found = 255 - (255 - found) * condition.contrast
    found = _photographed(found, rng) if condition.photograph else _askew(found, condition, rng)
    if condition.blur:
        found = cv2.GaussianBlur(found, (0, 0), condition.blur)
    noise = numpy.random.default_rng(rng.getrandbits(32))
    if condition.noise:
        grain = noise.normal(0, condition.noise, found.shape[:2])[:, :, None]
        found = (found + grain).astype(numpy.float32)
    pixels = numpy.clip(found, 0, 255).astype(numpy.uint8)
    if condition.black_and_white:
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        ink = _by_one_level(grey) if condition.one_level else _by_surroundings(grey, condition.dpi)
        return Image.fromarray(~ink).convert("1")
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=condition.quality)
    return Image.open(io.BytesIO(stream.getvalue()))


def as_pdf(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """A PDF whose pages are these pictures."""
    stream = io.BytesIO()
    pages[0].save(
        stream, "PDF", save_all=True, append_images=list(pages[1:]), resolution=float(dpi)
    )
    return stream.getvalue()


def _by_one_level(grey: NDArray[numpy.uint8]) -> NDArray[numpy.bool_]:
    """Ink by the page's own level (Otsu): pale rules and grey figures go."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink: NDArray[numpy.bool_] = grey <= level
    return ink


def _by_surroundings(grey: NDArray[numpy.uint8], dpi: int) -> NDArray[numpy.bool_]:
    """Ink by the paper around it (what scanners call a dynamic threshold): shades are paper."""
    side = round(AROUND / 25.4 * dpi) | 1
    ink: NDArray[numpy.bool_] = grey < INKED * cv2.blur(grey, (side, side)).astype(numpy.float32)
    return ink


def _digits(page: pdfium.PdfPage, scale: float) -> list[tuple[slice, slice]]:
    """Where the digits of a page stand in its picture (rows, columns)."""
    text, high = page.get_textpage(), page.get_height()
    found = []
    for at in range(text.count_chars()):
        if chr(pdfium.raw.FPDFText_GetUnicode(text, at)).isdigit():
            left, foot, right, top = text.get_charbox(at)
            rows = slice(int((high - top) * scale), int((high - foot) * scale) + 1)
            found.append((rows, slice(int(left * scale), int(right * scale) + 1)))
    return found


def _is_legible(
    page: NDArray[numpy.uint8], digits: Sequence[tuple[slice, slice]], blur: float
) -> bool:
    """Whether the page's one level leaves its digits."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    seen = cv2.GaussianBlur(grey, (0, 0), blur) if blur else grey
    ink = _by_one_level(seen)
    for place in digits:
        own = grey[place]
        if own.size and numpy.ptp(own) > 0:
            core = own <= (int(own.min()) + int(own.max())) / 2
            if ink[place][core].mean() < KEPT:
                return False
    return True


def _sealed(page: NDArray[numpy.float32], dpi: int, rng: random.Random) -> NDArray[numpy.float32]:
    """A round red seal of 42 mm somewhere on the page: a rim, a star, characters along it."""
    high, wide = page.shape[:2]
    radius = 21 / 25.4 * dpi
    middle = (
        rng.uniform(0.3, 0.75) * wide,
        rng.uniform(0.25, 0.75) * high,
    )
    ink = numpy.zeros((high, wide), numpy.uint8)
    at = tuple(round(edge) for edge in middle)
    cv2.circle(ink, at, round(radius), (255,), max(2, round(dpi / 60)), cv2.LINE_AA)
    star = [
        (
            middle[0] + size * radius * numpy.sin(number * numpy.pi / 5),
            middle[1] - size * radius * numpy.cos(number * numpy.pi / 5),
        )
        for number in range(10)
        for size in ((0.32 if number % 2 == 0 else 0.13),)
    ]
    cv2.fillPoly(ink, [numpy.rint(star).astype(numpy.int32)], (255,), cv2.LINE_AA)
    for number in range(12):
        turn = -2.2 + 4.4 * number / 11
        x, y = (
            middle[0] + 0.78 * radius * numpy.sin(turn),
            middle[1] - 0.78 * radius * numpy.cos(turn),
        )
        size = 0.1 * radius
        for _ in range(4):  # strokes of a character
            ends = [round(edge) for edge in (
                x + rng.uniform(-size, size), y + rng.uniform(-size, size),
                x + rng.uniform(-size, size), y + rng.uniform(-size, size))]  # fmt: skip
            cv2.line(ink, (ends[0], ends[1]), (ends[2], ends[3]), (255,), max(1, round(dpi / 110)))
    share = (ink / 255.0 * rng.uniform(0.75, 0.95))[:, :, None]
    pressed = page * (numpy.array(RED) / 255)  # print shows through
    mixed: NDArray[numpy.float32] = (page * (1 - share) + pressed * share).astype(numpy.float32)
    return mixed


def _askew(
    page: NDArray[numpy.float32], condition: Condition, rng: random.Random
) -> NDArray[numpy.float32]:
    high, wide = page.shape[:2]
    degrees = rng.uniform(-condition.skew, condition.skew)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    turned: NDArray[numpy.float32] = cv2.warpAffine(
        page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(252, 252, 252)
    )
    return turned


def _photographed(page: NDArray[numpy.float32], rng: random.Random) -> NDArray[numpy.float32]:
    """The sheet on a desk, seen a little from one side, in uneven light."""
    high, wide = page.shape[:2]
    far = 0.025
    corners = [
        (
            wide * (0.06 + 0.88 * x + rng.uniform(-far, far)),
            high * (0.05 + 0.9 * y + rng.uniform(-far, far)),
        )
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]
    square = numpy.array([(0, 0), (wide, 0), (wide, high), (0, high)], numpy.float32)
    seen = cv2.getPerspectiveTransform(square, numpy.array(corners, numpy.float32))
    shown = cv2.warpPerspective(
        page, seen, (wide, high), flags=cv2.INTER_CUBIC, borderValue=tuple(map(float, DESK))
    )
    down, across = numpy.mgrid[0:high, 0:wide].astype(numpy.float32)
    slope_x, slope_y = rng.uniform(-0.25, 0.25), rng.uniform(-0.25, 0.25)
    light = 0.85 + slope_x * (across / wide - 0.5) + slope_y * (down / high - 0.5)
    lit: NDArray[numpy.float32] = shown * light[:, :, None]
    return lit
