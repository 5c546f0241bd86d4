"""What is handed over: one archive that proves itself, decisions as files that go out and in."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from checker.confirming import readings_in
from checker.desk import handover
from checker.findings.waivers import entries_of
from checker.given_files import parsed_toml
from tests.desk.serving import BOUNDARY, multipart, report, served, wait_for
from tests.register.commands import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Answer, Served

REF = "t3.granted.total"


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
