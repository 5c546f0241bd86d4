"""The paragraphs of a Word document: runs of text, fields, footnotes, shapes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.cell_text import REPLACEMENT, Manner, shown_text
from checker.documents.word.around import base_of, choice, content
from checker.documents.word.fields import Fields
from checker.documents.word.parts import child, local, value
from checker.documents.word.styles import ground_of, look_of
from checker.documents.word.tables import Line
from checker.model import DocumentPlace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.documents.word.around import Around
    from checker.documents.word.numbering import Numbering
    from checker.documents.word.parts import Element
    from checker.documents.word.styles import Look, Styles
    from checker.documents.word.tables import Story

_DIGIT_IN_SYMBOL = re.compile("F03([0-9])", re.IGNORECASE)
_AROUND = frozenset({"hyperlink", "smartTag", "customXml", "sdtContent", "dir", "bdo", "fldSimple"})
_PICTURES = frozenset({"blip", "imagedata", "chart", "OLEObject"})
_LETTERS = frozenset({"t", "delText", "tab", "ptab", "noBreakHyphen", "sym"})
_NO = frozenset({"0", "false", "off"})


class Paragraphs:
    """Reads one paragraph after another into a story."""

    def __init__(self, story: Story, styles: Styles, numbering: Numbering) -> None:
        self._story = story
        self._styles = styles
        self._numbering = numbering
        self._notes = 0
        self.fields = Fields()
        self._line: list[str] = []
        self._boxes: list[tuple[Element, Around]] = []

    def read(self, element: Element, around: Around) -> list[tuple[Element, Around]]:
        """One paragraph; its text boxes, which stand behind it, with what holds of them."""
        if around.cell is None:
            self._story.paragraphs.append(element)
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle"))
        look = around.look.under(self._styles.look(style, "paragraph"))
        around = replace(around, paragraph=look.under(ground_of(properties)))
        self._number(properties, style, around)
        self._inline(element, around)
        mark = child(properties, "rPr")
        if around.cell is not None:
            if child(mark, "del") is not None or child(mark, "ins") is not None:
                around.cell.text.add(around.cell.text.text, Manner(added=True, dropped=True))
            around.cell.text.end_line()
        self._end_line(around)
        boxes, self._boxes = self._boxes, []
        return boxes

    def _number(self, properties: Element | None, style: str | None, around: Around) -> None:
        own = child(properties, "numPr")
        written = self._numbering.next(own if own is not None else self._styles.numbering(style))
        if written and around.cell is not None:
            around.cell.numbers.append(written)
        if written and written != REPLACEMENT:
            self._show(written, around, around.paragraph)

    def _inline(self, parent: Element, around: Around) -> None:
        around = around.deeper()
        for one in parent:
            match local(one):
                case "r":
                    self._run(one, around)
                case "sdt":
                    self._inline(content(one), around)
                case "AlternateContent":
                    self._inline(choice(one), around)
                case "ins" | "del" | "moveFrom" | "moveTo" as name:
                    self._inline(one, around.within(name))
                case "fldSimple":
                    self._simple_field(one, around)
                case "oMath" | "oMathPara":
                    self._show("".join(_texts(one)), replace(around, moved=True), around.paragraph)
                case name if name in _AROUND:
                    self._inline(one, around.within(name))
                case _:
                    pass

    def _simple_field(self, element: Element, around: Around) -> None:
        dirty = (value(element, "dirty") or "0") not in _NO
        if around.cell is not None and (dirty or not any(_texts(element))):
            around.cell.text.uncalculated = True
        self._inline(element, around)

    def _run(self, element: Element, around: Around) -> None:
        properties = child(element, "rPr")
        style = value(child(properties, "rStyle"))
        look = around.paragraph.under(self._styles.look(style)).under(look_of(properties))
        self._content_of_run(element, around, look)

    def _content_of_run(self, element: Element, around: Around, look: Look) -> None:
        around = around.deeper()
        for one in element:
            name = local(one)
            match name:
                case _ if name in _LETTERS:
                    self._show(_letters(one, name), around, look)
                case "br" | "cr":
                    self._break(around)
                case "fldChar":
                    self._field(one, around)
                case "instrText":
                    self.fields.says(one.text or "")
                case "footnoteReference" | "endnoteReference":
                    self._note(around)
                case "drawing" | "pict" | "object":
                    self._drawn(one, around)
                case "ruby":
                    self._inline(base_of(one), around)
                case "AlternateContent":
                    self._content_of_run(choice(one), around, look)
                case _:
                    pass

    def _note(self, around: Around) -> None:
        self._notes += 1
        if around.cell is not None:
            around.cell.text.note(str(self._notes))

    def _field(self, element: Element, around: Around) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.fields.begin(dirty=(value(element, "dirty") or "0") not in _NO)
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end" and not self.fields.end() and around.cell is not None:
            around.cell.text.uncalculated = True

    def _drawn(self, element: Element, around: Around) -> None:
        """A picture, or a shape with text: the text stands where the shape does."""
        picture = False
        for one in element.iter():
            name = local(one)
            if name == "txbxContent" and not _is_fallback(one, element):
                self._boxes.append((one, replace(around, moved=around.cell is not None)))
            picture |= name in _PICTURES
        self._story.pictures += picture
        if around.cell is not None:
            around.cell.text.pictures += 1

    def _show(self, text: str, around: Around, look: Look) -> None:
        """A piece of text, unless it is what a field is told to do."""
        if self.fields.in_code:
            return
        manner = Manner(
            hidden=look.unseen or around.flat,
            struck=bool(look.struck),
            in_word=look.pale or look.piled,
            faint=look.faint,
            raised=bool(look.raised),
            moved=around.moved,
            dropped=around.dropped and not around.kept,
            added=around.added or around.kept,
        )
        if around.cell is not None:
            around.cell.text.add(text, manner)
        if not (manner.hidden or manner.struck or manner.dropped):
            self._line.append(text)

    def _break(self, around: Around) -> None:
        if around.cell is not None:
            around.cell.text.end_line()
        self._end_line(around)

    def _end_line(self, around: Around) -> None:
        text = shown_text("".join(self._line))
        self._line = []
        if text:
            at = (
                around.cell.place
                if around.cell
                else DocumentPlace(paragraph=len(self._story.paragraphs))
            )
            self._story.lines.append(Line(text, at))


def _is_fallback(element: Element, top: Element) -> bool:
    """Whether it stands in what older programs show in place of something."""
    above = element.getparent()
    while above is not None and above is not top:
        if local(above) in ("Fallback", "txbxContent"):  # a box in a box comes with the outer one
            return True
        above = above.getparent()
    return False


def _texts(element: Element) -> Iterable[str]:
    return (one.text for one in element.iter() if local(one) == "t" and one.text)


def _letters(element: Element, name: str) -> str:
    """What an element of a run writes."""
    match name:
        case "t" | "delText":
            return element.text or ""
        case "sym":
            return _symbol(element)
        case "noBreakHyphen":
            return "-"
        case _:
            return " "


def _symbol(element: Element) -> str:
    """A letter by its number in a font of signs: digits are digits in Symbol, else unknown."""
    written = value(element, "char") or ""
    digit = _DIGIT_IN_SYMBOL.fullmatch(written)
    if digit is not None and value(element, "font") == "Symbol":
        return digit[1]
    return REPLACEMENT
