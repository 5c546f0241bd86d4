"""Word files in which somebody could see another figure: what is read is in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.documents.word.document import WordDocument
from checker.documents.word.second_reading import cells_again
from checker.model import CellRef, Doubt, State
from tests.support import word_files
from tests.support.as_read import doubts, printed, read
from tests.support.factory import sample
from tests.support.word_files import W, changed, filled, nth_figure, plain, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = "suqian-2023"
NTH = 20  # the figure that is written otherwise


ONE_FIGURE: dict[str, tuple[Callable[[str, str], str], Doubt]] = {
    "hidden": (lambda s, t: run(s, "12", "<w:vanish/>") + run(s, t), Doubt.HIDDEN_TEXT),
    "hidden by its style": (
        lambda s, t: run(s.replace("<w:rPr>", '<w:rPr><w:rStyle w:val="H"/>'), "12") + run(s, t),
        Doubt.HIDDEN_TEXT,
    ),
    "struck": (lambda s, t: run(s, "3", "<w:strike/>") + run(s, t), Doubt.STRUCK_OUT),
    "struck twice": (lambda s, t: run(s, "3", "<w:dstrike/>") + run(s, t), Doubt.STRUCK_OUT),
    "white": (
        lambda s, t: run(s, "9", '<w:color w:val="FFFFFF"/>') + run(s, t),
        Doubt.HIDDEN_TEXT,
    ),
    "black on black": (
        lambda s, t: run(s, t, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
        Doubt.HIDDEN_TEXT,
    ),
    "white on a pale stripe": (
        lambda s, t: (
            run(s, "9", '<w:color w:val="FEFEFE"/><w:shd w:val="clear" w:fill="FBF3E6"/>')
            + run(s, t)
        ),
        Doubt.HIDDEN_TEXT,
    ),
    "white on a blue stripe": (
        lambda s, t: (
            run(s, "9", '<w:color w:val="FEFEFE"/><w:shd w:val="clear" w:fill="E7EEF7"/>')
            + run(s, t)
        ),
        Doubt.HIDDEN_TEXT,
    ),
    "two numbers with a sign": (lambda s, t: run(s, f"-4 +{t}"), Doubt.TWO_NUMBERS),
    "white on a yellow marker": (
        lambda s, t: run(s, t, '<w:color w:val="FFFFFF"/><w:highlight w:val="yellow"/>'),
        Doubt.HIDDEN_TEXT,
    ),
    "white by the theme": (
        lambda s, t: (
            run(s, "9", '<w:color w:val="000000" w:themeColor="background1"/>') + run(s, t)
        ),
        Doubt.HIDDEN_TEXT,
    ),
    "filled with white": (
        lambda s, t: run(s, "9", filled('<w14:srgbClr w14:val="FFFFFF"/>')) + run(s, t),
        Doubt.HIDDEN_TEXT,
    ),
    "filled with the theme's white": (
        lambda s, t: run(s, "9", filled('<w14:schemeClr w14:val="bg1"/>')) + run(s, t),
        Doubt.HIDDEN_TEXT,
    ),
    "without a filling": (
        lambda s, t: run(s, t, "<w14:textFill><w14:noFill/></w14:textFill>"),
        Doubt.HIDDEN_TEXT,
    ),
    "small as dust": (lambda s, t: run(s, "9", '<w:sz w:val="2"/>') + run(s, t), Doubt.HIDDEN_TEXT),
    "piled": (
        lambda s, t: run(s, "9" + t, '<w:sz w:val="21"/><w:spacing w:val="-100"/>'),
        Doubt.HIDDEN_TEXT,
    ),
    "inserted": (lambda s, t: f"<w:ins>{run(s, t)}</w:ins>", Doubt.TRACKED_CHANGE),
    "deleted": (
        lambda s, t: f"<w:del>{run(s, '7', tag='delText')}</w:del>{run(s, t)}",
        Doubt.TRACKED_CHANGE,
    ),
    "moved": (
        lambda s, t: f"<w:moveFrom>{run(s, '7')}</w:moveFrom><w:moveTo>{run(s, t)}</w:moveTo>",
        Doubt.TRACKED_CHANGE,
    ),
    "never calculated": (
        lambda s, _: (
            f'{s}<w:fldChar w:fldCharType="begin"/></w:r>{s}<w:instrText>=SUM(LEFT)</w:instrText>'
            f'</w:r>{s}<w:fldChar w:fldCharType="end"/></w:r>'
        ),
        Doubt.NOT_CALCULATED,
    ),
    "out of date": (
        lambda s, t: word_files.in_field(s, t).replace('"begin"', '"begin" w:dirty="true"'),
        Doubt.NOT_CALCULATED,
    ),
    "a field without an end": (
        lambda s, _: (
            f'{s}<w:fldChar w:fldCharType="begin"/></w:r>{s}<w:instrText>PAGE</w:instrText></w:r>'
        ),
        Doubt.NOT_CALCULATED,
    ),
    "a drawing": (lambda s, t: run(s, t) + f"{s}<w:drawing/></w:r>", Doubt.UNREAD_INK),
    "a formula": (
        lambda s, t: run(s, t) + "<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath>",
        Doubt.UNCERTAIN_PLACE,
    ),
    "from right to left": (
        lambda s, t: f'<w:bdo w:val="rtl">{run(s, t)}</w:bdo>',
        Doubt.UNCERTAIN_PLACE,
    ),
    "a sign of another font": (
        lambda s, t: run(s, t) + f'{s}<w:sym w:font="Wingdings" w:char="F08C"/></w:r>',
        Doubt.ENCODING_BROKEN,
    ),
    "two numbers": (lambda s, t: run(s, f"4 {t}"), Doubt.TWO_NUMBERS),
}
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="B"><w:rPr><w:vanish/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="H"><w:basedOn w:val="B"/></w:style>'
    "</w:styles>"
)


@pytest.mark.parametrize("what", ONE_FIGURE)
def test_a_figure_of_which_two_could_be_seen_is_doubtful(what: str, tmp_path: Path) -> None:
    write, doubt = ONE_FIGURE[what]
    data = changed(plain(HERE), lambda xml: nth_figure(xml, NTH, write), styles=STYLES)
    report, truth = read(data, tmp_path), printed(sample(HERE))
    assert list(doubts(report).values()) == [doubt]
    (ref,) = doubts(report)
    del truth[ref]
    assert printed(report) == truth


@pytest.mark.parametrize(
    ("form", "text", "start"),
    [
        ("decimal", "%1", 7),
        ("decimal", "9", 1),
        ("none", "9%1", 1),
        ("decimalEnclosedParen", "%1", 1),
        ("decimalFullWidth", "%1", -5),
        ("ideographDigital", "%1", -5),
    ],
)
def test_a_figure_behind_a_number_of_words_is_doubtful(
    form: str, text: str, start: int, tmp_path: Path
) -> None:
    """On paper it says 70, 90 or ⑴0; nobody reads 0."""
    numbering = (
        word_files.NUMBERING.replace("chineseCounting", form)
        .replace("%1、", text)
        .replace('start w:val="1"', f'start w:val="{start}"')
    )
    data = changed(
        plain(HERE), lambda xml: word_files.numbered_figure(xml, NTH), numbering=numbering
    )
    report, truth = read(data, tmp_path), printed(sample(HERE))
    (ref,) = doubts(report)
    del truth[ref]
    assert printed(report) == truth


def test_a_cell_that_is_proposed_to_be_merged_is_doubtful(tmp_path: Path) -> None:
    def merge(xml: str) -> str:
        before, figure, after = nth_figure(xml, NTH, lambda s, t: f"\0{run(s, t)}\0").split("\0")
        start, properties, rest = before.rpartition("<w:tcPr>")
        return f'{start}{properties}<w:cellMerge w:vMerge="cont"/>{rest}{figure}{after}'

    report = read(changed(plain(HERE), merge), tmp_path)
    assert list(doubts(report).values()) == [Doubt.TRACKED_CHANGE]


def test_a_bullet_before_a_figure_is_none_of_it(tmp_path: Path) -> None:
    bullets = word_files.NUMBERING.replace("chineseCounting", "bullet").replace("%1、", "\uf06c")
    data = changed(plain(HERE), lambda xml: word_files.numbered_figure(xml, NTH), numbering=bullets)
    report = read(data, tmp_path)
    assert printed(report) == printed(sample(HERE))
    assert not doubts(report)


def test_figures_in_what_a_field_is_told_are_doubtful_and_not_gone(tmp_path: Path) -> None:
    """A field that is begun above a table and never gives anything: no table is missing."""
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    fourth = re.compile("<w:tbl>(?=(?:(?!<w:tbl>).)*结果维持)", re.DOTALL)
    data = changed(plain(HERE), lambda xml: fourth.sub(f"{begun}<w:tbl>", xml))
    report, truth = read(data, tmp_path), printed(sample(HERE))
    lost = {ref for ref in truth if ref.startswith("t4.")}
    assert set(doubts(report)) >= lost
    assert printed(report) == {ref: value for ref, value in truth.items() if ref not in lost}


def test_a_row_that_is_proposed_to_go_is_doubtful_and_stays_where_it_is(tmp_path: Path) -> None:
    data = changed(
        plain(HERE),
        lambda xml: nth_figure(
            xml.replace("<w:trPr>", "<w:trPr><w:del/>", 30).replace(
                "<w:trPr><w:del/>", "<w:trPr>", 29
            ),
            NTH,
            run,
        ),
    )
    report, truth = read(data, tmp_path), printed(sample(HERE))
    row = doubts(report)
    assert len({CellRef.parse(ref).row for ref in row}) == 1
    assert set(row.values()) == {Doubt.TRACKED_CHANGE}
    assert printed(report) == {ref: value for ref, value in truth.items() if ref not in row}


def test_a_second_reading_that_differs_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misread(main: bytes, styles: bytes | None) -> dict[tuple[int, int, int], str]:
        found = cells_again(main, styles)
        return {key: "8" if text == "3" else text for key, text in found.items()}

    monkeypatch.setattr("checker.documents.word.document.cells_again", misread)
    report = read(plain(HERE), tmp_path)
    cells = {ref: one for ref, one in report.cells.items() if one.state is State.DOUBTFUL}
    assert {ref for ref, value in printed(sample(HERE)).items() if value == "3"} == set(cells)
    assert {one.readings for one in cells.values()} == {("3", "8")}


def test_a_table_that_is_a_picture_is_doubtful_and_no_missing_table(tmp_path: Path) -> None:
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>'
    fourth = re.compile(r"<w:tbl>(?:(?!<w:tbl>).)*结果维持.*?</w:tbl>", re.DOTALL)
    data = changed(plain(HERE), lambda xml: fourth.sub(picture, xml))
    report = read(data, tmp_path)
    assert {ref.split(".")[0] for ref in doubts(report)} == {"t4"}
    assert set(doubts(report).values()) == {Doubt.IN_A_PICTURE}


def test_a_row_without_height_is_doubtful(tmp_path: Path) -> None:
    def flatten(xml: str) -> str:
        rows = xml.split("<w:tr>")
        flat = '<w:trPr><w:trHeight w:val="20" w:hRule="exact"/>'
        return "<w:tr>".join([*rows[:30], rows[30].replace("<w:trPr>", flat), *rows[31:]])

    report = read(changed(plain(HERE), flatten), tmp_path)
    row = {ref for ref in sample(HERE).cells if ref not in printed(report)}
    assert len({CellRef.parse(ref).row for ref in row}) == 1
    assert len(row) == 7
    assert {doubts(report)[ref] for ref in row} == {Doubt.HIDDEN_TEXT}


def test_a_figure_in_a_merged_cell_that_continues_is_a_hidden_one() -> None:
    def row(merge: str, text: str) -> str:
        cell = f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        return f"<w:tr>{cell}</w:tr>"

    rows = row('<w:vMerge w:val="restart"/>', "5") + row("<w:vMerge/>", "7")
    body = f"<w:body><w:tbl>{rows}</w:tbl></w:body>"
    data = changed(plain(HERE), lambda _: f'<w:document xmlns:w="{W}">{body}</w:document>')
    ((cell,),) = (grid.cells for grid in WordDocument(data).grids([1], "tables"))
    assert (cell.rows, cell.text, cell.doubt) == (2, "5", Doubt.HIDDEN_TEXT)
