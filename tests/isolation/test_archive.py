"""A ZIP archive taken as a folder: what lies in it, and what was packed to do harm."""

from __future__ import annotations

import tracemalloc
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.errors import DocumentError
from checker.isolation import archive as archives
from checker.isolation.archive import Archive, bytes_of, contents
from checker.isolation.pool import Readers
from checker.isolation.read import read_report
from checker.model import FileKind, OwnOutput, RefusalReason, Unread
from checker.model.archives import Contents, member_of
from checker.model.marks import GENERATOR
from checker.rulebook import load_forms
from tests.support.archives import (
    archive,
    before_its_start,
    encrypted,
    overlapping,
    renamed,
    stored,
    stored_again,
    twice,
    with_large_directory,
    with_sizes,
    with_sums,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "samples"
DOCX = (SAMPLES / "bad" / "draft-2023.docx").read_bytes()
PAGE = (SAMPLES / "ok" / "published-2023.html").read_bytes()
PDF = b"%PDF-1.7\n"  # enough to be taken for one


@pytest.fixture
def packed(tmp_path: Path) -> Callable[[bytes], str]:
    def write(data: bytes) -> str:
        path = tmp_path / "a.zip"
        path.write_bytes(data)
        return path.as_posix()

    return write


def names(found: Contents) -> list[str]:
    return [path.partition("!/")[2] for path in found.files]


def refusal(path: str) -> RefusalReason | None:
    found = read_report(path, load_forms()).refusal
    return None if found is None else found.reason


def test_what_the_bytes_are_decides_and_other_documents_are_told(
    packed: Callable[[bytes], str],
) -> None:
    path = packed(
        archive(
            {
                "年报/草稿.dat": DOCX,
                "page.txt": PAGE,
                "r.pdf": PDF,
                "fake.pdf": b"no pdf",
                "seal.jpg": b"\xff\xd8\xff\xe0 a picture",
                "inner.zip": archive({"x.pdf": PDF}),
                "old.ceb": b"Founder CEB",
                "tables.json": b'{\n  "format": "checker-tables/1"',
                "list.html": f'<html><meta name="generator" content="{GENERATOR}">'.encode(),
                "note.txt": b"nothing",
                "list.csv": b"a,b,c\n1,2,3\n1,2,3\n1,2,3\n",
                "__MACOSX/._r.pdf": PDF,
                ".git/x.pdf": PDF,
                "~$r.docx": DOCX,
            },
            link="/etc/passwd",
        )
    )
    found = contents(path)
    assert names(found) == ["fake.pdf", "page.txt", "r.pdf", "年报/草稿.dat"]
    assert {(one.path.partition("!/")[2], one.kind) for one in found.unread} == {
        ("inner.zip", FileKind.ARCHIVE),
        ("link", FileKind.LINK),
        ("old.ceb", FileKind.FIXED_LAYOUT),
        ("seal.jpg", FileKind.PICTURE),
    }
    assert all(isinstance(one, Unread) for one in found.unread)
    assert found.own == (
        OwnOutput(f"{path}!/list.html", "html"),
        OwnOutput(f"{path}!/tables.json", "tables"),
    )
    assert bytes_of(f"{path}!/年报/草稿.dat") == DOCX
    assert refusal(f"{path}!/fake.pdf") is RefusalReason.NOT_PDF


def test_names_lead_nowhere(packed: Callable[[bytes], str], tmp_path: Path) -> None:
    hostile = {
        "../../up.pdf": "up.pdf",
        "/abs/olute.pdf": "abs/olute.pdf",
        "C:\\win\\..\\dows.pdf": "C:/win/dows.pdf",
        "a/./b//c.pdf": "a/b/c.pdf",
        "esc\x1b[31m.pdf": "esc\N{REPLACEMENT CHARACTER}[31m.pdf",
        "..": "?",
    }
    path = packed(archive(dict.fromkeys(hostile, PDF)))
    assert names(contents(path)) == sorted(hostile.values())
    assert all(bytes_of(f"{path}!/{name}") == PDF for name in hostile.values())
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_names_in_other_encodings_and_twice(packed: Callable[[bytes], str]) -> None:
    gb = {name: name.encode("gb18030") for name in ("年报.pdf", "一.pdf", "a–.pdf")}
    mac = {"报.pdf": "报.pdf".encode()}
    broken = {"\N{REPLACEMENT CHARACTER}.pdf": b"\xff.pdf"}
    raw = {**gb, **mac, **broken}
    stand_ins = {
        f"{n}".rjust(len(name) - 4, "s") + ".pdf": name for n, name in enumerate(raw.values())
    }
    data = archive(dict.fromkeys(stand_ins, PDF))
    path = packed(renamed(data, {name.encode(): own for name, own in stand_ins.items()}))
    assert names(contents(path)) == sorted(raw)
    path = packed(twice("r.pdf", PDF, PDF + b"2"))
    assert names(contents(path)) == ["r [2].pdf0", "r.pdf0"]
    assert bytes_of(f"{path}!/r [2].pdf0") == PDF + b"2"


def test_of_thousands_of_one_name_each_is_told(packed: Callable[[bytes], str]) -> None:
    # Damaged ones, too, which only their ending makes worth telling.
    number = archives.MOST_MEMBERS
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = stored_again("r.docx", b"damaged", number)
    found = names(contents(packed(data)))
    assert sorted(found) == sorted(["r.docx", *(f"r [{n}].docx" for n in range(2, number + 1))])


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("a.pdf", PDF + bytes(2000)),
        ("a.odt", stored({"mimetype": b"application/vnd.oasis.opendocument.text"})),
    ],
)
def test_what_is_stored_as_it_is_is_not_what_the_archive_is(
    packed: Callable[[bytes], str], name: str, inside: bytes
) -> None:
    path = packed(stored({name: inside, "r.docx": DOCX}))
    assert names(contents(path)) == [name, "r.docx"]
    assert refusal(path) is RefusalReason.UNSUPPORTED


@pytest.mark.parametrize(
    "around", [lambda data: data + b"behind" * 99, lambda data: b"before" * 99 + data]
)
def test_data_around_an_archive_changes_nothing(
    packed: Callable[[bytes], str], around: Callable[[bytes], bytes]
) -> None:
    path = packed(around(archive({"r.docx": DOCX})))
    assert names(contents(path)) == ["r.docx"]
    assert bytes_of(f"{path}!/r.docx") == DOCX


def test_a_member_that_cannot_be_had_is_refused_alone(packed: Callable[[bytes], str]) -> None:
    path = packed(archive({"bomb.pdf": b"%PDF-" + bytes(50_000_000), "r.docx": DOCX}))
    assert names(contents(path)) == ["bomb.pdf", "r.docx"]
    assert refusal(f"{path}!/bomb.pdf") is RefusalReason.OUT_OF_BOUNDS
    assert refusal(f"{path}!/r.docx") is None
    assert refusal(f"{path}!/none.pdf") is RefusalReason.NOT_FOUND

    path = packed(encrypted(archive({"r.docx": DOCX})))
    assert names(contents(path)) == ["r.docx"]
    assert refusal(f"{path}!/r.docx") is RefusalReason.LOCKED

    # More is there than the directory says: no more than that is unpacked.
    path = packed(with_sizes(archive({"r.docx": DOCX}), 10))
    assert refusal(f"{path}!/r.docx") is RefusalReason.DAMAGED

    # Nor where the sum of those bytes is that of the directory, so that nothing tells.
    bomb = with_sizes(archive({"r.docx": bytes(30_000_000)}), 1000)
    path = packed(with_sums(bomb, zlib.crc32(bytes(1000))))
    tracemalloc.start()
    try:
        assert bytes_of(f"{path}!/r.docx") == bytes(1000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()

    # Named for the packing, not as damaged.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("r.docx", DOCX)
    assert refusal(f"{path}!/r.docx") is RefusalReason.UNSUPPORTED


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (overlapping, RefusalReason.OUT_OF_BOUNDS),
        (lambda data: with_sizes(data, 0xF0000000), RefusalReason.OUT_OF_BOUNDS),
        (lambda data: data[:-30], RefusalReason.DAMAGED),
        (lambda _: archive({f"{n}": b"" for n in range(5_001)}), RefusalReason.OUT_OF_BOUNDS),
        (with_large_directory, RefusalReason.OUT_OF_BOUNDS),
        (before_its_start, RefusalReason.DAMAGED),
    ],
    ids=["overlapping", "huge", "cut", "many", "large directory", "before its start"],
)
def test_a_hostile_archive_is_refused_as_a_whole(
    packed: Callable[[bytes], str], harm: Callable[[bytes], bytes], reason: RefusalReason
) -> None:
    path = packed(harm(archive({"r.docx": DOCX, "page.html": PAGE})))
    with pytest.raises(DocumentError) as raised:
        contents(path)
    assert raised.value.reason == reason
    # The same said of the file, which is what a user is told.
    assert refusal(path) in {reason, RefusalReason.NOT_PDF}


def test_a_document_by_the_name_of_an_archive_is_a_document(packed: Callable[[bytes], str]) -> None:
    path = packed(DOCX)
    with pytest.raises(DocumentError):
        contents(path)
    assert refusal(path) is None
    # An archive that the program is given elsewhere than on its command line is no folder.
    assert refusal(packed(archive({"r.docx": DOCX}))) is RefusalReason.UNSUPPORTED


def test_a_folder_may_be_called_so(tmp_path: Path) -> None:
    inside = tmp_path / "a.zip!" / "b.pdf"
    inside.parent.mkdir()
    inside.write_bytes(PDF)
    assert member_of(inside.as_posix()) == ((tmp_path / "a.zip").as_posix(), "b.pdf")
    assert bytes_of(inside) == PDF


def test_an_archive_that_changes_is_opened_anew(packed: Callable[[bytes], str]) -> None:
    assert names(contents(packed(archive({"a.pdf": PDF})))) == ["a.pdf"]
    assert names(contents(packed(archive({"b.docx": DOCX})))) == ["b.docx"]


def test_a_reading_process_looks_into_archives(
    packed: Callable[[bytes], str], tmp_path: Path
) -> None:
    path = packed(archive({"r.docx": DOCX}))
    with Readers(ahead=False) as readers:
        assert readers.contents(path) == Contents((f"{path}!/r.docx",))
        with pytest.raises(DocumentError):
            readers.contents((tmp_path / "none.zip").as_posix())
        (report,) = next(iter(readers.read([f"{path}!/r.docx"], load_forms())))
    assert report.body == "某市人民政府"


def test_members_are_read_as_long_as_they_add_up(
    monkeypatch: pytest.MonkeyPatch, packed: Callable[[bytes], str]
) -> None:
    path = packed(archive({"a.pdf": PDF, "b.pdf": PDF}))
    monkeypatch.setattr(archives, "MOST_ALL", 2 * len(PDF))
    assert len(Archive(path).members) == 2
    monkeypatch.setattr(archives, "MOST_ALL", 2 * len(PDF) - 1)
    with pytest.raises(DocumentError):
        Archive(path)
