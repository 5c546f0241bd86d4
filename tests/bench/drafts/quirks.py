"""What stands in a Word file besides its figures: habits that change nothing, and traps.

A habit is how every figure of a file is written; a trap makes one figure unsure. Each takes the
start of the figure's run (``<w:r><w:rPr>…</w:rPr>``) and its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.word_files import cut_into_runs, in_control, in_field, run

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    Write = Callable[[str, str, random.Random], str]


def _other(text: str, rng: random.Random) -> str:
    """Another figure: one digit more, or one changed."""
    return f"{rng.randint(1, 9)}{text}"


def _split(start: str, text: str) -> str:
    """Cut in two where the spelling was checked, with a mark of the cursor between."""
    at = len(text) // 2
    return (
        run(start, text[:at])
        + '<w:bookmarkStart w:id="9" w:name="_GoBack"/>'
        + run(start, text[at:])
    )


HABITS: Mapping[str, Write] = {
    "plain": lambda start, text, _: run(start, text),
    "runs": lambda start, text, _: cut_into_runs(start, text),
    "split": lambda start, text, _: _split(start, text),
    "controls": lambda start, text, _: in_control(start, text),
    "fields": lambda start, text, _: in_field(start, text),
    "links": lambda start, text, _: f'<w:hyperlink w:anchor="a">{run(start, text)}</w:hyperlink>',
    "tags": lambda start, text, _: (
        f'<w:smartTag w:element="n"><w:smartTagPr/>{run(start, text)}</w:smartTag>'
    ),
    "moderate": lambda start, text, _: run(
        start, text, '<w:color w:val="404040"/><w:highlight w:val="yellow"/>'
    ),
    "comments": lambda start, text, _: (
        f'<w:commentRangeStart w:id="3"/>{run(start, text)}<w:commentRangeEnd w:id="3"/>'
    ),
    "format changes": lambda start, text, _: run(
        start, text, '<w:rPrChange w:id="5" w:author="丙"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    ),
}

TRAPS: Mapping[str, Write] = {
    "inserted": lambda start, text, _: f'<w:ins w:id="1" w:author="甲">{run(start, text)}</w:ins>',
    "replaced": lambda start, text, rng: (
        f'<w:del w:id="1" w:author="甲">{run(start, _other(text, rng), tag="delText")}</w:del>'
        f'<w:ins w:id="2" w:author="甲">{run(start, text)}</w:ins>'
    ),
    "hidden before": lambda start, text, rng: (
        run(start, str(rng.randint(1, 99)), "<w:vanish/>") + run(start, text)
    ),
    "hidden behind": lambda start, text, rng: (
        run(start, text) + run(start, str(rng.randint(1, 99)), "<w:vanish/>")
    ),
    "struck": lambda start, text, rng: (
        run(start, _other(text, rng), "<w:strike/>") + run(start, text)
    ),
    "white": lambda start, text, rng: (
        run(start, str(rng.randint(1, 9)), '<w:color w:val="FEFEFE"/>') + run(start, text)
    ),
    "tiny": lambda start, text, rng: (
        run(start, text) + run(start, str(rng.randint(1, 9)), '<w:sz w:val="2"/>')
    ),
}
"""What older formats carry too; the text that shows is the figure's own."""
WORDS_OWN: Mapping[str, Write] = {
    "never calculated": lambda start, _, __: (
        f'{start}<w:fldChar w:fldCharType="begin"/></w:r>{start}<w:instrText>=SUM(LEFT)'
        f'</w:instrText></w:r>{start}<w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "out of date": lambda start, text, _: in_field(start, text).replace(
        '"begin"', '"begin" w:dirty="1"'
    ),
    "moved": lambda start, text, rng: (
        f'<w:moveFrom w:id="1" w:author="甲">{run(start, _other(text, rng))}</w:moveFrom>'
        f'<w:moveTo w:id="2" w:author="甲">{run(start, text)}</w:moveTo>'
    ),
    "narrow": lambda start, text, rng: (
        run(start, str(rng.randint(1, 9)), '<w:w w:val="1"/>') + run(start, text)
    ),
    "symbol": lambda start, text, _: (
        run(start, text) + f'{start}<w:sym w:font="Wingdings" w:char="F081"/></w:r>'
    ),
}
"""What only Word's own format says for sure: other formats lose it, and with it the trap."""
