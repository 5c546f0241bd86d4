"""Print as open tables are made of: blocks of words and figures without any line."""

from __future__ import annotations

from dataclasses import replace

from checker.documents.pdf.text_segments import Block
from checker.recognise.wordings import FormWordings
from checker.rulebook.load import load_forms

TALL = 9.0


def block(text: str, left: float, foot: float, wide: float | None = None, lines: int = 1) -> Block:
    width = wide if wide is not None else 6.0 * len(text)
    top = foot + TALL + 12 * (lines - 1)
    return Block(text, (left, foot, left + width, top), foot, TALL, lines)


def centred(text: str, middle: float, foot: float) -> Block:
    return block(text, middle - 3 * len(text), foot)


def labelled_rows(blanks: tuple[int, ...] = ()) -> list[Block]:
    found = []
    for at in range(4):
        foot = 400.0 - 30 * at
        found.append(block(f"{at + 1}.其他处理", 60, foot))
        if at not in blanks:
            found += [block("5", 220, foot, 4), block("12", 280, foot, 9)]
    return sorted(found, key=lambda one: (-one.top, one.left))


FORMS = FormWordings(load_forms())


def known(text: str, middle: float, foot: float) -> Block:
    return replace(centred(text, middle, foot), roles=FORMS.roles(text))
