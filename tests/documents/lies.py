"""Reports whose fonts lie: the page looks as before, the text layer says other digits."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(\[[^]]*\]|<[0-9a-fA-F]*>)")
_CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


def with_digits_told_as(source: bytes, told: Mapping[str, str]) -> bytes:
    """The report with its fonts' ToUnicode maps rewritten: each digit is given out as another."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        fonts = mapped_fonts(pdf)
        assert fonts, "no font of this file has a ToUnicode map to rewrite"
        for font in fonts:
            _rewrite_map(pdf, font, told)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def with_a_page_told_as(source: bytes, number: int, told: Mapping[str, str]) -> bytes:
    """The report with a page in fonts of its own, whose maps give out each digit as another."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        resources = dict(pdf.pages[number - 1].Resources.items())
        own = {name: dict(font.items()) for name, font in resources["/Font"].items()}
        resources["/Font"] = pikepdf.Dictionary(
            {name: pdf.make_indirect(pikepdf.Dictionary(font)) for name, font in own.items()}
        )
        for font in resources["/Font"].values():
            if "/ToUnicode" in font:
                _rewrite_map(pdf, font, told)
        pdf.pages[number - 1].Resources = pikepdf.Dictionary(resources)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _rewrite_map(pdf: pikepdf.Pdf, font: pikepdf.Object, told: Mapping[str, str]) -> None:
    pairs = dict(pairs_of(font.ToUnicode.read_bytes()))
    wide = isinstance(font.get("/DescendantFonts"), pikepdf.Array)
    lies = {code: told.get(text, text) for code, text in pairs.items()}
    font.ToUnicode = pdf.make_stream(character_map(lies, 4 if wide else 2))


def with_zeros_printed_as(source: bytes, sign: str) -> bytes:
    """The report with another sign in the place of each figure 0, drawn and told alike.

    In the font of the figure, where that has the sign; no other text is touched.
    """
    with pikepdf.open(io.BytesIO(source)) as pdf:
        for page in pdf.pages:
            codes = {
                str(name): {text: code for code, text in pairs_of(font.ToUnicode.read_bytes())}
                for name, font in page.Resources.Font.items()
                if "/ToUnicode" in font
            }
            font = ""
            made: list[tuple[list[pikepdf.Object], pikepdf.Operator]] = []
            for one in pikepdf.parse_content_stream(page):
                operands, operator = list(one.operands), one.operator
                if str(operator) == "Tf":
                    font = str(operands[0])
                known = codes.get(font, {})
                if str(operator) in {"Tj", "TJ"} and {"0", sign} <= known.keys():
                    shown = operands[0] if str(operator) == "TJ" else operands
                    text = b"".join(bytes(one) for one in shown if isinstance(one, pikepdf.String))
                    if text == known["0"].to_bytes(len(text), "big"):
                        new = pikepdf.String(known[sign].to_bytes(len(text), "big"))
                        made.append(([new], pikepdf.Operator("Tj")))
                        continue
                made.append((operands, operator))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def mapped_fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The fonts of a file that have a ToUnicode map."""
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == Name.Font
        and "/ToUnicode" in item
    ]


def pairs_of(cmap: bytes) -> Iterator[tuple[int, str]]:
    """The codes of a ToUnicode map and what each is given out as."""
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, text in _CHAR.findall(block):
                yield int(code, 16), _text(text)
            continue
        for low, high, target in _RANGE.findall(block):
            codes = range(int(low, 16), int(high, 16) + 1)
            if target.startswith(b"["):
                texts = [_text(one) for one in re.findall(rb"<([0-9a-fA-F]*)>", target)]
                yield from zip(codes, texts, strict=True)
            else:
                first = _text(target[1:-1])
                for step, code in enumerate(codes):
                    yield code, first[:-1] + chr(ord(first[-1]) + step)


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def character_map(pairs: Mapping[int, str], places: int) -> bytes:
    """A ToUnicode map of codes of so many hexadecimal places."""
    lines = [
        f"<{code:0{places}x}> <{text.encode('utf-16-be').hex()}>"
        for code, text in sorted(pairs.items())
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    told = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Lies def "
        f"/CMapType 2 def 1 begincodespacerange <{'0' * places}> <{'f' * places}> "
        f"endcodespacerange\n{told}\nendcmap end end"
    ).encode()


def with_digits_undrawn(source: bytes, digits: str) -> bytes:
    """The report with the outlines of these digits emptied in its TrueType fonts, as if broken."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        emptied = 0
        for font in mapped_fonts(pdf):
            parts = font.get("/DescendantFonts")
            program = parts[0].FontDescriptor.get("/FontFile2") if parts else None
            if program is None:
                continue
            codes = dict(pairs_of(font.ToUnicode.read_bytes()))
            glyphs = [code for code, text in codes.items() if text in digits]
            program.write(_emptied(program.read_bytes(), glyphs))
            emptied += len(glyphs)
        assert emptied, "no TrueType font of this file draws these digits"
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _emptied(font: bytes, glyphs: Sequence[int]) -> bytes:
    """A TrueType font in whose ``loca`` these glyphs end where they begin."""
    tables = {
        font[at : at + 4]: int.from_bytes(font[at + 8 : at + 12])
        for at in range(12, 12 + 16 * int.from_bytes(font[4:6]), 16)
    }
    wide = 4 if int.from_bytes(font[tables[b"head"] + 50 : tables[b"head"] + 52]) else 2
    held = bytearray(font)
    for glyph in sorted(glyphs, reverse=True):
        # The next glyph begins here: what lay between is drawn by neither.
        at = tables[b"loca"] + wide * glyph
        held[at : at + wide] = held[at + wide : at + 2 * wide]
    return bytes(held)
