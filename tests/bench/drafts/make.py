"""Makes the Word files of a half, with their truth beside them."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.documents.word.office import PROGRAMS
from tests.bench.drafts.quirks import HABITS, TRAPS, WORDS_OWN
from tests.bench.producers import docx, dress, figures, press, printed, story
from tests.bench.producers.seeds import generator
from tests.support import word_files

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping, Sequence

FILTERS = {
    "resaved": ("docx", "docx:MS Word 2007 XML"),
    "doc": ("doc", "doc:MS Word 97"),
    "rtf": ("rtf", "rtf:Rich Text Format"),
    "odt": ("odt", "odt:writer8"),
}
"""Ways that go through LibreOffice: the ending, and what to ask of it."""
WAYS = ("word", *FILTERS)
WHOLE: Mapping[str, Callable[[str], str]] = {
    "none": lambda xml: xml,
    "rows in controls": word_files.rows_in_controls,
    "text box": word_files.in_text_box,
    "layout table": word_files.in_layout_table,
    "bookmarks": lambda xml: xml.replace("<w:tr>", '<w:bookmarkStart w:id="7" w:name="a"/><w:tr>'),
}
"""What is done to a whole file that no office program has re-saved."""
_TOKEN = re.compile(
    r'(<w:r>(?:(?!</w:r>).)*?)<w:t xml:space="preserve">⟦([^⟧]*)⟧(.*?)</w:t></w:r>', re.DOTALL
)
_MOST_TRAPS = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """A Word file, and what a reader must say of it."""

    name: str
    way: str
    data: bytes
    truth: Mapping[str, Any]


def draft(half: str, way: str, number: int) -> Draft:
    """One file as Word writes it; everything in it follows from half, way and number."""

    def rng(purpose: str) -> random.Random:
        return generator(half, f"draft-{way}", number, purpose)

    found = figures.draw(rng("figures"))
    look = dress.draw(rng("dress"), press.PRODUCERS["libreoffice-docx"].can)
    on_paper = printed.put_on_paper(found, look, rng("printed"))
    tokens = {
        ref: f"⟦{ref}⟧{text}" if on_paper.cells[ref]["state"] == "number" else text
        for ref, text in on_paper.sheet.figures["cells"].items()
    }
    sheet = replace(on_paper.sheet, figures={**on_paper.sheet.figures, "cells": tokens})
    xml = word_files.parts(docx.document(story.tell(found, sheet, rng("story")), look))
    made, planted, record = _written(xml[word_files.MAIN], way, rng("quirks"))
    truth = {
        "file": f"{way}-{number:03d}.{FILTERS[way][0] if way in FILTERS else 'docx'}",
        "year": found.year,
        "form": found.form,
        "body": found.body,
        "half": half,
        "producer": way,
        "dress": look.record(),
        "planted": planted,
        **record,
        "cells": on_paper.cells,
    }
    data = word_files.changed(word_files.packed(xml), lambda _: made)
    return Draft(f"{way}-{number:03d}", way, data, truth)


def _written(xml: str, way: str, rng: random.Random) -> tuple[str, dict[str, str], dict[str, str]]:
    """The main part with its figures written by a habit, some of them as traps."""
    refs = [found[2] for found in _TOKEN.finditer(xml)]
    habit = rng.choice(tuple(HABITS))
    traps = TRAPS if way in FILTERS else {**TRAPS, **WORDS_OWN}
    chosen = rng.sample(refs, rng.randint(0, _MOST_TRAPS))
    planted = {ref: rng.choice(tuple(traps)) for ref in chosen}

    def write(found: re.Match[str]) -> str:
        start, ref, text = found.groups()
        if ref in planted:
            return traps[planted[ref]](start, text, rng)
        return HABITS[habit](start, text, rng)

    made = _TOKEN.sub(write, xml)
    whole = "none" if way in FILTERS else rng.choice(tuple(WHOLE))
    return WHOLE[whole](made), planted, {"habit": habit, "whole": whole}


def make(half: str, ways: Sequence[str], count: int, folder: Path) -> Iterator[str]:
    """Write the files of a half; the names as they are done."""
    folder.mkdir(parents=True, exist_ok=True)
    for way in ways:
        drafts = [draft(half, way, number) for number in range(count)]
        files = _resaved(drafts, way) if way in FILTERS else [one.data for one in drafts]
        for one, data in zip(drafts, files, strict=True):
            (folder / one.truth["file"]).write_bytes(data)
            truth = json.dumps(one.truth, ensure_ascii=False, indent=1)
            (folder / f"{one.name}.truth.json").write_text(truth, "utf-8")
            yield one.truth["file"]


def _resaved(drafts: Sequence[Draft], way: str) -> list[bytes]:
    """The files as LibreOffice saves them, in one start of the program."""
    import shutil

    program = next(filter(None, map(shutil.which, PROGRAMS)))
    ending, asked = FILTERS[way]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for one in drafts:
            (scratch / f"{one.name}.docx").write_bytes(one.data)
        sources = [str(scratch / f"{one.name}.docx") for one in drafts]
        profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
        out = ["--outdir", str(scratch / "out")]
        command = [program, profile, "--headless", "--convert-to", asked, *out, *sources]
        subprocess.run(command, check=True, capture_output=True)
        return [(scratch / "out" / f"{one.name}.{ending}").read_bytes() for one in drafts]
