"""Outputs to folders: one file a report, several formats side by side; a date that is none."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cli.commands.filenames import file_stems
from checker.cli.main import main
from checker.model import Report
from tests.reporters.handing import workbook_of
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def run(*argv: str, **given: Any) -> int:
    return main(["check", "--isolated", *argv], start_readers=prepared(**given))


HONGZE, SUQIAN = "淮安市洪泽区人民政府-2023", "宿迁市人民政府-2023"


def written(folder: str) -> list[str]:
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def test_a_folder_gets_one_file_a_report() -> None:
    files = ["a/hongze-2023.pdf", "b/hongze-2023.pdf", "suqian-2023.pdf", "gone.pdf"]
    wanted = ["--report", "xlsx=out/new/", "--report", "json=out/new/", "-o", "all.txt"]
    assert run(*files, *wanted) == 1
    stems = (f"a/{HONGZE}", f"b/{HONGZE}", SUQIAN, "gone")
    assert written("out/new") == sorted(
        f"{one}{end}" for one in stems for end in (".json", ".xlsx")
    )
    book = workbook_of(Path(f"out/new/{SUQIAN}.xlsx").read_bytes())
    assert book.sheetnames[-3:] == ["表二", "表三", "表四"]
    assert run("suqian-2023.pdf", "--report", "csv=out", "-o", "all.txt") == 0
    assert Path(f"out/{SUQIAN}.csv").exists(), "a folder that is there needs no slash"


def test_a_folder_of_lists_has_none_of_a_report_in_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = ["hongze-2023.pdf", "suqian-2023.pdf", "gone.pdf"]
    assert run(*files, "--report", "pdf=out/", "-o", "all.txt") == 1
    assert written("out") == ["gone.list.pdf", f"{HONGZE}.list.pdf"]
    assert "没有问题的报告 1 份，未另写清单（也要时加 --list-all）" in capsys.readouterr().err
    assert run(*files, "--report", "pdf=all/", "--list-all", "-o", "all.txt") == 1
    assert written("all") == ["gone.list.pdf", f"{SUQIAN}.list.pdf", f"{HONGZE}.list.pdf"]
    assert "--list-all" not in capsys.readouterr().err


def test_a_folder_keeps_the_folders_of_the_reports() -> None:
    for name in ("in/hongze-2023.pdf", "in/a/b/suqian-2023.pdf", "in/.c d/e.pdf"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    wanted = ("--report", "json=out/", "-o", "all.txt")
    run("in", "in/.c d", *wanted)
    names = [f"{HONGZE}.json", f"a/b/{SUQIAN}.json", "c_d/e.json"]
    assert written("out") == sorted(names)
    run("in/**/suqian*.pdf", "--report", "json=glob/", "-o", "all.txt")
    assert written("glob") == [f"a/b/{SUQIAN}.json"]
    run("i*/*/b/*.pdf", "--report", "json=star/", "-o", "all.txt")
    assert written("star") == [f"in/a/b/{SUQIAN}.json"]
    run("in/a/b/suqian-2023.pdf", "--report", "json=one/", "-o", "all.txt")
    assert written("one") == [f"{SUQIAN}.json"]


def links(page: str) -> dict[str, str]:
    """The addresses of a page's links by their words."""
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>', Path(page).read_text("utf-8"))
    return {words: unquote(address) for address, words in found}


def test_a_folder_of_pages_is_entered_by_an_index() -> None:
    files = ["a/hongze-2023.pdf", "suqian-2023.pdf", "gone.pdf"]
    assert run(*files, "--report", "html=out/", "-o", "all.txt") == 1
    pages = [f"a/{HONGZE}.html", f"{SUQIAN}.html", "gone.html"]
    assert written("out") == sorted([*pages, "index.html"])
    assert list(links("out/index.html").values()) == [pages[2], pages[0], pages[1]], "worst first"
    for page in pages:
        way_back = links(f"out/{page}")["返回目录"]
        assert (Path("out") / page).parent.joinpath(way_back).resolve().name == "index.html"
        assert (Path("out") / page).parent.joinpath(way_back).exists()
    whole = Path("out/index.html").read_text("utf-8")
    assert "表三" not in whole, "what is on the pages is not on the index"
    assert 'data-verdict="fail" data-body="淮安市洪泽区人民政府"' in whole
    assert '<option value="unreadable">无法读取</option>' in whole
    assert run("suqian-2023.pdf", "--report", "html=one/", "-o", "all.txt") == 0
    assert written("one") == ["index.html", f"{SUQIAN}.html"]


def test_a_page_of_an_odd_name_is_found_from_the_index() -> None:
    for name in ("index.pdf", "a#b %41.pdf", "INDEX.pdf"):
        assert run(f"{name}", "--report", "html=odd/", "-o", "all.txt") == 1
        (address,) = links("odd/index.html").values()
        assert Path("odd", address).exists()
        assert Path("odd", address).name.lower() != "index.html"


def test_an_index_destroys_no_report(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    Path("in/index.html").write_text("<p>2023</p>", "utf-8")
    assert run("in/index.html", "--report", "html=in/", "-o", "all.txt") == 2
    assert "in/index.html" in capsys.readouterr().err
    assert Path("in/index.html").read_text("utf-8") == "<p>2023</p>"


def stems(*reports: Report, arguments: Sequence[str] = ()) -> list[str]:
    names = file_stems(reports, arguments or [one.path for one in reports])
    return [names[one.path] for one in reports]


def report(path: str, body: str | None = "甲市", year: int | None = 2023, sha: str = "") -> Report:
    return Report(
        path, sha or hashlib.sha256(repr(path).encode()).hexdigest(), body=body, year=year
    )


def test_reports_of_one_name_get_the_hash_of_their_file() -> None:
    first, other, third = report("x/a.pdf"), report("x/b.pdf"), report("x/c.pdf", "乙县")
    expected = [f"甲市-2023-{one.sha256[:8]}" for one in (first, other)]
    assert stems(first, other, third) == [*expected, "乙县-2023"]
    assert stems(third, other, first) == ["乙县-2023", *reversed(expected)]
    twins = stems(report("x/a.pdf", sha="0" * 64), report("x/b.pdf", sha="0" * 64))
    assert len(set(twins)) == 2
    assert not any("00000000" in one for one in twins), "the same bytes twice tell nothing apart"
    gone = [Report(f"x/{name}", "") for name in ("a b.pdf", "a_b.pdf", "A_B.PDF")]
    assert len({one.casefold() for one in stems(*gone)}) == 3
    # A name that looks like another one with its hash.
    odd = Report(f"x/{expected[0]}.pdf", "f" * 64)
    assert len(set(stems(first, other, odd))) == 3


@pytest.mark.parametrize(
    ("one", "stem"),
    [
        (report("x/a.pdf", "  甲市 / 乙局:*? "), "甲市_乙局-2023"),
        (report("x/a.pdf", "甲市\u202e\x1b[31m（本级）"), "甲市_31m（本级）-2023"),
        (report("x/a.pdf", "../../etc"), "etc-2023"),
        (report("x/a.pdf", "局" * 300), "局" * 50 + "-2023"),
        (report("x/a.b.pdf", "…"), "a.b"),
        (report("x/a.b.pdf", year=None), "a.b"),
        (report("x/-o.pdf", None), "o"),
        (report("x/.pdf", None), "pdf"),
        (report("x/…", None), "report"),
        (report("x/con.pdf", None), "con_"),
        (report("x/COM1.x.pdf", None), "COM1.x_"),
        (report("x/a\udce9b.pdf", None), "a_b"),
        (report("-", None), "report"),
    ],
)
def test_names_are_safe(*, one: Report, stem: str) -> None:
    assert stems(one) == [stem]


ODD = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("/\\.: ~-\0\x1b甲乙AaÄä"),
    max_size=90,
)


@given(
    st.lists(
        st.tuples(
            ODD.filter(lambda name: "\0" not in name),
            st.none() | st.sampled_from(["甲市", "甲 市", "A", "a"]) | ODD,
            st.none() | st.integers(2019, 2021),
            st.sampled_from(["", "0" * 64, "1" * 64]),
        ),
        max_size=8,
        unique_by=lambda one: one[0],
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_any_reports_get_names_of_their_own(
    given: list[tuple[str, str | None, int | None, str]], shuffled: random.Random
) -> None:
    reports = [Report(f"in/{path}x", sha, body=body, year=year) for path, body, year, sha in given]
    names = file_stems(reports, ["in"])
    assert len({name.casefold() for name in names.values()}) == len(reports)
    for name in names.values():
        for part in name.split("/"):
            assert part not in ("", ".", "..")
            assert not part.startswith((".", "-"))
            assert len(f"{part}.certificate.pdf".encode()) <= 255
            assert not set(part) & set('\\:*?"<>|\0\x1b ')
            assert part.isprintable()
    shuffled.shuffle(reports)
    assert file_stems(reports, ["in"]) == names


def test_the_same_format_twice_in_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("suqian-2023.pdf", "--report", "csv=x/", "--report", "csv=./x/") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not Path("x").exists()


def test_a_folder_that_cannot_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("", "utf-8")
    assert run("suqian-2023.pdf", "--report", "csv=file/", "-o", "all.txt") == 2
    error = capsys.readouterr().err
    assert (error.count("\n"), error.count("无法写入“file/")) == (1, 1)
    assert Path("all.txt").exists()


def test_a_date_that_is_none_is_refused_before_reading(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []
    assert run("suqian-2023.pdf", "--date", "yesterday", seen=seen) == 2
    assert seen == []
    assert "--date" in capsys.readouterr().err


def test_binary_outputs_need_no_terminal(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("suqian-2023.pdf", "--output-format", "xlsx", "-q") == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")
