"""Files dropped onto the desk: a line each, which says how far it got; nothing is lost."""

from __future__ import annotations

import io
import threading
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from checker.desk.incoming import ending_of, shown_name
from checker.errors import CheckerError
from checker.model.uploads import UploadState
from checker.register import uploads
from tests.desk.serving import report, served, wait_for
from tests.register.commands import BAD, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.model import Report
    from checker.model.uploads import Upload
    from checker.options import Options
    from checker.rulebook.form import Form
    from tests.desk.serving import Served

NASTY = (
    "<script>alert(1)</script>.pdf",
    "../../etc/passwd",
    "C:\\Windows\\system32\\年报.pdf",
    "a\u202efdp.exe",
    "{{ 7*7 }}.pdf",
    "=cmd()|x.xlsx",
    "'; DROP TABLE uploads; --.pdf",
    "\x1b[31m红.pdf",
    "x" * 1000 + ".pdf",
    ".",
    "..",
    "CON.pdf",
    "年报 （终稿）.PDF",
)


def lines(desk: Served) -> tuple[Upload, ...]:
    with desk.store.reading() as session:
        return uploads.latest(session, 200)


@pytest.mark.parametrize(
    ("sent", "shown", "ending"),
    [
        ("年报.PDF", "年报.PDF", ".pdf"),
        ("a/b\\c.docx", "c.docx", ".docx"),
        ("../..", "..", ""),
        ("", "?", ""),
        ("a.", "a.", ""),
        ("a.tar.gz", "a.tar.gz", ".gz"),
        ("a.p/df", "df", ""),
        ("a.pd f", "a.pd f", ""),
        ("a.年报", "a.年报", ""),
        ("a.pdf:stream", "a.pdf:stream", ""),
        ("a\r\n.pdf", "a��.pdf", ".pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf", ".pdf"),
    ],
)
def test_of_a_name_only_the_end_counts(sent: str, shown: str, ending: str) -> None:
    assert shown_name(sent) == shown
    assert ending_of(shown_name(sent)) == ending


def test_each_file_has_its_line_and_its_verdict(desk: Served) -> None:
    desk.drop(
        ("好.pdf", report(body="某县教育局")),
        ("坏.pdf", report(body="某县民政局", cells=BAD)),
        ("什么.pdf", b"x"),
    )
    page = desk.visitor.get("/").text
    assert "某县教育局 2023" in page
    assert "不符" in page
    assert "未能读取" in page
    assert [one.state for one in lines(desk)] == [
        UploadState.UNREAD, UploadState.KEPT, UploadState.KEPT,
    ]  # fmt: skip
    desk.drop(("又.pdf", report(body="某县教育局")))
    assert lines(desk)[0].state is UploadState.KNOWN
    assert lines(desk)[0].reports[0].body == "某县教育局", "and leads to the report"


def test_names_and_texts_of_strangers_are_texts(desk: Served) -> None:
    body = "<script>alert(1)</script>\"'>{{7*7}}"
    desk.drop(*((name, report(body=f"{body}{number}")) for number, name in enumerate(NASTY)))
    kept = sorted(path.name for path in desk.folder.iterdir())
    assert len(kept) == len(NASTY)
    assert all(name.isascii() and len(name) < 40 for name in kept)
    for path in ("/", "/reports", "/reports/1", "/reports?body=%3Cscript%3E&rule=%22%3E"):
        page = desk.visitor.get(path)
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "49" not in page.text.split("<main")[1].split("&lt;script&gt;")[0]
        assert "\x1b" not in page.text
        assert "\u202e" not in page.text
    assert "&lt;script&gt;alert(1)" in desk.visitor.get("/reports/1").text


def test_lines_come_in_parts(desk: Served) -> None:
    with desk.store.writing() as session:
        for number in range(250):
            one = uploads.enter(session, "2024-02-10", f"{number}.pdf", "no-such", 1)
            uploads.mark(session, one, UploadState.UNREAD)
    page = desk.visitor.get("/").text
    assert page.count("<li ") == 100
    assert "249.pdf" in page
    older = desk.visitor.get("/?before=151").text
    assert (older.count("<li "), "149.pdf" in older, "150.pdf" in older) == (100, True, False)
    last = desk.visitor.get("/?before=51").text
    assert last.count("<li ") == 50
    assert "更早的" not in last


def test_what_waited_when_the_desk_was_closed_is_read_when_it_opens(tmp_path: Path) -> None:
    began, go_on = threading.Event(), threading.Event()

    class Slow(Reader):
        def read(
            self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
        ) -> Iterator[tuple[Report, ...]]:
            for one in super().read(paths, forms, lexicon):
                began.set()
                assert go_on.wait(30)
                yield one

    @contextmanager
    def slow(_: Options) -> Iterator[Slow]:
        yield Slow([])

    with served(tmp_path, slow) as desk:
        files = [(f"{number}.pdf", report(body=f"某{number}局")) for number in range(3)]
        assert desk.visitor.upload(*files).status == 303
        assert began.wait(30)
        states = [one.state for one in lines(desk)]
        assert states == [UploadState.WAITING, UploadState.WAITING, UploadState.READING]
        assert "正在读取" in desk.visitor.get("/").text, "in every tab"
        closing = threading.Timer(0.3, go_on.set)
        closing.start()
    closing.join()
    with served(tmp_path) as desk:
        desk.read_all()
        assert {one.state for one in lines(desk)} == {UploadState.KEPT}
        assert len({one.reports[0].body for one in lines(desk)}) == 3


def test_a_reader_that_does_not_start_is_told_in_the_lines(tmp_path: Path) -> None:
    def fails() -> Reader:
        raise CheckerError("<没有> 读取程序")

    @contextmanager
    def broken(_: Options) -> Iterator[Reader]:
        yield fails()

    with served(tmp_path, broken) as desk:
        assert desk.visitor.upload(("a.pdf", report())).status == 303
        wait_for(lambda: lines(desk)[0].state is UploadState.STOPPED)
        page = desk.visitor.get("/").text
        assert "核对中断" in page
        assert "&lt;没有&gt; 读取程序" in page


def packed(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_archive_is_a_folder_and_a_bomb_is_refused(tmp_path: Path) -> None:
    """Looked into by a reading process: nothing of it lands on disk under its own names."""
    good = packed(
        ("../../../escaped.csv", "单位,申请数\n".encode()),
        ("某县/年报.md", b"# no report"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + b"x" * 50),
        ("里面.zip", packed(("a.pdf", b"x"))),
    )
    bomb = packed(("zeros.pdf", b"%PDF-" + b"\0" * 200_000_000))
    with served(tmp_path, None) as desk:
        desk.drop(("好.zip", good), ("炸弹.zip", bomb), ("不是.zip", b"PK\x03\x04 no"))
        found = {one.name: one for one in lines(desk)}
        assert found["好.zip"].state is UploadState.OPENED
        assert found["照片.jpg"].state is UploadState.UNREAD
        assert found["zeros.pdf"].state is UploadState.UNREAD
        assert found["不是.zip"].state is UploadState.UNREAD
        assert all(one.state is not UploadState.KEPT for one in found.values())
        page = desk.visitor.get("/").text
        assert "压缩包" in page
        stored = {path.name for path in desk.folder.iterdir()}
        assert all(name.endswith(".zip") and name.isascii() for name in stored)
    assert not list(tmp_path.parent.rglob("escaped*"))
