"""The marked copy of a web page: its text and figures, notes above, and nothing that runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest

from checker.cli.main import main
from checker.documents.web.marked_copy import marked_copy
from checker.isolation.read import read_report
from checker.model import ElementPlace
from checker.model.page_images import Note
from checker.rulebook.load import load_forms
from tests.support import web_pages

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "hongze-2023"
CELL = "html/body/table[2]/tbody[1]/tr[5]/td[3]"
NOTES = (
    Note("", 0, (), "copied", "info"),
    Note("1", 0, (), "first <b>\nline", "error", (ElementPlace(CELL),)),
    Note("1", 0, (), "see 1", "error", (ElementPlace("html/body/p[1]"),)),
    Note("2", 0, (), "second", "warning", (ElementPlace(CELL),)),
    Note("3", 0, (), "nowhere", "info", (ElementPlace("html/body/table[99]"),)),
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tree_of(markup: bytes) -> Element:
    tree: Element = html5lib.parse(markup.decode(), namespaceHTMLElements=False)
    return tree


def copied(markup: str, notes: tuple[Note, ...] = NOTES) -> Element:
    return tree_of(marked_copy(markup, notes, "0" * 64))


def run(*argv: str) -> int:
    return main(["check", *argv, "--isolated", "--color", "never"])


def results() -> Any:
    return json.loads(Path("all.json").read_text("utf-8"))


def test_all_notes_stand_above_and_their_numbers_at_what_they_are_about() -> None:
    tree = copied(web_pages.plain(NAME))
    (banner,) = (one for one in tree.iter("div") if one.get("id") == "notes")
    told = ["".join(one.itertext()) for one in banner.iter("p")]
    assert told == ["copied", "first <b>\nline", "second", "nowhere"]
    (cell,) = (one for one in tree.iter("td") if one.get("class"))
    assert cell.get("class") == "error", "the first note gives the line"
    assert [one.get("href") for one in cell.iter("a")] == ["#note-1", "#note-2"]
    anchors = {one.get("id") for one in tree.iter() if one.get("id")}
    assert {(one.get("href") or "")[1:] for one in tree.iter("a")} <= anchors
    assert len([one for one in tree.iter("p") if one.get("class") == "error"]) == 1


HOSTILE = (
    "<script>evil()</script>",
    "<script src=https://evil.example/x.js></script>",
    '<img src=x onerror="evil()">',
    '<a href="javascript:evil()">x</a>',
    '<p onclick="evil()" style="background:url(https://evil.example)">x</p>',
    "<iframe srcdoc='<script>evil()</script>'></iframe>",
    "<svg onload=evil()><script>evil()</script></svg>",
    "<math><mtext><style><img src=x onerror=evil()></style></mtext></math>",
    "<style>@import 'https://evil.example'</style>",
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    '<base href="https://evil.example">',
    "<form action=https://evil.example><button formaction=javascript:evil()>x</button></form>",
    "<object data=evil.swf></object><embed src=evil>",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'></noscript>",
    "<textarea></textarea><textarea><script>evil()</script></textarea>",
    "<template><script>evil()</script></template>",
    '<input value="&quot;><script>evil()</script>">',
    "<td id=notes class=x onmouseover=evil()>x</td>",
    "<p>&lt;script&gt;evil()&lt;/script&gt;</p>",
)
ELEMENTS = {
    "html", "head", "meta", "style", "body", "div", "span", "a", "p", "sup", "sub", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "br", "hr", "ul", "ol", "li", "dl",
    "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "u", "s", "del",
    "strike", "pre", "blockquote",
}  # fmt: skip


@pytest.mark.parametrize("at", ["in the text", "in a cell"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_page_runs_or_is_fetched(hostile: str, at: str) -> None:
    page = web_pages.plain(NAME)
    if at == "in a cell":
        page = web_pages.nth_figure(page, 3, lambda figure: figure + hostile)
    else:
        page = page.replace("</body>", f"{hostile}</body>")
    tree = copied(page)
    for one in tree.iter():
        assert one.tag in ELEMENTS
        assert set(one.keys()) <= {
            "charset", "name", "content", "http-equiv", "id", "class", "href", "colspan", "rowspan",
            "title",
        }  # fmt: skip
        assert (one.get("href") or "#").startswith("#")
    (policy,) = (one.get("content") or "" for one in tree.iter("meta") if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert len([one for one in tree.iter() if one.get("id") == "notes"]) == 1
    (style,) = tree.iter("style")
    assert "evil" not in (style.text or "")


def test_a_page_nests_as_deep_as_it_likes() -> None:
    deep = "<div>" * 900 + "5" + "</div>" * 900
    assert "5" in "".join(copied(f"<body>{deep}</body>").itertext())


def test_what_the_page_does_not_show_is_pale() -> None:
    page = web_pages.plain(NAME).replace(
        "</body>",
        "<style>.gone{display:none}</style><p class=gone>甲</p><i hidden>乙</i>"
        '<span style="visibility:hidden">丙</span><a href=x>丁</a></body>',
    )
    tree = copied(page)
    pale = {one.text for one in tree.iter() if one.get("class") == "unseen"}
    assert pale == {"甲", "乙", "丙"}
    assert "丁" in "".join(tree.itertext())


@pytest.mark.parametrize("span", ["2", " 3 ", "0", "65535", "-1", "x", "2;evil"])
def test_spans_are_numbers_or_nothing(span: str) -> None:
    tree = copied(f'<table><tr><td colspan="{span}">1</td></tr></table>', ())
    (cell,) = tree.iter("td")
    expected = {"2": "2", " 3 ": "3", "0": "0"}
    assert cell.get("colspan") == expected.get(span)


@pytest.mark.parametrize("name", [NAME, "shanghai-office-2019"])
def test_the_copy_reads_as_the_page_does(name: str) -> None:
    page = web_pages.plain(name)
    Path("page.html").write_text(page, "utf-8")
    made = marked_copy(page, NOTES, "0" * 64)
    Path("copy.html").write_bytes(made)
    forms = load_forms()
    report, again = (read_report(Path(one), forms) for one in ("page.html", "copy.html"))
    assert again.refusal is not None, "a copy is told and is no report"
    # Somebody corrects it: then it is a report, its marks no part of its figures.
    Path("copy.html").write_bytes(made + b"\n")
    again = read_report(Path("copy.html"), forms)
    values = [
        {ref: (one.state, one.value) for ref, one in r.cells.items()} for r in (report, again)
    ]
    assert values[0] == values[1]


def test_the_program_writes_a_copy_and_knows_it_again() -> None:
    Path("in").mkdir()
    Path("in/a.html").write_text(web_pages.plain(NAME), "utf-8")
    assert run("in/a.html", "-q", "--report=annotated-html=in/copy.html") == 1
    text = Path("in/copy.html").read_text("utf-8")
    assert "checker 批注件：由原网页“a.html”" in text
    assert 'class="error"' in text
    assert run("in", "-q", "--report=json=all.json") == 1
    assert [one["path"] for one in results()["reports"]] == ["in/a.html"]
    own = results()["inputs"]["own_outputs"]
    assert [(one["path"], one["format"]) for one in own] == [("in/copy.html", "annotated-html")]
    assert run("in/a.html", "-q", "--report=annotated=out/") == 1
    (copy,) = Path("out").iterdir()
    assert copy.name.endswith(".marked.html")


def test_no_copy_is_made_in_another_format(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.html").write_text(web_pages.plain(NAME), "utf-8")
    assert run("a.html", "-q", "--report=annotated-docx=copy") == 2
    assert "不能标注" in capsys.readouterr().err
