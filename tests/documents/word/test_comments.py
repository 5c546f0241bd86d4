"""Marked copies of Word documents: the text untouched, comments at the cells, known for a copy."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from checker.cli.main import main
from checker.documents.word.document import WordDocument
from checker.isolation.read import read_report
from checker.model import DocumentPlace, RefusalReason
from checker.model.page_images import Note
from checker.rulebook.load import load_forms
from tests.support import word_files
from tests.support.as_read import printed
from tests.support.factory import sample
from tests.support.word_files import W, changed, nth_figure, plain, run, texts

if TYPE_CHECKING:
    from collections.abc import Callable

FORMS = load_forms()
HERE = "suqian-2023"
WRONG = "999"
OTHERS = (
    f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="甲"><w:p/></w:comment></w:comments>'
)


def wrong(data: bytes | None = None, **others: str) -> bytes:
    """The report with one wrong total (t3.granted.total)."""
    source = plain(HERE) if data is None else data
    return changed(source, lambda xml: nth_figure(xml, 30, lambda s, _: run(s, WRONG)), **others)


def marked(data: bytes, folder: Path, *more: str) -> bytes:
    path = folder / "report.docx"
    path.write_bytes(data)
    copy = folder / "copy.docx"
    assert main(["check", str(path), "--isolated", "-q", f"--report=annotated={copy}", *more]) == 1
    return copy.read_bytes()


def test_the_remark_stands_at_the_wrong_cell(tmp_path: Path) -> None:
    files = word_files.parts(marked(wrong(), tmp_path))
    xml = files[word_files.MAIN]
    first, second = re.findall(r'<w:commentRangeStart w:id="(\d+)"/>', xml)
    at = xml.index(f'<w:commentRangeStart w:id="{first}"/>')
    end = xml.index(f'<w:commentRangeEnd w:id="{first}"/>')
    assert texts(xml[at:end]) == [WRONG]
    assert xml.index(f'<w:commentReference w:id="{first}"/>') > end
    (one, other) = re.findall(r"<w:comment .*?</w:comment>", files["word/comments.xml"])
    assert f'w:id="{first}"' in one
    assert "T3-02" in one
    assert "应为 3294，实填 3486，相差 +192" in one
    assert "由 999 改为 1191" in one
    assert f'w:id="{second}"' in other
    assert "见第 1 项的批注" in other
    assert "w:date" not in files["word/comments.xml"]


def test_the_text_and_all_other_parts_stay(tmp_path: Path) -> None:
    source = wrong(styles=f'<w:styles xmlns:w="{W}"/>')
    copy = marked(source, tmp_path)
    before, after = word_files.parts(source), word_files.parts(copy)
    assert texts(before[word_files.MAIN]) == texts(after[word_files.MAIN])
    assert before["word/styles.xml"] == after["word/styles.xml"]
    assert set(after) - set(before) == {"word/comments.xml", "docProps/custom.xml"}
    bare = re.sub(
        r'<w:comment\w+ w:id="\d+"/>|<w:r><w:commentReference[^>]*/></w:r>',
        "",
        after[word_files.MAIN],
    )
    tree = etree.fromstring(before[word_files.MAIN].encode())
    assert etree.tostring(etree.fromstring(bare.encode()), method="c14n") == etree.tostring(
        tree, method="c14n"
    )


@pytest.mark.parametrize("form", [lambda data: data, word_files.strict])
def test_the_package_names_what_was_added(form: Callable[[bytes], bytes], tmp_path: Path) -> None:
    files = word_files.parts(marked(form(wrong()), tmp_path))
    assert 'PartName="/word/comments.xml"' in files["[Content_Types].xml"]
    assert 'PartName="/docProps/custom.xml"' in files["[Content_Types].xml"]
    office = files["_rels/.rels"]
    (space,) = set(re.findall(r'Type="(\S+)/(?:officeDocument|custom-properties)"', office))
    relations = files["word/_rels/document.xml.rels"]
    assert f'Type="{space}/comments" Target="comments.xml"' in relations
    root = re.findall(r'xmlns:w="(\S+?)"', files[word_files.MAIN])[0]
    assert f'xmlns:w="{root}"' in files["word/comments.xml"]


def test_comments_that_are_there_stay_and_keep_their_numbers(tmp_path: Path) -> None:
    files = word_files.parts(marked(wrong(comments=OTHERS), tmp_path))
    assert re.findall(r'<w:comment w:id="(\d+)"', files["word/comments.xml"]) == ["7", "8", "9"]
    assert files["word/_rels/document.xml.rels"].count("/comments") == 1


def test_the_same_copy_every_time(tmp_path: Path) -> None:
    source = wrong()
    assert marked(source, tmp_path) == marked(source, tmp_path)


def test_a_copy_is_known_and_one_that_was_corrected_is_a_report(tmp_path: Path) -> None:
    source = wrong()
    copy = marked(source, tmp_path)
    refusal = read_report(tmp_path / "copy.docx", FORMS).refusal
    assert refusal is not None
    assert refusal.reason is RefusalReason.OWN_OUTPUT
    assert (refusal.detail, refusal.original) == (
        "annotated-docx",
        hashlib.sha256(source).hexdigest(),
    )
    files = word_files.parts(copy)
    files[word_files.MAIN] = files[word_files.MAIN].replace(f">{WRONG}<", ">1191<")
    again = tmp_path / "again.docx"
    again.write_bytes(word_files.packed(files))
    assert printed(read_report(again, FORMS)) == printed(sample(HERE))


def test_a_document_with_comments_is_read_as_before(tmp_path: Path) -> None:
    files = word_files.parts(marked(wrong(), tmp_path))
    del files["docProps/custom.xml"]
    path = tmp_path / "again.docx"
    path.write_bytes(word_files.packed(files))
    first = read_report(tmp_path / "report.docx", FORMS)
    assert printed(read_report(path, FORMS)) == printed(first)


@pytest.mark.parametrize(
    "place",
    [
        DocumentPlace(paragraph=1),
        DocumentPlace(table=1, row=1, cell=1),
        DocumentPlace(table=2, row=3),
    ],
)
def test_a_place_of_each_kind_gets_its_comment(place: DocumentPlace) -> None:
    document = WordDocument(plain(HERE))
    copy = document.annotated([Note("1", 0, (), "一\n二", "error", (place,))])
    files = word_files.parts(copy)
    assert files["word/comments.xml"].count("<w:p>") == 2
    assert files[word_files.MAIN].count("<w:commentReference") == 1
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.testzip() is None


def test_other_formats_have_marked_copies_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(wrong())
    folder = tmp_path / "marked"
    out = f"--report=annotated={folder}/"
    pdf = Path(__file__).parents[3] / "samples" / "bad" / "hongze-2023.pdf"
    assert main(["check", str(path), str(pdf), "--isolated", "-q", out]) == 1
    assert {one.suffix for one in folder.rglob("*") if one.is_file()} == {".docx", ".pdf"}
    capsys.readouterr()
    more = f"--report=annotated-docx={tmp_path / 'no.docx'}"
    assert main(["check", str(pdf), "--isolated", "-q", more]) == 2
    assert "原件不是 Word 文档" in capsys.readouterr().err


def test_a_number_of_a_comment_that_is_none_is_left_alone() -> None:
    nines = "9" * 5000  # more digits than Python makes a number of
    start = f'<w:commentRangeStart w:id="{nines}"/>'
    data = changed(plain(HERE), lambda xml: xml.replace("<w:sectPr>", f"{start}<w:sectPr>"))
    note = Note("1", 0, (), "一", "error", (DocumentPlace(paragraph=1),))
    main = word_files.parts(WordDocument(data).annotated([note]))[word_files.MAIN]
    assert main.count(nines) == 1
    assert len(re.findall(r'<w:commentReference w:id="\d{1,9}"/>', main)) == 1
