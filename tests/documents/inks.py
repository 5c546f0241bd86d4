"""Reports whose text is printed otherwise: several times, hollow, pale, or in a boastful font."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT = """q Q cm BT ET Td TD Tm T* Tf Tj TJ ' " Tc Tw Tz TL Ts"""
_COLOURS = "g G rg RG k K sc SC scn SCN cs CS"


@dataclass(frozen=True)
class Print:
    """All text of a page once more: how far aside and up (points), and in which ink."""

    aside: float
    up: float
    ink: str = "0 g 0 G"  # operators of colour and render mode


def with_prints(
    source: bytes, prints: Sequence[Print], *, own_ink: str = "", ground: float = 1.0
) -> bytes:
    """The report with its text printed again under its own, which may get another ink too.

    All of it stands on a ground of this grey, 0 to 1.
    """
    with pikepdf.open(io.BytesIO(source)) as pdf:
        for page in pdf.pages:
            _furnish(page)
            content = pikepdf.parse_content_stream(page)
            text = [one for one in content if str(one.operator) in _TEXT.split()]
            under = b"\n".join(
                f"q 1 0 0 1 {one.aside} {one.up} cm {one.ink}\n".encode()
                + pikepdf.unparse_content_stream(text)
                + b"\nQ"
                for one in prints
            )
            shown = pikepdf.unparse_content_stream(_inked(content, _parsed(pdf, own_ink)))
            paper = b"" if ground == 1.0 else f"q {ground} g 0 0 3000 3000 re f Q\n".encode()
            page.Contents = pdf.make_stream(paper + under + b"\nq\n" + shown + b"\nQ\n")
        return _saved(pdf)


def _inked(content: Sequence[Any], ink: Sequence[Any]) -> list[Any]:
    """The content with this ink set at each beginning of text, and no colour after it."""
    if not ink:
        return list(content)
    within = False
    told: list[Any] = []
    for one in content:
        name = str(one.operator)
        if name == "BT":
            told += [one, *ink]
            within = True
            continue
        within = within and name != "ET"
        if not (within and name in _COLOURS.split()):
            told.append(one)
    return told


def _furnish(page: pikepdf.Page) -> None:
    """Gives a page the graphics state ``/Clear9``, in which fills let all through."""
    resources = page.obj.Resources
    if "/ExtGState" not in resources:
        resources.ExtGState = pikepdf.Dictionary()
    resources.ExtGState.Clear9 = pikepdf.Dictionary(Type=Name.ExtGState, ca=0)


def _parsed(pdf: pikepdf.Pdf, operators: str) -> list[Any]:
    return list(pikepdf.parse_content_stream(pdf.make_stream(operators.encode())))


def with_descent(source: bytes, descent: int) -> bytes:
    """The report whose fonts claim this descent, in thousandths of an em."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.FontDescriptor
        ]
        assert fonts, "no font of this file says how high it is"
        for font in fonts:
            font.Descent = descent
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()
