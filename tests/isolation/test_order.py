"""What a file says does not depend on what was read before it in the same process."""

from __future__ import annotations

import io
import itertools
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.isolation.pool import Readers
from checker.model import RefusalReason
from checker.rulebook.load import load_forms
from samples.grid import Sheet
from samples.recipes import Recipe, Route, Voice
from tests.support.borrowed_fonts import in_borrowed_font
from tests.support.factory import figures
from tests.support.hostile import MAKERS
from tests.support.paper import print_report
from tests.support.web_pages import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Report

FORMS = tuple(load_forms())
GOOD = Path(__file__).parents[2] / "samples" / "ok" / "suqian-2023.pdf"
CANNOT_BE_OPENED = {
    "user_password": RefusalReason.ENCRYPTED,
    "zero_pages": RefusalReason.NO_PAGES,
    "truncated_60": RefusalReason.DAMAGED,
    "not_a_pdf": RefusalReason.NOT_PDF,
    "empty_file": RefusalReason.EMPTY,
}
OF_ALL_KINDS = (
    "owner_password",
    "rotate_90",
    "corrupt_stream",
    "no_to_unicode",
    "form_xobject",
    "poster",
    "scan",  # 10 s of processor time: one of its kind
    "budget",
)


def read_in_one_process(files: Sequence[Path]) -> list[bytes]:
    with Readers() as readers:
        return [pickled(reports) for reports in readers.read(files, FORMS)]


def pickled(reports: tuple[Report, ...]) -> bytes:
    """By value alone: which of two equal strings are one object says nothing of a report."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer)
    pickler.fast = True
    pickler.dump(reports)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A sample, and two reports for which pdfium bends one and the same face of its own."""
    folder = tmp_path_factory.mktemp("order")
    recipe = Recipe("borrowed", "ok", Route.CHROMIUM, Voice.OFFICE)
    printed = print_report(folder / "printed.pdf", Sheet(figures("suqian-2023")), recipe)
    bold = in_borrowed_font(
        folder / "bold.pdf", printed, "SomeSansBold", flags=262176, stem=250, slant=0
    )
    wide = in_borrowed_font(folder / "wide.pdf", printed, "SomeWide", flags=32, stem=40, slant=-12)
    return [GOOD, bold, wide]


def test_behind_any_other_a_file_reads_as_it_does_alone(files: list[Path]) -> None:
    """Each behind each, itself included: what one leaves behind meets the next one."""
    alone = {file: read_in_one_process([file])[0] for file in files}
    assert len(set(alone.values())) == len(files)
    one, two, three = files
    order = [one, one, two, two, three, three, one, three, two, one]
    assert set(itertools.pairwise(order)) == set(itertools.product(files, repeat=2))
    assert read_in_one_process(order) == [alone[file] for file in order]


def test_files_of_all_kinds_read_the_same_whatever_stands_before_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(plain("suqian-2023"), "utf-8")
    made = [MAKERS[name](tmp_path / f"{name}.pdf", GOOD) for name in OF_ALL_KINDS]
    mixed = [GOOD, page, *made]
    forth = read_in_one_process(mixed)
    back = read_in_one_process(mixed[::-1])
    assert dict(zip(mixed, forth, strict=True)) == dict(zip(mixed[::-1], back, strict=True))


def test_why_a_file_does_not_open_is_never_the_reason_of_another(tmp_path: Path) -> None:
    made = {name: MAKERS[name](tmp_path / f"{name}.pdf", GOOD) for name in CANNOT_BE_OPENED}
    order = [name for pair in itertools.product(made, repeat=2) for name in pair]
    with Readers() as readers:
        read = readers.read([made[name] for name in order], FORMS)
        reasons = [reports[0].refusal and reports[0].refusal.reason for reports in read]
    assert reasons == [CANNOT_BE_OPENED[name] for name in order]
