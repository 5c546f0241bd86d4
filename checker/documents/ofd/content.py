"""A page's content as things drawn one over the other: text, outlines, pictures.

Places are those of the page, in millimetres from the upper left corner of its paper. What is not
visible by its own word is left out; what is clear or white is drawn, so that it is seen to be.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.documents.ofd.affine import IDENTITY, after, moved, scale
from checker.documents.ofd.drawn import (
    THIN,
    Clip,
    DrawnOutline,
    DrawnPicture,
    DrawnText,
    Ink,
)
from checker.documents.ofd.markup import (
    child,
    children,
    first_of_each,
    is_true,
    name,
    number,
    numbers,
    text,
)
from checker.documents.ofd.outlines import outline_of, rectangle
from checker.documents.ofd.resources import BLACK, OPAQUE, Colour, require_bounded
from checker.documents.ofd.text_codes import Run, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.documents.ofd.affine import Matrix
    from checker.documents.ofd.drawn import Drawn
    from checker.documents.ofd.markup import Element
    from checker.documents.ofd.resources import Resources
    from checker.model import Box

DEEPEST = 32  # blocks in blocks and composites in composites
MOST_OBJECTS = 200_000  # of a page; the fullest of the corpus has 4,000
OUTSIDE = (
    0.5  # millimetres by which things reach out of their own bounds in files that mean no harm
)
LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds of all things within a block, a layer or a composite."""

    matrix: Matrix = IDENTITY
    alpha: float = 1.0
    clips: tuple[Clip, ...] = ()
    manner: tuple[Element, ...] = ()
    depth: int = 0
    bounds: Box | None = None  # on the page: readers draw nothing of the thing beyond them
    inner: Mapping[str, Element] = field(default_factory=dict)  # what stands in it, by name


class Content:
    """Draws contents with one page's resources, and counts what is drawn."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._count = 0

    def of_page(self, root: Element) -> Iterator[Drawn]:
        """What a page or a template draws, layer by layer from the ground up."""
        layers = sorted(
            children(child(root, "Content"), "Layer"),
            key=lambda layer: LAYERS.get(layer.get("Type", "Body"), 1),
        )
        for layer in layers:
            yield from self._within(layer, _Around(manner=self._manner(layer)))

    def of_annotation(self, appearance: Element) -> Iterator[Drawn]:
        """What an annotation draws within its own bounds."""
        x, y = (numbers(appearance.get("Boundary"), 4) or (0.0, 0.0))[:2]
        for one in self._within(appearance, _Around((1.0, 0.0, 0.0, 1.0, x, y))):
            yield replace(one, own=False) if isinstance(one, DrawnText) else one

    def _within(self, holder: Element, around: _Around) -> Iterator[Drawn]:
        for element in holder:
            self._count += 1
            require_bounded(self._count, MOST_OBJECTS)
            if name(element) == "PageBlock":
                yield from self._within(element, self._deeper(around))
            elif is_true(element.get("Visible"), otherwise=True):
                yield from self._drawn(element, around)
            else:  # counted all the same: the other reading follows what is not visible
                deque(self._drawn(element, around), maxlen=0)

    def _drawn(self, element: Element, around: _Around) -> Iterator[Drawn]:
        match name(element):
            case "TextObject":
                yield from self._text(element, self._object(element, around))
            case "PathObject":
                yield from self._outline(element, self._object(element, around))
            case "ImageObject":
                yield from self._picture(element, self._object(element, around))
            case "CompositeObject":
                yield from self._composite(element, self._object(element, around))

    def _deeper(self, around: _Around) -> _Around:
        require_bounded(around.depth, DEEPEST)
        return replace(around, depth=around.depth + 1)

    def _object(self, element: Element, around: _Around) -> _Around:
        """What holds within one object: its place, its own clips, its manner of drawing."""
        bounds = numbers(element.get("Boundary"), 4)
        x, y = bounds[:2] if bounds else (0.0, 0.0)
        placed = after(around.matrix, (1.0, 0.0, 0.0, 1.0, x, y))
        clips = around.clips
        inner = first_of_each(element)
        if (own := inner.get("Clips")) is not None:
            clips += tuple(self._clip(one, placed) for one in children(own, "Clip"))
        return _Around(
            after(placed, _transform(element)),
            around.alpha * min(OPAQUE, max(0.0, number(element.get("Alpha"), OPAQUE))) / OPAQUE,
            clips,
            self._manner(element) + around.manner,
            around.depth,
            _covered(around.matrix, bounds) if bounds else None,
            inner,
        )

    def _clip(self, clip: Element, placed: Matrix) -> Clip:
        """A clip's areas; one whose shape is text counts as empty, so that nothing is shown."""
        outlines = []
        for area in children(clip, "Area"):
            for path in children(area, "Path"):
                inner = self._object(path, _Around(after(placed, _transform(area))))
                outline = outline_of(text(child(path, "AbbreviatedData")))
                if outline:
                    outlines.append((inner.matrix, outline))
        return Clip(tuple(outlines))

    def _manner(self, element: Element) -> tuple[Element, ...]:
        return self._resources.manner(element.get("DrawParam"))

    def _text(self, element: Element, around: _Around) -> Iterator[Drawn]:
        size = number(element.get("Size"), 0.0)
        fill, line = self._colours(around, (BLACK, None))
        ink = Ink(
            fill if is_true(element.get("Fill"), otherwise=True) else None,
            line if is_true(element.get("Stroke"), otherwise=False) else None,
            self._line_width(element, around),
        )
        for run in runs_of(element, size):
            clips = around.clips
            bounds = around.bounds
            if bounds is not None and not _stands_within(run, around.matrix, size, bounds):
                clips = (*clips, _clip_of(bounds))
            yield DrawnText(
                run,
                around.matrix,
                element.get("Font", ""),
                size,
                number(element.get("HScale"), 1.0),
                number(element.get("CharDirection"), 0.0),
                ink,
                clips,
            )

    def _outline(self, element: Element, around: _Around) -> Iterator[Drawn]:
        outline = outline_of(text(around.inner.get("AbbreviatedData")))
        if not outline:
            return
        self._count += len(outline) // 8
        require_bounded(self._count, MOST_OBJECTS)
        fill, line = self._colours(around, (None, BLACK))
        ink = Ink(
            fill if is_true(element.get("Fill"), otherwise=False) else None,
            line if is_true(element.get("Stroke"), otherwise=True) else None,
            self._line_width(element, around),
            numbers(self._said(element, around, "DashPattern")) or (),
            element.get("Rule") == "Even-Odd",
        )
        clips = around.clips
        if around.bounds is not None:
            x0, y0, x1, y1 = around.bounds
            room = OUTSIDE + ink.width * scale(around.matrix)
            points = [moved(around.matrix, *point) for step in outline for point in step.points]
            if not all(
                x0 - room <= x <= x1 + room and y0 - room <= y <= y1 + room for x, y in points
            ):
                clips = (*clips, _clip_of((x0 - room, y0 - room, x1 + room, y1 + room)))
        yield DrawnOutline(outline, around.matrix, ink, clips)

    def _picture(self, element: Element, around: _Around) -> Iterator[Drawn]:
        part = self._resources.pictures.get(element.get("ResourceID", ""))
        if part is not None:
            yield DrawnPicture(part, around.matrix, around.alpha, around.clips)

    def _composite(self, element: Element, around: _Around) -> Iterator[Drawn]:
        content = self._resources.composites.get(element.get("ResourceID", ""))
        if content is not None:
            yield from self._within(content, self._deeper(around))

    def _colours(
        self, around: _Around, usual: tuple[Colour | None, Colour | None]
    ) -> tuple[Colour | None, Colour | None]:
        """The fill and the line, as the object says, its manner of drawing, or the standard."""
        found = []
        for kind, otherwise in zip(("FillColor", "StrokeColor"), usual, strict=True):
            said = around.inner.get(kind)
            if said is None:
                said = next((one for by in around.manner for one in children(by, kind)), None)
            if said is not None:
                found.append(self._resources.colour(said, around.alpha))
            else:
                found.append(otherwise and replace(otherwise, alpha=around.alpha))
        return found[0], found[1]

    def _line_width(self, element: Element, around: _Around) -> float:
        return number(self._said(element, around, "LineWidth"), THIN)

    def _said(self, element: Element, around: _Around, what: str) -> str | None:
        return next(
            (one for holder in (element, *around.manner) if (one := holder.get(what))), None
        )


def _transform(element: Element) -> Matrix:
    found = numbers(element.get("CTM"), 6)
    if found is None:
        return IDENTITY
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def _covered(matrix: Matrix, bounds: tuple[float, ...]) -> Box:
    """What bounds (x, y, width, height) cover on the page."""
    x, y, wide, high = bounds
    corners = [moved(matrix, x + across, y + down) for across in (0, wide) for down in (0, high)]
    xs, ys = [one for one, _ in corners], [one for _, one in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _clip_of(box: Box) -> Clip:
    x0, y0, x1, y1 = box
    return Clip(((IDENTITY, rectangle(x0, y0, x1 - x0, y1 - y0)),))


def _stands_within(run: Run, matrix: Matrix, size: float, bounds: Box) -> bool:
    """Whether the middles of a run's characters stand in its bounds: no more is asked.

    Programs measure bounds by what a font claims of its height; a glyph that reaches a little out
    of them is shown whole by some readers and cut by others, and nobody misreads it.
    """
    x0, y0, x1, y1 = bounds
    for char in run.placed:
        x, y = moved(matrix, char.x + 0.25 * size, char.y - 0.35 * size)
        if not (x0 - OUTSIDE <= x <= x1 + OUTSIDE and y0 - OUTSIDE <= y <= y1 + OUTSIDE):
            return False
    return True
