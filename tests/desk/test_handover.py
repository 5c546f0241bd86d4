"""What is handed over: one archive that proves itself, decisions as files that go out and in."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import delete

from checker.confirming import readings_in
from checker.desk import handover
from checker.findings.waivers import entries_of
from checker.given_files import parsed_toml
from checker.register.tables import UploadRow
from tests.desk.county import body_of, county, number_of
from tests.desk.serving import BOUNDARY, multipart, report, served, wait_for
from tests.register.commands import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Answer, Served

REF = "t3.granted.total"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("handover")) as found:
        found.visitor.post("/settings", name="=李四")
        found.drop(
            ("年报.pdf", report(body="某县甲局", cells=BAD)),
            ("年报.pdf", report(body="某县乙局<b>/\\:", cells=BAD)),
            ("c.pdf", report(body="某县丙局", year=2022)),
            ("d.pdf", b"x"),
        )
        key = found.findings(1)["T3-02"]
        found.visitor.post(f"/reports/1/findings/{key}", kind="accept", note="已核实", seen=0)
        found.visitor.post(f"/reports/2/readings/{REF}", kind="number", value="151", seen=0)
        yield found


def archive(desk: Served, asked: str = "") -> zipfile.ZipFile:
    answer = desk.visitor.get(f"/handover.zip{asked}")
    assert answer.status == 200, answer.text
    assert answer.headers["content-length"] == str(len(answer.data))
    return zipfile.ZipFile(io.BytesIO(answer.data))


def take(desk: Served, *files: tuple[str, bytes]) -> Answer:
    sent = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Sec-Fetch-Site": "same-origin",
    }
    return desk.visitor.ask("POST", "/decisions", multipart(*files), sent)


def test_an_archive_proves_itself_and_is_the_same_each_time(desk: Served) -> None:
    first, again = (desk.visitor.get("/handover.zip").data for _ in range(2))
    assert first == again
    with archive(desk) as found:
        names = found.namelist()
        sums = dict(
            line.split("  ", 1)[::-1] for line in found.read("SHA256SUMS").decode().splitlines()
        )
        assert set(sums) == {*names} - {"SHA256SUMS"}
        assert all(hashlib.sha256(found.read(name)).hexdigest() == sums[name] for name in sums)
        pages = [name for name in names if name.startswith("报告/")]
        assert len(pages) == 4
        assert all(name.count("/") == 1 and not set(name) & set('\\:<>"|?*') for name in pages)
        assert "问题清单.xlsx" in names
        originals = found.read("原件.sha256").decode().splitlines()
        assert [line.rpartition("  ")[2] for line in originals].count("年报.pdf") == 2


def test_decisions_stand_in_it_as_they_were_given(desk: Served) -> None:
    with archive(desk) as found:
        told = io.StringIO(found.read("处理记录.csv").decode("utf-8-sig"))
        rows = list(csv.DictReader(told))
        waivers = entries_of(parsed_toml(found.read("checker-waivers.toml").decode()), "x", "zh")
        read = readings_in(parsed_toml(found.read("checker-readings.toml").decode()), "x", "zh")
        [stated] = [
            one
            for one in json.loads(found.read("核对证明.json"))["reports"]
            if one["body"] == "某县乙局<b>/\\:"
        ]
        page = found.read(next(name for name in found.namelist() if "甲局" in name)).decode()
    assert [(row["单位"], row["处理"], row["经办人"]) for row in rows] == [
        ("某县甲局", "予以认可", "'=李四")
    ]
    assert {one.body for one in waivers} == {"某县甲局"}
    assert [(one.cell, one.value, one.by) for one in read] == [(REF, "151", "=李四")]
    assert [one["cell"] for one in stated["confirmed"]] == [REF]
    assert "已核实" in page


def test_only_what_is_asked_for_is_handed_over(desk: Served) -> None:
    with archive(desk, "?year=2022") as found:
        assert [name for name in found.namelist() if name.startswith("报告/")] == [
            "报告/001 某县丙局 2022.html"
        ]
        assert found.read("checker-waivers.toml") == b""
        assert found.read("checker-readings.toml") == b""
    answer = desk.visitor.get("/handover.zip?year=2031")
    assert answer.status == 422
    assert "没有这样的报告" in answer.text


def test_too_many_reports_are_refused_in_one_line(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "MOST", 3)
    answer = desk.visitor.get("/handover.zip")
    assert answer.status == 422
    assert "一个压缩包最多 3 份" in answer.text
    assert "/handover.zip" not in desk.visitor.get("/handover").text


def test_decisions_go_out_of_one_desk_and_into_another(desk: Served, tmp_path: Path) -> None:
    out = {
        name: desk.visitor.get(f"/decisions/{name}").data
        for name in ("checker-waivers.toml", "checker-readings.toml")
    }
    with served(tmp_path) as other:
        other.drop(
            ("a.pdf", report(body="某县甲局", cells=BAD)),
            ("b.pdf", report(body="某县乙局<b>/\\:", cells=BAD)),
        )
        answer = take(other, *out.items())
        assert answer.status == 200, answer.text
        assert "人工核读 1 条，其中新收 1 条" in answer.text
        wait_for(lambda: other.visitor.get("/reports?verdict=fail").text.count("/reports/") < 5)
        for name, data in out.items():
            assert other.visitor.get(f"/decisions/{name}").data == data
        assert "其中新收 0 条" in take(other, *out.items()).text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[[waiver]]\nrule = 1\n", "缺少"),
        (b"\xff", "UTF-8"),
        (b"x = 1", "不认识"),
        (b"[[reading]]\n", "缺少“sha256”"),
    ],
)
def test_a_faulty_file_is_told_by_its_own_name_and_changes_nothing(
    desk: Served, data: bytes, told: str
) -> None:
    before = desk.visitor.get("/decisions/checker-waivers.toml").data
    answer = take(desk, ("<i>来的.toml", data))
    assert answer.status == 422
    assert told in answer.text
    assert "&lt;i&gt;来的.toml" in answer.text
    assert ".incoming-" not in answer.text
    assert desk.visitor.get("/decisions/checker-waivers.toml").data == before
    assert take(desk).status == 400


def sent(desk: Served, asked: str = "", *, copies: bool = True) -> zipfile.ZipFile:
    """What goes out and is kept as handed over."""
    answer = desk.visitor.post(f"/handover.zip{asked}", copies="1" if copies else "")
    assert answer.status == 200, answer.text
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_what_was_handed_over_is_kept_with_who_and_when(tmp_path: Path) -> None:
    with county(tmp_path) as desk:
        every = desk.visitor.get("/handover").text
        assert '<a href="/handover?unsent=1">7</a>' in every, "of each report the latest"
        desk.visitor.post("/settings", name="王五")
        number = number_of(desk, "某县教育局")
        with sent(desk, f"?id={number}") as found:
            assert [name for name in found.namelist() if name.startswith("报告/")] == [
                "报告/001 某县教育局 2023.html"
            ]
        assert "王五已于 2024-03-01 09:30 移交" in desk.visitor.get(f"/reports/{number}").text
        body = desk.visitor.get(f"/bodies/{body_of(desk, '某县教育局')}").text
        assert "移交" in body[body.index("办理经过") :]
        assert "共 6 份报告" in desk.visitor.get("/reports?unsent=1").text
        assert desk.visitor.get("/handover.zip?unsent=1").status == 200
        assert "共 6 份报告" in desk.visitor.get("/reports?unsent=1").text, "looking keeps nothing"
        desk.drop(("edu-3.pdf", report(body="某县教育局", scope="own")))
        assert "共 7 份报告" in desk.visitor.get("/reports?unsent=1").text, "another file was not"


def test_of_more_than_an_archive_holds_the_next_are_asked_for_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "MOST", 2)
    with served(tmp_path) as desk:
        desk.drop(*((f"{name}.pdf", report(body=f"某县{name}局")) for name in "甲乙丙"))
        page = desk.visitor.get("/handover?unsent=1").text
        assert "尚未移交的共 3 份报告" in page
        names = []
        for _ in range(2):
            with sent(desk, "?unsent=1", copies=False) as found:
                names += [name for name in found.namelist() if name.startswith("报告/")]
        assert len(names) == 3
        assert desk.visitor.post("/handover.zip?unsent=1").status == 422, "nothing is left"
        without = desk.visitor.get("/handover?id=1&copies=no").text
        assert 'name="copies"' not in without
        assert '/handover?id=1&amp;copies=1"' in without


def test_sums_go_with_the_body_itself_or_with_all_below_it(tmp_path: Path) -> None:
    with county(tmp_path) as desk:
        parent, edu = (number_of(desk, name) for name in ("某县人民政府", "某县教育局"))
        with archive(desk, f"?id={edu}") as found:
            assert not [name for name in found.namelist() if name.startswith("汇总/")]
        for asked in (f"?id={parent}", "?year=2023"):
            with archive(desk, asked) as found:
                sums = [name for name in found.namelist() if name.startswith("汇总/")]
                assert sums == [f"汇总/某县人民政府 1 2023.{kind}" for kind in ("xlsx", "docx")]
                book = openpyxl.load_workbook(io.BytesIO(found.read(sums[0])))
                assert "逐格构成" in book.sheetnames


def test_marked_copies_go_along_where_the_file_is_kept(tmp_path: Path) -> None:
    """A real file, read and marked by real reading processes."""
    sample = ROOT / "samples/bad/wrong-sum-2023.pdf"
    with served(tmp_path, None) as desk:
        desk.drop((sample.name, sample.read_bytes()), ("x.pdf", b"x"))
        with archive(desk, "?copies=1") as found:
            (copy,) = [name for name in found.namelist() if name.startswith("标注件/")]
            assert copy.endswith(".marked.pdf")
            data = found.read(copy)
            assert data.startswith(sample.read_bytes()), "the file itself, and notes behind it"
            assert b"/Annot" in data[len(sample.read_bytes()) :]
            left = found.read("说明.txt").decode()
        assert left.startswith("以下 1 项没有附上：")
        with archive(desk) as found:
            assert not [name for name in found.namelist() if name.startswith("标注件/")]
        with desk.store.writing() as session:  # as of a report that was added by the command line
            session.execute(delete(UploadRow))
        with archive(desk, "?copies=1") as found:
            assert "台账没有保存原件" in found.read("说明.txt").decode()
