"""What the statements of plain content draw, as the glyphs and paths of playa's layout.

Where each stands is worked out by playa's own functions in playa's order, so that all figures are
the same to the last bit. What is not drawn quite so simply is left to playa (``NotPlainError``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playa.content import GraphicState, PathObject, PathSegment
from playa.interp import LazyInterpreter
from playa.miner import LTChar, LTRect, process_path
from playa.pdftypes import PSLiteral, resolve1
from playa.utils import mult_matrix, update_glyph_offset

from checker.documents.pdf.plain_content import NotPlainError, codes, shown, statements, values

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from checker.documents.pdf.plain_content import Shown, Statement

    Matrix: TypeAlias = tuple[float, float, float, float, float, float]
    Point: TypeAlias = tuple[float, float]
    Rectangle: TypeAlias = tuple[float, float, float, float]
    """A corner, width and height."""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_START: Point = (0.0, 0.0)
_SPACE = 32  # the code that words are spaced at
_SCALAR = (bool, int, float)
_HARMLESS = frozenset({"Type", "ca", "CA", "BM", "AIS", "SA", "TK", "OP", "op", "OPM", "SMask"})
"""Entries of a state that say nothing of where things are, nor can be wrong where they are plain
values."""

# How many numbers those operators take that set what nobody asks for.
_UNHEARD = {
    **dict.fromkeys((b"ET", b"EMC", b"BX", b"EX", b"W", b"W*"), 0),
    **dict.fromkeys((b"w", b"J", b"j", b"M", b"i", b"g", b"G", b"Tr"), 1),
    **dict.fromkeys((b"rg", b"RG"), 3),
    **dict.fromkeys((b"k", b"K"), 4),
}
_PAINTED = {  # stroked, filled, by the even-odd rule
    b"S": (True, False, False),
    b"s": (True, False, False),
    b"f": (False, True, False),
    b"F": (False, True, False),
    b"f*": (False, True, True),
    b"B": (True, True, False),
    b"B*": (True, True, True),
    b"b": (True, True, False),
    b"b*": (True, True, True),
}
_CLOSED = frozenset({b"s", b"b", b"b*"})  # before it is painted
_CURVES = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2, b"h": 0}  # points of each


class _Face:
    """What playa's ``LTChar`` asks of a font, and what strings of it say, each worked out once.

    Programs show one sign at a time, each again and again.
    """

    def __init__(self, font: Any) -> None:
        self.fontname, self.matrix, self.descent = font.fontname, font.matrix, font.descent
        self.vertical, self.position = font.vertical, font.position
        self._decode, self._far = font.decode, _Displacements(font)
        self.hdisp = self.vdisp = self._far.__getitem__
        self._strings: dict[bytes, list[tuple[int, str, float]]] = {}

    def signs(self, codes: bytes) -> list[tuple[int, str, float]]:
        """The code, the text and the displacement of each sign of a string."""
        known = self._strings.get(codes)
        if known is None:
            far = self._far
            self._strings[codes] = known = [
                (cid, text, far[cid]) for cid, text in self._decode(codes)
            ]
        return known


class _Displacements(dict[int, float]):
    """How far each code of a font goes, along the way it is written."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self._of = font.vdisp if font.vertical else font.hdisp

    def __missing__(self, cid: int) -> float:
        far: float = self._of(cid)
        self[cid] = far
        return far


class _Glyph:
    """What playa's ``LTChar`` asks of a glyph."""

    __slots__ = ("cid", "font", "gstate", "matrix", "mcstack", "text")

    def __init__(self, state: Any, face: _Face) -> None:
        self.gstate, self.font = state, face
        self.mcstack = ()
        self.cid, self.text, self.matrix = 0, "", _IDENTITY


class _Outline:
    """What playa's ``LTRect`` asks of a path that is one rectangle."""

    __slots__ = ("evenodd", "fill", "gstate", "mcstack", "stroke")

    def __init__(self, state: Any, painted: tuple[bool, bool, bool]) -> None:
        self.gstate, self.mcstack = state, ()
        self.stroke, self.fill, self.evenodd = painted


class Interpreter:
    """Takes the content of a page, stream by stream, and gives what it draws to ``add``."""

    def __init__(self, page: Any, add: Callable[[Any], None]) -> None:
        # Resolves the page's resources as it does for playa, and fails as it does there.
        known = LazyInterpreter(page, page._contents)  # noqa: SLF001
        self._fonts, self._states = known.fontmap, known.extgstatemap
        self._page, self._add = page, add
        self._ctm: Matrix = known.ctm
        self._state = GraphicState()
        self._bare = GraphicState()  # of what is drawn besides text
        self._line, self._offset = _IDENTITY, _START
        self._kept: list[tuple[Matrix, Any, Matrix, Point]] = []
        self._harmless: set[bytes] = set()  # states that were looked at: WPS names one 300 times
        self._faces: dict[Any, _Face] = {}
        self._chosen: dict[tuple[bytes, bytes], tuple[Any, float]] = {}  # a font, a size
        # States by what they were made of: WPS sets the same font anew for each text object.
        self._made: dict[tuple[object, ...], tuple[Any, Any]] = {}
        self._outlines = {one: _Outline(self._bare, how) for one, how in _PAINTED.items()}
        self._path: list[Any] = []
        self._rectangle: Rectangle | None = None  # where it is all there is of a path
        self._acts: dict[bytes, tuple[int, Callable[..., None]]] = {
            b"q": (0, self._keep),
            b"Q": (0, self._bring_back),
            b"cm": (6, self._transform),
            b"BT": (0, self._begin),
            b"Td": (2, self._move),
            b"TD": (2, self._move_and_lead),
            b"Tm": (6, self._place),
            b"T*": (0, self._next_line),
            b"re": (4, self._draw_rectangle),
            b"n": (0, self._drop_path),
            b"Tc": (1, lambda by: self._set(charspace=by)),
            b"Tw": (1, lambda by: self._set(wordspace=by)),
            b"Tz": (1, lambda by: self._set(scaling=by)),
            b"TL": (1, lambda by: self._set(leading=by)),
            b"Ts": (1, lambda by: self._set(rise=by)),
        }
        self._named: dict[bytes, Callable[[Statement], object]] = {
            b"Tf": self._choose_font,
            b"gs": self._choose_state,
            b"Tj": lambda one: self._show([codes(_text_alone(one))]),
            b"TJ": lambda one: self._show(shown(_text_alone(one))),
            b"'": self._show_below,
            **dict.fromkeys((b"BMC", b"MP", b"CS", b"cs", b"ri"), _require_name),
            b"BDC": _require_properties,
            b"d": _require_dashes,
        }

    def interpret(self, content: bytes) -> None:
        """Do what content says; ``NotPlainError`` for a statement with others' operands.

        Most statements set a pen or a colour, or move: written out here, each is a look into a
        table and a count.
        """
        acts, named, unheard = self._acts, self._named, _UNHEARD
        for one in statements(content):
            written, name, behind, text, last, operator = one
            if operator in named:
                if written:
                    raise NotPlainError
                named[operator](one)
            elif name or behind or text or last:
                raise NotPlainError
            elif operator in acts:
                count, act = acts[operator]
                found = values(written) if written else []
                if len(found) != count:
                    raise NotPlainError
                act(*found)
            elif operator in unheard:
                if len(written.split()) != unheard[operator]:
                    raise NotPlainError
            else:
                self._draw_path(operator, written)

    def _draw_path(self, operator: bytes, written: bytes) -> None:
        if operator in _PAINTED:
            self._paint(operator, written)
            return
        found = values(written)
        if operator not in _CURVES or len(found) != 2 * _CURVES[operator]:
            raise NotPlainError
        self._draw(operator.decode(), tuple(zip(found[::2], found[1::2], strict=True)))

    def _keep(self) -> None:
        self._kept.append((self._ctm, self._state, self._line, self._offset))

    def _bring_back(self) -> None:
        if self._kept:
            self._ctm, self._state, self._line, self._offset = self._kept.pop()

    def _transform(self, *matrix: float) -> None:
        self._ctm = mult_matrix(matrix, self._ctm)

    def _set(self, **values: Any) -> None:
        """A state of its own: those that are kept, or that glyphs hold, stay as they are."""
        before = self._state
        key = (id(before), *values.items())
        if key not in self._made:
            state = _copied(before)
            state.__dict__.update(values)
            self._made[key] = before, state  # as long as it is kept no other has its ``id``
        self._state = self._made[key][1]

    def _choose_font(self, one: Statement) -> None:
        _, name, behind, text, last, _ = one
        if name is None or text or last:
            raise NotPlainError
        if (name, behind) not in self._chosen:
            found = values(behind)
            if len(found) != 1:
                raise NotPlainError
            self._chosen[name, behind] = self._font_named(name), found[0]
        font, size = self._chosen[name, behind]
        if (self._state.font, self._state.fontsize) != (font, size):
            self._set(font=font, fontsize=size)

    def _font_named(self, name: bytes) -> Any:
        try:
            return self._fonts[name[1:].decode("ascii")]
        except KeyError:
            raise NotPlainError from None

    def _choose_state(self, one: Statement) -> None:
        name = _require_name(one)
        if name in self._harmless:
            return
        entries = resolve1(self._states.get(name[1:].decode("ascii")))
        if not isinstance(entries, dict) or not _HARMLESS.issuperset(entries):
            raise NotPlainError
        if not all(isinstance(value, (*_SCALAR, PSLiteral)) for value in entries.values()):
            raise NotPlainError
        self._harmless.add(name)

    def _begin(self) -> None:
        self._line, self._offset = _IDENTITY, _START

    def _place(self, *matrix: float) -> None:
        self._line, self._offset = matrix, _START  # type: ignore[assignment]  # six of them

    def _move(self, tx: float, ty: float) -> None:
        a, b, c, d, e, f = self._line
        self._line = (a, b, c, d, tx * a + ty * c + e, tx * b + ty * d + f)
        self._offset = _START

    def _move_and_lead(self, tx: float, ty: float) -> None:
        if self._state.leading != -ty:
            self._set(leading=-ty)
        self._move(tx, ty)

    def _next_line(self) -> None:
        a, b, c, d, e, f = self._line
        leading = self._state.leading
        self._line = (a, b, c, d, -leading * c + e, -leading * d + f)
        self._offset = _START

    def _show_below(self, one: Statement) -> None:
        self._next_line()
        self._show([codes(_text_alone(one))])

    def _show(self, args: Shown) -> None:
        """Add the glyphs of some strings, as playa's ``TextObject`` gives them."""
        state = self._state
        font = state.font
        if font is None:
            raise NotPlainError
        if not any(isinstance(one, bytes) and one for one in args):
            self._offset = update_glyph_offset(self._offset, font, state, args)
            return
        line = mult_matrix(self._line, self._ctm)
        la, lb, lc, ld, le, lf = line
        size, scaling = state.fontsize, state.scaling * 0.01
        charspace = state.charspace / size if size else 0.0
        wordspace = state.wordspace / size if size and not font.multibyte else 0.0
        # Of the matrices of all these glyphs only the last two numbers differ.
        scale = (size * scaling, 0, 0, size, 0, state.rise)
        a, b, c, d, across, up = mult_matrix(scale, (la, lb, lc, ld, 0.0, 0.0))
        vertical = font.vertical
        x, y = self._offset
        at = y if vertical else x
        add = self._add
        face = self._faces.get(font)
        if face is None:
            self._faces[font] = face = _Face(font)
        glyph = _Glyph(state, face)
        for one in args:
            if not isinstance(one, bytes):
                at -= one * 0.001 * size if vertical else one * 0.001 * size * scaling
                continue
            for cid, text, width in face.signs(one):
                step = width + charspace
                if cid == _SPACE:
                    step += wordspace
                right, above = (x, at) if vertical else (at, y)
                e, f = right * la + above * lc + le, right * lb + above * ld + lf
                glyph.cid, glyph.text, glyph.matrix = cid, text, (a, b, c, d, across + e, up + f)
                add(LTChar(glyph))
                at += step * size if vertical else step * size * scaling
        self._offset = (x, at) if vertical else (at, y)

    def _draw_rectangle(self, *edges: float) -> None:
        alone = not self._path and self._rectangle is None
        self._unfold()
        self._rectangle = edges  # type: ignore[assignment]  # four of them
        if not alone:
            self._unfold()

    def _draw(self, operator: str, points: tuple[Point, ...]) -> None:
        self._unfold()
        self._path.append(PathSegment(operator, points))

    def _unfold(self) -> None:
        """Make segments of a rectangle that is not all there is of a path."""
        if self._rectangle is not None:
            corners, self._rectangle = _corners(self._rectangle), None
            self._path += [PathSegment(one, (at,)) for one, at in zip("mlll", corners, strict=True)]
            self._path.append(PathSegment("h", ()))

    def _drop_path(self) -> None:
        self._path, self._rectangle = [], None

    def _paint(self, operator: bytes, written: bytes) -> None:
        if written:
            raise NotPlainError
        if operator in _CLOSED:
            self._draw("h", ())
        if self._rectangle is not None:
            first, second, third, fourth = _moved(self._ctm, self._rectangle)
            if _is_upright(first, second, third, fourth):
                self._add(LTRect(self._outlines[operator], (*first, *third)))
                self._drop_path()
                return
            self._unfold()
        if self._path:
            for item in process_path(self._painted(operator, self._path)):
                self._add(item)
        self._drop_path()

    def _painted(self, operator: bytes, segments: list[Any]) -> Any:
        stroke, fill, evenodd = _PAINTED[operator]
        return PathObject(
            _pageref=self._page.pageref, _parentkey=None, gstate=self._bare, ctm=self._ctm,
            mcstack=(), raw_segments=segments, stroke=stroke, fill=fill, evenodd=evenodd,
        )  # fmt: skip


def _corners(rectangle: Rectangle) -> tuple[Point, Point, Point, Point]:
    x, y, width, height = rectangle
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def _moved(matrix: Matrix, rectangle: Rectangle) -> tuple[Point, Point, Point, Point]:
    """The corners where they are on the page: playa's ``apply_matrix_pt``, four times in one."""
    a, b, c, d, e, f = matrix
    x0, y0, width, height = rectangle
    x1, y1 = x0 + width, y0 + height
    ax0, bx0, ax1, bx1 = a * x0, b * x0, a * x1, b * x1
    cy0, dy0, cy1, dy1 = c * y0, d * y0, c * y1, d * y1
    return (
        (ax0 + cy0 + e, bx0 + dy0 + f),
        (ax1 + cy0 + e, bx1 + dy0 + f),
        (ax1 + cy1 + e, bx1 + dy1 + f),
        (ax0 + cy1 + e, bx0 + dy1 + f),
    )


def _is_upright(first: Point, second: Point, third: Point, fourth: Point) -> bool:
    """Whether playa takes four corners for a rectangle: of no height it takes them for a curve."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = first, second, third, fourth
    is_square = (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )
    return is_square and fourth != first


def _copied(state: Any) -> Any:
    """A state like another: ``copy`` takes ten times as long for a class of Python's own."""
    new = GraphicState.__new__(GraphicState)
    new.__dict__.update(state.__dict__)
    return new


def _text_alone(one: Statement) -> bytes | None:
    """A statement's string or array; ``NotPlainError`` where it has other operands."""
    _, name, behind, text, last, _ = one
    if name is not None or behind or last:
        raise NotPlainError
    return text


def _require_name(one: Statement) -> bytes:
    """A statement's name; ``NotPlainError`` where it has anything else."""
    _, name, behind, text, last, _ = one
    if name is None or behind or text or last:
        raise NotPlainError
    return name


def _require_properties(one: Statement) -> None:
    """``NotPlainError`` for marked content without a name and properties."""
    _, name, behind, text, last, _ = one
    if name is None or behind or last or text is None or text[:1] not in (b"/", b"<"):
        raise NotPlainError


def _require_dashes(one: Statement) -> None:
    """``NotPlainError`` for a pattern of dashes that is no array of numbers and a number."""
    _, name, behind, text, last, _ = one
    if name is not None or behind or not last or text is None or text[:1] != b"[":
        raise NotPlainError
    if not all(isinstance(length, float) for length in shown(text)):
        raise NotPlainError
