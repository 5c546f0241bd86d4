"""Pictures of pages are drawn once, whoever asks and however often the desk is opened."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.desk.confirming import crops_of
from checker.desk.picture_store import PictureStore
from checker.desk.pictures import Pictures
from checker.model import PagePlace
from checker.model.page_images import PagePicture, View
from checker.options import ReadOptions
from checker.register.store import create_store
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from checker.model import Report

PICTURE = PagePicture(b"\x89PNG", 595.0, 842.0, ((0.1, 0.2, 0.3, 0.4),))
VIEW = View(1, None, 110, ((1.0, 2.0, 3.0, 4.0),))


def report() -> Report:
    own = sample("suqian-2023")
    cell = replace(own.cells["t3.granted.total"], place=PagePlace(1, (1.0, 2.0, 3.0, 4.0)))
    return replace(own, cells={"t3.granted.total": cell}, sha256="a" * 64)


class Drawn:
    """Stands for the reading process: counts what is drawn, one at a time."""

    def __init__(self) -> None:
        self.views: list[View] = []
        self.at_once = threading.Lock()

    def pictures(self, path: str, views: Sequence[View]) -> tuple[PagePicture, ...]:
        assert path.endswith("stored.pdf")
        assert self.at_once.acquire(blocking=False), "two draw at once"
        self.views += views
        self.at_once.release()
        return tuple(PICTURE for _ in views)

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""


def pictures(folder: Path, drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> Pictures:
    place = folder / "checker.db"
    found = Pictures(create_store(place, "zh"), folder, ReadOptions())
    place.unlink()
    monkeypatch.setattr(found, "_originals", drawn)
    monkeypatch.setattr("checker.desk.pictures.stored_of", lambda *_: "stored.pdf")
    monkeypatch.setattr(found, "_path", lambda _: str(folder / "stored.pdf"))
    return found


def test_a_page_is_drawn_once_and_is_there_when_the_desk_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Drawn()
    own = report()
    with pictures(tmp_path, drawn, monkeypatch) as first:
        with ThreadPoolExecutor(8) as pool:
            shown = list(pool.map(lambda _: first.pages(1, own), range(8)))
        assert shown == [{1: PICTURE}] * 8
    assert [view.dpi for view in drawn.views] == [110]
    with pictures(tmp_path, drawn, monkeypatch) as again:
        assert again.pages(1, own) == {1: PICTURE}
        assert again.pages(1, replace(own, sha256="b" * 64)) == {1: PICTURE}
    assert len(drawn.views) == 2, "other bytes are another page"


def test_a_cell_is_seen_with_what_stands_round_it_and_no_further_than_its_page() -> None:
    (found,) = crops_of(report(), {1: PICTURE}).values()
    assert (found.page, found.width, found.height) == (1, 5950, 8420)
    assert found.frame == (595, 1684, 1190, 1684)
    assert found.view == "0 1424 2485 2204"


def test_what_is_no_longer_whole_on_disk_is_not_shown(tmp_path: Path) -> None:
    kept = PictureStore(tmp_path / "pictures")
    kept.put("a" * 64, VIEW, PICTURE)
    assert kept.get("a" * 64, VIEW) == PICTURE
    (path,) = (tmp_path / "pictures").iterdir()
    whole = path.read_bytes()
    for broken in (whole[:-1], whole + b"x", b"", b"{}\n", b"[]\nx", whole.replace(b"{", b"[")):
        path.write_bytes(broken)
        assert kept.get("a" * 64, VIEW) is None
    assert kept.get("b" * 64, VIEW) is None


def test_those_not_looked_at_for_longest_make_room(tmp_path: Path) -> None:
    large = replace(PICTURE, png=b"x" * 1000)
    kept = PictureStore(tmp_path / "pictures", most=5000)
    for number in range(4):
        view = replace(VIEW, page=number + 1)
        kept.put("a" * 64, view, large)
        os.utime(kept._path("a" * 64, view), (number, number))
    assert kept.get("a" * 64, VIEW) is not None  # looked at: it stays
    kept.put("a" * 64, replace(VIEW, page=9), large)
    left = [number for number in range(1, 10) if kept.get("a" * 64, replace(VIEW, page=number))]
    assert left == [1, 4, 9]


def test_a_disk_that_takes_nothing_costs_the_next_one_a_drawing(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file is in the way")
    kept = PictureStore(tmp_path / "pictures")
    kept.put("a" * 64, VIEW, PICTURE)
    assert kept.get("a" * 64, VIEW) is None
