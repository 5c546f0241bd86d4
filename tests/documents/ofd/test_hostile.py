"""OFD files made to hurt, or damaged: one clear reason, in bounded time, nothing read wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.isolation.read import read_report
from checker.model import RefusalReason, Report, State
from checker.options import ReadOptions
from checker.rulebook.load import load_forms
from samples.report_ofd import Face, Habits, ofd, packed, parts_of
from tests.support.factory import sample
from tests.support.ofd_files import pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    Parts: TypeAlias = dict[str, bytes]

FORMS = load_forms()
PAGE = "Doc_0/Pages/Page_1/Content.xml"
DOCUMENT = "Doc_0/Document.xml"
RESOURCES = "Doc_0/PublicRes.xml"


def parts(habits: Habits = Habits(prefix="")) -> Parts:  # noqa: B008 - frozen
    return parts_of(pages("hongze-2023"), habits, (Face(),))


def read(given: Parts, folder: Path, options: ReadOptions = ReadOptions()) -> Report:  # noqa: B008
    path = folder / "report.ofd"
    path.write_bytes(packed(given))
    return read_report(path, FORMS, options)


def changed(part: str, old: str, new: str) -> Parts:
    given = parts()
    text = given[part].decode()
    assert old in text
    return {**given, part: text.replace(old, new).encode()}


def drawn(markup: str, resources: str = "") -> Parts:
    """The report with more on its second page, and more among its resources."""
    given = changed(PAGE, "</Layer>", f"{markup}</Layer>")
    given[RESOURCES] = given[RESOURCES].replace(b"</Res>", f"{resources}</Res>".encode())
    return given


def without(part: str) -> Parts:
    return {name: data for name, data in parts().items() if name != part}


UNITS = (
    "<CompositeGraphicUnits>"
    + "".join(
        f'<CompositeGraphicUnit ID="{number}"><Content>'
        + f'<CompositeObject ResourceID="{number + 1}" Boundary="0 0 1 1"/>' * 10
        + "</Content></CompositeGraphicUnit>"
        for number in range(500, 510)
    )
    + '<CompositeGraphicUnit ID="800"><Content><CompositeObject ResourceID="800"/></Content>'
    "</CompositeGraphicUnit></CompositeGraphicUnits>"
)
PATH = '<PathObject Boundary="0 0 9 9"><AbbreviatedData>{}</AbbreviatedData></PathObject>'
REFUSED: dict[str, tuple[Callable[[], Parts], RefusalReason]] = {
    "a page is not there": (lambda: without(PAGE), RefusalReason.DAMAGED),
    "no document": (lambda: without(DOCUMENT), RefusalReason.DAMAGED),
    "a template is not there": (
        lambda: changed(PAGE, "<Area>", '<Template TemplateID="7"/><Area>'),
        RefusalReason.DAMAGED,
    ),
    "no page": (
        lambda: {
            **parts(),
            DOCUMENT: re.sub(rb"<Page ID.*?/>", b"", parts()[DOCUMENT]),
        },
        RefusalReason.NO_PAGES,
    ),
    "no XML": (lambda: {**parts(), PAGE: b"<Page><Content>"}, RefusalReason.DAMAGED),
    "declares a type": (
        lambda: changed(PAGE, "<Page ", '<!DOCTYPE Page [<!ENTITY a "1">]><Page '),
        RefusalReason.DECLARES_TYPE,
    ),
    "a bomb": (
        lambda: {**parts(), "Doc_0/Res/x.xml": b" " * 40_000_000},
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "enciphered parts": (
        lambda: {**parts(), "Encryptions.xml": b"<Encryptions/>"},
        RefusalReason.LOCKED,
    ),
    "a million objects": (
        lambda: drawn('<TextObject ID="1"/>' * 300_000),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "blocks in blocks": (
        lambda: drawn("<PageBlock>" * 100 + "</PageBlock>" * 100),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "nested beyond the parser": (
        lambda: drawn("<PageBlock>" * 5000 + "</PageBlock>" * 5000),
        RefusalReason.DAMAGED,
    ),
    "seals without end": (
        lambda: {
            **changed("OFD.xml", "</DocBody>", "<Signatures>s.xml</Signatures></DocBody>"),
            "s.xml": b'<Signatures><Signature BaseLoc="one.xml"/></Signatures>',
            "one.xml": b"<Signature><SignedInfo>"
            + b'<StampAnnot PageRef="1" Boundary="0 0 1 1"/>' * 1001
            + b"</SignedInfo></Signature>",
        },
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "composites of composites": (
        lambda: drawn('<CompositeObject ResourceID="500" Boundary="0 0 1 1"/>', UNITS),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "a composite of itself": (
        lambda: drawn('<CompositeObject ResourceID="800"/>', UNITS),
        RefusalReason.OUT_OF_BOUNDS,
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused(kind: str, tmp_path: Path) -> None:
    make, reason = REFUSED[kind]
    refusal = read(make(), tmp_path).refusal
    assert refusal is not None
    assert refusal.reason is reason


def test_more_pages_than_allowed(tmp_path: Path) -> None:
    refusal = read(parts(), tmp_path, ReadOptions(max_pages=2)).refusal
    assert refusal is not None
    assert refusal.reason is RefusalReason.TOO_MANY_PAGES


NUMBERS = ("1e308", "-1e308", "nan", "inf", "1e999", "0", "", "x", "1e-300")
HARMLESS: dict[str, Callable[[], Parts]] = {
    **{
        f"a place of {number or 'nothing'}": lambda number=number: drawn(  # type: ignore[misc]
            f'<TextObject ID="1" Boundary="{number} {number} {number} 9" Size="{number}" Font="3"'
            f' HScale="{number}" CTM="{number} 0 0 1 {number} 0"><TextCode X="{number}"'
            f' Y="{number}" DeltaX="g {number} {number}">本</TextCode></TextObject>'
            f'<ImageObject ResourceID="1" Boundary="{number} 0 1 1" Alpha="{number}"/>'
            + PATH.format(f"M {number} {number} L 1 1 A {number} 1 0 1 1 2 2")
        )
        for number in NUMBERS
    },
    "outlines that are none": lambda: drawn(
        "".join(map(PATH.format, ("", "L", "M 1", "Z 1 1", "M 0 0 L 1 1 L", "1 2 3", "C C C")))
    ),
    "a text without codes": lambda: drawn('<TextObject ID="1" Boundary="0 0 1 1" Size="3"/>'),
    "a font of rubbish": lambda: {
        **parts(),
        RESOURCES: parts()[RESOURCES].replace(
            b'<Font ID="3" FontName="SimSun">',
            b'<Font ID="3" FontName="SimSun"><FontFile>font.ttf</FontFile>',
        ),
        "Doc_0/Res/font.ttf": b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 400,
    },
    "a picture of rubbish": lambda: {
        **drawn(
            '<ImageObject ResourceID="70" Boundary="10 280 1 1" CTM="1 0 0 1 0 0"/>',
            '<MultiMedias><MultiMedia ID="70" Type="Image"><MediaFile>a.png</MediaFile>'
            "</MultiMedia></MultiMedias>",
        ),
        "Doc_0/Res/a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff",
    },
    "names out of the package": lambda: {
        **drawn("", '<MultiMedias><MultiMedia ID="70"><MediaFile>../../../../etc/passwd'
                "</MediaFile></MultiMedia></MultiMedias>"),
        "../../outside.xml": b"<a/>",
    },
    "a paper without end": lambda: changed(PAGE, "0 0 210 297", "0 0 1e9 1e9"),
    "words in lists of numbers": lambda: changed(PAGE, 'LineWidth="0.18"', 'LineWidth="wide"'),
}  # fmt: skip


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_does_not_concern_the_tables_harms_nothing(kind: str, tmp_path: Path) -> None:
    report = read(HARMLESS[kind](), tmp_path)
    assert report.refusal is None
    truth = sample("hongze-2023").cells
    for ref, cell in report.cells.items():
        if cell.state is not State.DOUBTFUL:
            assert (cell.state, cell.value) == (truth[ref].state, truth[ref].value)
    sure = sum(cell.state is not State.DOUBTFUL for cell in report.cells.values())
    assert sure >= len(truth) - 5


@pytest.mark.parametrize("inside", ["<x/>", "<x>9</x>", "<!-- -->"])
def test_letters_that_go_on_behind_an_element_are_not_sure(inside: str, tmp_path: Path) -> None:
    """Of a figure cut in two both readings take the first half."""
    given = parts()
    figure = re.compile(rb"(<TextCode[^>]*>\d)(\d+</TextCode>)")
    given[PAGE], count = figure.subn(rb"\g<1>" + inside.encode() + rb"\2", given[PAGE])
    assert count == 5
    truth = sample("hongze-2023").cells
    cells = read(given, tmp_path).cells
    assert sum(one.state is State.DOUBTFUL for one in cells.values()) == count
    for ref, cell in cells.items():
        if cell.state is not State.DOUBTFUL:
            assert (cell.state, cell.value) == (truth[ref].state, truth[ref].value)


def test_a_page_of_mirrored_text_is_no_report(tmp_path: Path) -> None:
    upright, mirrored = rb'(<TextObject ID="\d+") +Boundary', rb'\1 CTM="-1 0 0 1 9 0" Boundary'
    turned = {name: re.sub(upright, mirrored, data) for name, data in parts().items()}
    assert turned != parts()
    report = read(turned, tmp_path)
    assert not any(cell.state is State.NUMBER for cell in report.cells.values())


def test_several_documents_are_several_reports(tmp_path: Path) -> None:
    from checker.isolation.read import read_reports

    one = parts()
    two = parts_of(pages("xuefu-2020"), Habits(prefix=""), (Face(),))
    both = {
        **one,
        **{name.replace("Doc_0", "Doc_1"): data for name, data in two.items() if "Doc_0" in name},
        "OFD.xml": one["OFD.xml"].replace(
            b"</OFD>", b"<DocBody><DocRoot>Doc_1/Document.xml</DocRoot></DocBody></OFD>"
        ),
    }
    path = tmp_path / "both.ofd"
    path.write_bytes(packed(both))
    found = read_reports(path, FORMS)
    assert [report.body for report in found] == [
        sample("hongze-2023").body,
        sample("xuefu-2020").body,
    ]
    assert all(report.cells for report in found)


def test_a_file_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "cut.ofd"
    path.write_bytes(ofd(pages("hongze-2023"))[:-400])
    refusal = read_report(path, FORMS).refusal
    assert refusal is not None
    assert refusal.reason in (RefusalReason.DAMAGED, RefusalReason.UNSUPPORTED)
