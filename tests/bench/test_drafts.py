"""The bench of Word files: the truth is what shows, traps are written, the count counts right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bench.drafts import make, quirks, score
from tests.bench.producers.score import DOUBTFUL, RIGHT
from tests.bench.producers.seeds import generator
from tests.support import word_files

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts")
    assert len(list(make.make("quick", ["word"], COUNT, folder))) == COUNT
    return folder


def test_the_same_file_every_time() -> None:
    first, again = (make.draft("quick", "word", 1) for _ in range(2))
    assert first.truth == again.truth
    assert word_files.parts(first.data) == word_files.parts(again.data)
    assert make.draft("quick", "word", 2).truth != first.truth


def test_no_sign_of_the_making_is_left() -> None:
    for number in range(COUNT):
        for text in word_files.parts(make.draft("quick", "word", number).data).values():
            assert "⟦" not in text


def test_unseen_files_are_read_and_every_trap_is_told(folder: Path) -> None:
    scored = score.score_folder(folder)
    assert len(scored) == COUNT
    planted = 0
    for one, _ in scored:
        for ref, verdict in one.verdicts.items():
            assert verdict == (DOUBTFUL if ref in one.truth["planted"] else RIGHT), (one.name, ref)
        planted += len(one.truth["planted"])
    assert planted
    assert score.is_clean(scored)
    assert f"traps told {planted} of {planted}" in score.table(scored)


def test_a_wrong_figure_in_the_truth_is_counted(folder: Path, tmp_path: Path) -> None:
    """The count can fail: of a truth that says otherwise, the cell is silently wrong."""
    path = next(iter(sorted(folder.glob("*.truth.json"))))
    truth = json.loads(path.read_text("utf-8"))
    ref = next(
        ref
        for ref, one in truth["cells"].items()
        if one["state"] == "number" and ref not in truth["planted"]
    )
    truth["cells"][ref]["value"] = "123456789"
    (tmp_path / path.name).write_text(json.dumps(truth), "utf-8")
    (tmp_path / truth["file"]).write_bytes((folder / truth["file"]).read_bytes())
    scored = score.score_folder(tmp_path)
    assert not score.is_clean(scored)
    assert "silently wrong 1" in score.table(scored)
    assert ref in score.table(scored)


def test_every_quirk_writes_the_figure() -> None:
    rng = generator("quick", "quirks")
    for writes in (quirks.HABITS, quirks.TRAPS):
        for name, write in writes.items():
            made = "".join(word_files.texts(write("<w:r><w:rPr></w:rPr>", "704", rng)))
            assert "704" in made, name
