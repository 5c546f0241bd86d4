"""A run in blocks, mostly on the disk, says what it says at once in memory."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from checker import judging, spool
from checker.checks.across import judge
from checker.model import Scope
from checker.options import Options, Selection
from checker.pipeline import run
from checker.reporters import reporter
from checker.reporters.options import Look
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.model import Report
    from checker.pipeline import ReportReader, Run
    from checker.rulebook.form import Form

COUNTY, TOWN, OTHER = "某县人民政府", "某县甲镇人民政府", "某县乙镇人民政府"
LIST = f"""body,kind,parent,complete
{COUNTY},government,,yes
{TOWN},township,{COUNTY},
{OTHER},township,{COUNTY},
某县丙镇人民政府,township,{COUNTY},
"""


def reports() -> dict[str, Report]:
    """Two years of a county and its towns, versions that differ, twins, a stranger, a refusal."""
    base, last = sample("suqian-2024"), sample("suqian-2023")
    found: dict[str, Report] = {}

    def put(name: str, body: str, report: Report, year: int) -> None:
        path, digest = f"{name}.pdf", f"{len(found):064x}"
        found[path] = replace(report, path=path, sha256=digest, body=body, year=year)

    put("county", COUNTY, replace(base, scope=Scope.AGGREGATED), 2024)
    put("county-last", COUNTY, replace(last, scope=Scope.AGGREGATED), 2023)
    put("town", TOWN, change(base, "t3__new_received__total", "5"), 2024)
    put("town-page", TOWN, change(base, "t3__new_received__total", "6"), 2024)
    put("town-last", TOWN, last, 2023)
    put("other", OTHER, sample("yanghe-2025"), 2024)
    put("twin", "某市教育局", sample("yanghe-2025"), 2024)
    blank = change(sample("hongze-2023"), "t3__granted__natural_person", "")
    put("blank", "某市卫生局", blank, 2023)
    put("blank-next", "某市卫生局", blank, 2024)
    put("unknown", "", base, 2024)
    return found


class Given:
    """Reads what is there; anything else is refused by the reader of samples."""

    versions = ()

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        known = reports()
        for path in paths:
            yield (known[path],)


@contextmanager
def start(_: Options) -> Iterator[ReportReader]:
    yield Given()


def checked(options: Options) -> Run:
    names = [*reports()]
    last = [name for name in names if name == "town-last.pdf"]
    rest = [name for name in names if name not in last]
    return run(rest, options._replace(previous=tuple(last)), start_readers=start)


@pytest.mark.parametrize(
    ("given", "size"),
    [
        (Options(), 1),
        (Options(), 3),
        (Options(blank_as_zero=("",)), 1),
        (Options(selection=Selection(select=("YR", "T3", "VE"))), 3),
        (Options(scope="own", lang="en"), 1),
    ],
    ids=["one", "three", "zeros", "selected", "scope"],
)
def test_blocks_of_any_size_say_the_same(
    size: int, given: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = tmp_path / "bodies.csv"
    bodies.write_text(LIST, "utf-8")
    options = given._replace(bodies=str(bodies))
    whole = checked(options)
    relations = {one.relation for one in whole.results.compared}
    assert len(relations) == 3
    monkeypatch.setattr(spool, "HELD", 2)
    monkeypatch.setattr(judging, "HELD", 2)
    monkeypatch.setattr(judging, "BLOCK", size)
    monkeypatch.setattr(judge, "_BLOCK", size)
    parts = checked(options)
    assert tuple(parts.results.reports) == whole.results.reports
    assert tuple(parts.results.findings) == whole.results.findings
    assert parts.results.compared == whole.results.compared
    assert parts.results.tally == whole.results.tally
    every = ("json", "jsonl", "text", "csv", "sarif", "junit", "markdown")
    for name in every if given == Options() and size == 1 else ("text",):
        made = []
        for one in (whole, parts):
            stream = StringIO()
            reporter(name)(one.results, Look(one.forms, options.lang, width=100), stream)
            made.append(stream.getvalue())
        assert made[0] == made[1], name


def test_the_json_of_a_run_is_one_object_however_it_is_written() -> None:
    found = checked(Options())
    stream = StringIO()
    reporter("json")(found.results, Look(found.forms), stream)
    record = json.loads(stream.getvalue())
    assert stream.getvalue() == json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    assert [*record][:3] == ["format", "version", "reports"]
    none = replace(found.results, reports=())
    stream = StringIO()
    reporter("json")(none, Look(found.forms), stream)
    assert json.loads(stream.getvalue())["reports"] == []
