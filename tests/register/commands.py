"""A list of bodies, reports as JSON, and a reader of them that needs no PDF: for commands."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from checker.model import Doubt, PageFault, Refusal, RefusalReason, Report, Scope, State
from tests.register.stores import Backend
from tests.support.factory import cell, change, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.rulebook.form import Form


LIST = """\
body,kind,parent,complete,code,alias,due,contact
某县人民政府,government,,yes,10,,,张三
某县教育局,department,10,no,11,某县教体局,,李四
某县民政局,department,10,no,12,,01-20,
某镇人民政府,township,10,no,13,,,
"""


def read(path: str) -> Report:
    """A sample report with what the file (JSON) says otherwise; its hash is the file's."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return Report(path, "", refusal=Refusal(RefusalReason.NOT_FOUND))
    digest = hashlib.sha256(data).hexdigest()
    if not data.startswith(b"{"):
        reason = RefusalReason.OWN_OUTPUT if data.startswith(b"own") else RefusalReason.DAMAGED
        return Report(path, digest, refusal=Refusal(reason, "" if data == b"x" else "json"))
    given: dict[str, Any] = json.loads(data)
    report = replace(sample("suqian-2023"), path=path, sha256=digest, table_pages=(1,))
    for ref, raw in given.pop("cells", {}).items():
        report = change(report, ref, raw)
    for ref in given.pop("doubtful", ()):
        doubtful = replace(cell("?"), state=State.DOUBTFUL, doubt=Doubt.READINGS_DIFFER)
        report = replace(report, cells={**report.cells, ref: doubtful})
    if "scope" in given:
        given["scope"] = Scope(given["scope"])
    if given.pop("fault", False):
        report = replace(report, faults=(PageFault(1, "ImportError: x"),))
    return replace(report, **{"body": "某县教育局", **given})


class Reader:
    versions = (("camelot-py", "2.0"),)

    def __init__(self, seen: list[str]) -> None:
        self.seen = seen

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        assert forms
        assert lexicon is not None
        for path in paths:
            self.seen.append(Path(path).name)
            yield (read(path),)
            self.seen.append("done")


def report(name: str, folder: str = "in", **given: Any) -> str:
    Path(folder).mkdir(exist_ok=True)
    path = f"{folder}/{name}.pdf"
    Path(path).write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    return path


BAD = {"t3.granted.total": "999"}


_MADE: dict[str, Path] = {}


def prepared(name: str, make: Callable[[], None]) -> None:
    """The current folder as ``make`` leaves it: done once, and copied from then on.

    A store that lies elsewhere is made each time.
    """
    if Backend.server is not None:
        make()
        return
    if name in _MADE:
        shutil.copytree(_MADE[name], ".", dirs_exist_ok=True)
        return
    make()
    _MADE[name] = Path(mkdtemp(prefix="prepared-")) / name
    shutil.copytree(".", _MADE[name])
