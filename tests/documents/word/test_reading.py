"""Word files read whole: what offices do to a report changes no figure, or makes it doubtful."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.documents.word.document import WordDocument
from checker.documents.word.second_reading import cells_again
from checker.model import CellRef, DocumentPlace, Doubt, RemarkKind, State
from tests.support import word_files
from tests.support.factory import sample
from tests.support.word_files import W, changed, each_figure, nth_figure, plain, run
from tests.support.word_reading import doubts, printed, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("suqian-2023", "suqian-2024", "xuefu-2020", "hongze-2023", "shanghai-office-2019")
HERE = "suqian-2023"
NTH = 20  # the figure that is written otherwise


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_file_is_read_whole(name: str, tmp_path: Path) -> None:
    report, truth = read(plain(name), tmp_path), sample(name)
    assert printed(report) == printed(truth)
    assert not doubts(report)
    assert (report.body, report.year, report.form) == (truth.body, truth.year, truth.form)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.media_type.endswith("wordprocessingml.document")


QUIRKS: dict[str, Callable[[bytes], bytes]] = {
    "runs": lambda data: changed(data, lambda xml: each_figure(xml, word_files.cut_into_runs)),
    "controls": lambda data: changed(data, lambda xml: each_figure(xml, word_files.in_control)),
    "fields": lambda data: changed(data, lambda xml: each_figure(xml, word_files.in_field)),
    "simple fields": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml, lambda start, text: f'<w:fldSimple w:instr="=1">{run(start, text)}</w:fldSimple>'
        ),
    ),
    "rows in controls": lambda data: changed(data, word_files.rows_in_controls),
    "text box": lambda data: changed(data, word_files.in_text_box),
    "layout table": lambda data: changed(data, word_files.in_layout_table),
    "cells left out": lambda data: changed(data, word_files.left_out),
    "from right to left": lambda data: changed(data, word_files.mirrored),
    "merged as of old": lambda data: changed(data, word_files.merged_as_of_old),
    "strict": word_files.strict,
    "numbered": lambda data: changed(data, word_files.numbered, numbering=word_files.NUMBERING),
    "bookmarks": lambda data: changed(
        data,
        lambda xml: xml.replace("<w:tr>", '<w:bookmarkStart w:id="7" w:name="a"/><w:tr>').replace(
            "</w:tr>", '</w:tr><w:bookmarkEnd w:id="7"/>'
        ),
    ),
    "footnotes": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml,
            lambda start, text: run(start, text) + f'{start}<w:footnoteReference w:id="2"/></w:r>',
        ),
    ),
    "raised marks": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml,
            lambda start, text: (
                run(start, text) + run(start, "1", '<w:vertAlign w:val="superscript"/>')
            ),
        ),
    ),
    "grey zeros": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml, lambda start, text: run(start, text, '<w:color w:val="D9D9D9"/>')
        ),
    ),
    "palest grey": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml, lambda start, text: run(start, text, '<w:color w:val="EEEEEE"/>')
        ),
    ),
    "white on black": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml,
            lambda start, text: run(
                start, text, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'
            ),
        ),
    ),
    "other names": lambda data: word_files.packed(
        {
            name.replace("document.xml", "document2.xml"): text.replace(
                "word/document.xml", "/word/document2.xml"
            )
            for name, text in word_files.parts(data).items()
        }
    ),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_what_offices_do_changes_no_figure(quirk: str, tmp_path: Path) -> None:
    report = read(QUIRKS[quirk](plain(HERE)), tmp_path)
    assert printed(report) == printed(sample(HERE))
    assert not doubts(report)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def test_headings_numbered_by_word_have_their_numbers(tmp_path: Path) -> None:
    plainly = word_files.parts(plain(HERE))[word_files.MAIN]
    assert word_files.numbered(plainly).count("<w:numPr>") == 6
    report = read(QUIRKS["numbered"](plain(HERE)), tmp_path)
    assert [section.printed for section in report.sections] == [1, 2, 3, 4, 5, 6]


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
    "without a filling": (
        lambda s, t: run(s, t, "<w14:textFill><w14:noFill/></w14:textFill>"),
        Doubt.HIDDEN_TEXT,
    ),
    "small as dust": (lambda s, t: run(s, "9", '<w:sz w:val="2"/>') + run(s, t), Doubt.HIDDEN_TEXT),
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


def test_a_cell_tells_table_row_and_cell(tmp_path: Path) -> None:
    report = read(plain(HERE), tmp_path)
    place = report.cells["t3.granted.total"].place
    assert isinstance(place, DocumentPlace)
    assert place.table is not None
    table = word_files.parts(plain(HERE))[word_files.MAIN].split("<w:tbl>")[place.table]
    row = table.split("<w:tr>")[place.row or 0]
    cell = row.split("<w:tc>")[place.cell or 0]
    assert f">{report.cells['t3.granted.total'].raw}<" in cell
    assert "予以公开" in row
    text = re.sub("<w:tbl>.*?</w:tbl>", "", word_files.parts(plain(HERE))[word_files.MAIN])
    first = report.sections[0].place
    assert isinstance(first, DocumentPlace)
    assert report.sections[0].heading in text.split("<w:p>")[first.paragraph or 0]


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


def test_text_of_a_merged_cell_that_continues_is_not_shown(tmp_path: Path) -> None:
    """Another label in the second row of a merged cell: Word shows only the first row's."""
    cell = re.compile(r"(<w:vMerge/>(?:(?!</w:tc>).)*?<w:t[^>]*>)(</w:t>)", re.DOTALL)
    data = changed(plain(HERE), lambda xml: cell.sub(r"\1（三）不予公开\2", xml))
    assert word_files.parts(data)[word_files.MAIN].count("（三）不予公开") > 10
    report = read(data, tmp_path)
    assert printed(report) == printed(sample(HERE))
    assert not doubts(report)


def test_a_hidden_row_is_none_of_the_table(tmp_path: Path) -> None:
    data = changed(plain(HERE), _twice_hidden)
    report = read(data, tmp_path)
    assert printed(report) == printed(sample(HERE))
    assert not doubts(report)


def _twice_hidden(xml: str) -> str:
    """A row of 表三 written a second time, with other figures, and hidden."""
    rows = xml.split("<w:tr>")
    row = rows[30].replace("<w:trPr>", "<w:trPr><w:hidden/>").replace(">0<", ">5<")
    return "<w:tr>".join([*rows[:30], row, *rows[30:]])


def test_macros_and_content_of_other_formats_are_told_and_left_alone(tmp_path: Path) -> None:
    files = word_files.parts(
        changed(
            plain(HERE), lambda xml: xml.replace("<w:sectPr>", '<w:altChunk r:id="c"/><w:sectPr>')
        )
    )
    files[word_files.MAIN] = files[word_files.MAIN].replace(
        "<w:document ",
        f'<w:document xmlns:r="{word_files.RELATIONS}" ',
    )
    relations = "word/_rels/document.xml.rels"
    macros = (
        '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/></Relationships>'
    )
    files[relations] = files[relations].replace("</Relationships>", macros)
    files["word/vbaProject.bin"] = "Sub AutoOpen()"
    report = read(word_files.packed(files), tmp_path)
    assert printed(report) == printed(sample(HERE))
    assert [one.kind for one in report.remarks] == [RemarkKind.MACROS, RemarkKind.FOREIGN_CONTENT]
    assert not read(plain(HERE), tmp_path).remarks


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
