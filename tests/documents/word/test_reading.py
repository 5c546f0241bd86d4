"""Word files read whole: what offices do to a report changes no figure, or makes it doubtful."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.model import DocumentPlace, RemarkKind
from tests.support import word_files
from tests.support.as_read import doubts, printed, read
from tests.support.factory import sample
from tests.support.word_files import changed, each_figure, filled, plain, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("suqian-2023", "suqian-2024", "xuefu-2020", "hongze-2023", "shanghai-office-2019")
HERE = "suqian-2023"


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
    "grey by the theme": lambda data: changed(
        data,
        lambda xml: each_figure(
            xml,
            lambda start, text: run(
                start,
                text,
                '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>'
                + filled('<w14:schemeClr w14:val="tx1"/>'),
            ),
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
