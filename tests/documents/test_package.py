"""Office files are ZIP archives by strangers: within bounds, or refused before unpacking."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from checker.documents import package
from checker.documents.package import Package
from checker.errors import DocumentError
from checker.model import RefusalReason


def archive(
    *parts: tuple[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED, level: int = 6
) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing, compresslevel=level) as made:
        for name, content in parts:
            made.writestr(name, content)
    return target.getvalue()


def refused(data: bytes, *read: str) -> str:
    try:
        opened = Package(data)
        for name in read:
            opened.read(name)
    except DocumentError as error:
        return error.reason
    return "opened"


def test_parts_are_found_whatever_the_case_and_the_slash_of_their_names() -> None:
    found = Package(archive(("Word/Document.xml", "<a/>"), ("media\\image1.png", b"png")))
    assert found.read("word/document.xml") == b"<a/>"
    assert "/media/image1.png" in found
    assert found.names == ("Word/Document.xml", "media\\image1.png")
    with pytest.raises(KeyError):
        found.read("word/comments.xml")


def test_a_part_that_packs_beyond_belief_is_not_unpacked() -> None:
    bomb = archive(("word/document.xml", b"<w:p/>" * 3_000_000), level=9)
    assert len(bomb) < 100_000
    assert refused(bomb) == RefusalReason.OUT_OF_BOUNDS


def test_small_parts_may_pack_well() -> None:
    assert Package(archive(("a.xml", b"<" * package.SMALL), level=9)).read("a.xml")


def test_one_part_and_all_parts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PART", 1000)
    monkeypatch.setattr(package, "MOST_ALL", 2500)
    stored = zipfile.ZIP_STORED
    assert Package(archive(("a", b"x" * 1000), ("b", b"x" * 1000), packing=stored)).names
    assert refused(archive(("a", b"x" * 1001), packing=stored)) == RefusalReason.OUT_OF_BOUNDS
    three = archive(*((name, b"x" * 900) for name in "abc"), packing=stored)
    assert refused(three) == RefusalReason.OUT_OF_BOUNDS


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    assert refused(archive(*((str(n), b"") for n in range(4)))) == RefusalReason.OUT_OF_BOUNDS


@pytest.mark.parametrize("twin", ["word/document.xml", "WORD/document.xml", "/word\\document.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_two_documents(twin: str) -> None:
    data = archive(("word/document.xml", "<a/>"), (twin, "<b/>"))
    assert refused(data) == RefusalReason.DAMAGED


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(archive(("a.xml", b"<a>" + b" " * 5000 + b"</a>")))
    at = data.index(b"PK\x01\x02") + 24  # the directory's entry: the size unpacked
    assert struct.unpack_from("<I", data, at) == (5007,)
    struct.pack_into("<I", data, at, 10)
    assert refused(bytes(data), "a.xml") == RefusalReason.DAMAGED


def test_what_no_office_program_packs_is_refused() -> None:
    assert refused(archive(("a", b"x"), packing=zipfile.ZIP_BZIP2)) == RefusalReason.DAMAGED
    assert refused(archive(("a", b"x" * 99))[:-9]) == RefusalReason.DAMAGED
    assert refused(b"PK\x03\x04") == RefusalReason.DAMAGED
    locked = bytearray(archive(("a", b"x")))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == RefusalReason.LOCKED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.RELS", "x.vml"])
def test_a_document_type_is_seen_in_each_encoding_a_part_may_have(encoding: str, name: str) -> None:
    said = encoding.removesuffix("-sig").replace("16-", "16")
    head = f'<?xml version="1.0" encoding="{said}"?>'
    plain = (head + "<a/>").encode(encoding)
    assert Package(archive((name, plain))).read(name) == plain
    bomb = (head + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').encode(encoding)
    assert refused(archive((name, bomb)), name) == RefusalReason.DECLARES_TYPE


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_an_encoding_that_would_hide_it_is_refused(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a><a/>'
    if encoding == "utf-7":  # letters of its own for < only; the declaration itself is plain
        data = b'<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE a+AD4-<a/>'
    else:
        data = text.encode(encoding)
    assert refused(archive(("a.xml", data)), "a.xml") == RefusalReason.DAMAGED


def test_a_picture_may_hold_any_bytes() -> None:
    assert Package(archive(("media/a.png", b"<!DOCTYPE"))).read("media/a.png")
