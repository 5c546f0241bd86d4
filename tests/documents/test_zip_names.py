"""The names of an archive are listed once a file, whoever asks for them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from checker import documents
from checker.documents.zip_names import names_in
from tests.support.archives import archive

if TYPE_CHECKING:
    import pytest


def test_a_file_is_listed_once_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = []
    names = zipfile.ZipFile.namelist

    def counted(own: zipfile.ZipFile) -> list[str]:
        listed.append(own)
        return names(own)

    monkeypatch.setattr(zipfile.ZipFile, "namelist", counted)
    assert documents.reader_of(archive({"OFD.xml": b""})).media_type == "application/ofd"
    assert len(listed) == 1
    assert names_in.cache_info().currsize == 0


def test_what_is_no_archive_has_no_names() -> None:
    data = archive({"a": b"1"})
    assert names_in(data) == frozenset({"a"})
    assert names_in(data[:-30]) is None
    assert names_in(b"%PDF-1.7") is None
    names_in.cache_clear()
