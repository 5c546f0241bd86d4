"""The name that stands on what people at one desk do: of the log-in, and no other."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.desk.people import Clock, desk_of_people, logged_in
from tests.desk.serving import Visitor, multipart, report
from tests.register.commands import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Answer, Served

KEY = "k" * 40
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with desk_of_people(tmp_path, Clock(), key=KEY) as found:
        yield found


def decide(visitor: Visitor, by: str) -> str:
    """The page of a report whose first finding was decided about."""
    page = visitor.get("/reports/1").text
    key = re.findall(r'id="finding-([^"]+)"', page)[0]
    names = {"by": by, "name": by, "who": by}
    form = {"kind": "correct", "seen": 0, **names}
    kind = {**FORM, "Sec-Fetch-Site": "same-origin"}
    answer = visitor.ask("POST", f"/reports/1/findings/{key}", urlencode(form).encode(), kind)
    assert answer.status == 303, answer.text
    return visitor.get("/reports/1").text


def with_report(desk: Served) -> Visitor:
    visitor = logged_in(desk)
    sent = visitor.upload(("a.pdf", report(body="某县教育局", cells=BAD)))
    assert sent.status == 303
    served = desk.visitor
    desk.visitor = visitor
    desk.read_all()
    desk.visitor = served
    return visitor


def test_the_name_of_the_log_in_stands_on_decisions_and_no_field_changes_it(desk: Served) -> None:
    visitor = with_report(desk)
    visitor.cookies["desk-name"] = "Li Si"
    answer = visitor.post("/settings", name="Li Si", lang="zh", back="/")
    assert not any("desk-name" in one for one in answer.headers.get_all("set-cookie", []))
    page = decide(visitor, "Li Si")
    assert "须更正（张三，" in page
    assert "Li Si" not in page
    read = visitor.post(
        "/reports/1/readings/t3.granted.total", kind="number", value="1", seen=0, by="Li Si"
    )
    assert read.status == 303
    told = visitor.get("/reports/1/readings?cell=t3.granted.total").text
    assert "张三（" in told
    assert "Li Si" not in told


def test_the_interface_writes_under_the_name_of_the_log_in_too(desk: Served) -> None:
    visitor = with_report(desk)
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    told = json.loads(visitor.get("/api/v1/reports/1/findings").data)
    first, second = (one["finding"]["id"] for one in told["findings"][:2])

    def send(key: str, by: str, **more: str) -> Answer:
        body = json.dumps({"kind": "correct", "seen": 0, "by": by}).encode()
        sent = {**headers, **more}
        who = Visitor(desk.port) if more else visitor
        return who.ask("POST", f"/api/v1/reports/1/findings/{key}/decisions", body, sent)

    refused = send(first, "Li Si")
    assert refused.status == 422
    assert "不能以“Li Si”的名义" in json.loads(refused.data)["error"]
    assert json.loads(send(first, "").data)["by"] == "张三"
    program = send(second, "张三", Authorization=f"Bearer {KEY}")
    assert json.loads(program.data)["by"] == "张三（接口）", "it can be told from a person"
    cell = {"cell": "t3.granted.total", "value": "1", "seen": 0}
    path = "/api/v1/reports/1/readings"
    sent = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
    assert Visitor(desk.port).ask("POST", path, json.dumps(cell).encode(), sent).status == 201
    assert "接口（" in visitor.get("/reports/1/readings?cell=t3.granted.total").text


def test_a_file_of_decisions_bears_the_name_of_whoever_hands_it_in(desk: Served) -> None:
    visitor = with_report(desk)
    page = visitor.get("/reports/1").text
    key = re.findall(r'id="finding-([^"]+)"', page)[0]
    visitor.post(f"/reports/1/findings/{key}", kind="accept", note="核实", seen=0)
    own = visitor.get("/decisions/checker-waivers.toml").text
    assert 'by = "张三"' in own

    def hand_in(text: str) -> str:
        kind = {"Content-Type": "multipart/form-data; boundary=----boundary"}
        data = multipart(("checker-waivers.toml", text.encode()))
        sent = {**kind, "Sec-Fetch-Site": "same-origin"}
        assert other.ask("POST", "/decisions", data, sent).status == 200
        return other.get("/decisions/checker-waivers.toml").text

    other = logged_in(desk, "Li Si")
    assert hand_in(own) == own, "what the desk has comes back as it went out"
    forged = hand_in(own.replace("核实", "另一理由"))
    assert 'by = "张三（Li Si导入）"' in forged
