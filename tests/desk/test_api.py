"""The interface for other programs: described, closed to strangers, over the store of the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.desk.serving import BOUNDARY, Answer, Visitor, multipart, report, served
from tests.register.commands import BAD
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Served

KEY = "k" * 40
REF = "t3.granted.total"
PLACE = "/api/v1"


class Program:
    """Another program, by its key; whatever comes back is held against the description."""

    def __init__(self, desk: Served) -> None:
        self.visitor = Visitor(desk.port)
        self.described = json.loads(self.ask("GET", "/openapi.json").data)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        sent = {"Authorization": f"Bearer {KEY}", **headers}
        return self.visitor.ask(method, PLACE + path, body, sent)

    def json(self, method: str, path: str, form: str, sent: Any = None) -> tuple[int, Any]:
        """Ask, and hold the answer against what is described of ``form``."""
        body = None if sent is None else json.dumps(sent).encode()
        answer = self.ask(method, path, body, **{"Content-Type": "application/json"})
        told = json.loads(answer.data)
        described = self.described["paths"][form][method.lower()]["responses"]
        schema = described[str(answer.status)]["content"]["application/json"]["schema"]
        jsonschema.validate(told, {**schema, "components": self.described["components"]})
        return answer.status, told


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("api"), key=KEY) as found:
        found.drop(
            ("a.pdf", report(body="某县甲局", cells=BAD)),
            ("b.pdf", json.dumps({"body": "某县\ud800乙局", "cells": BAD}).encode()),
            ("c.pdf", b"x"),
        )
        yield found


@pytest.fixture(scope="module")
def program(desk: Served) -> Program:
    return Program(desk)


def test_files_are_sent_and_asked_after(desk: Served, program: Program) -> None:
    body = multipart(("新.pdf", report(body="某县丙局")))
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    answer = program.ask("POST", "/files", body, **{"Content-Type": kind})
    assert answer.status == 202
    (sent,) = json.loads(answer.data)["files"]
    desk.read_all()
    status, told = program.json("GET", f"/files/{sent['id']}", "/files/{number}")
    assert (status, told["state"], told["name"]) == (200, "kept", "新.pdf")
    (found,) = told["reports"]
    assert (found["body"], found["verdict"]) == ("某县丙局", "pass")
    assert program.ask("POST", "/files", b"", **{"Content-Type": kind}).status == 400


def test_reports_are_listed_and_told_whole(program: Program) -> None:
    status, told = program.json("GET", "/reports?verdict=fail", "/reports")
    assert status == 200
    assert {one["verdict"] for one in told["reports"]} == {"fail"}
    number = next(one["id"] for one in told["reports"] if one["body"] == "某县甲局")
    status, whole = program.json("GET", f"/reports/{number}", "/reports/{number}")
    assert whole["report"]["cells"][REF]["value"] == "999"
    odd = next(one["id"] for one in told["reports"] if one["id"] != number)
    assert program.json("GET", f"/reports/{odd}", "/reports/{number}")[0] == 200


def test_decisions_are_those_of_the_pages(desk: Served, program: Program) -> None:
    form = "/reports/{number}/findings"
    _, told = program.json("GET", "/reports/1/findings", form)
    one = next(one for one in told["findings"] if one["finding"]["rule"] == "T3-02")
    assert one["decision"]["kind"] is None
    path = f"/reports/1/findings/{one['finding']['id']}/decisions"
    of = form + "/{key}/decisions"
    new = {"kind": "correct", "seen": 0, "note": "已通知", "by": "系统"}
    assert program.json("POST", path, of, new) == (
        201,
        {"number": 1, "kind": "correct", "note": "已通知", "by": "系统",
         "at": desk.clock[0], "holds": True, "settles": True, "remark": None},
    )  # fmt: skip
    assert "系统" in desk.visitor.get("/reports/1").text
    assert program.json("POST", path, of, new)[0] == 409
    assert (
        program.json("POST", path, of, {**new, "kind": "accept", "note": "", "seen": 1})[0] == 422
    )
    assert program.json("POST", "/reports/1/findings/none/decisions", of, new)[0] == 404


def test_what_is_read_is_judged_at_once(program: Program) -> None:
    of = "/reports/{number}/readings"
    right = format(sample("suqian-2023").cells[REF].value or 0, "f")
    asked = ("POST", "/reports/2/readings", of)
    for value, seen, wanted in (
        (right, 0, (201, {"id": 2, "verdict": "pass", "confirmed": 1})),
        (None, 1.0, (201, {"id": 2, "verdict": "fail", "confirmed": 0})),
    ):
        assert program.json(*asked, {"cell": REF, "value": value, "seen": seen}) == wanted
    for value, seen, status in (("12", 0, 409), ("x", 2, 422)):
        assert program.json(*asked, {"cell": REF, "value": value, "seen": seen})[0] == status


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/reports/0", None, 422),
        ("GET", "/reports/99999", None, 404),
        ("GET", "/reports/1/findings/../../../settings", None, 404),
        ("GET", "/nowhere", None, 404),
        ("GET", "/reports/%0A", None, 404),
        ("GET", "/%0A", None, 404),
        ("DELETE", "/reports/1", None, 405),
        ("GET", "/reports?part=0", None, 422),
        ("POST", "/reports/1/readings", b"{", 422),
        ("POST", "/reports/1/readings", b'{"cell": "x", "value": "1", "seen": 0, "more": 1}', 422),
        ("POST", "/reports/1/readings", b'{"cell": "x", "value": "1", "seen": true}', 422),
        ("POST", "/reports/1/readings", b'{"cell": "x", "value": "1", "seen": "0"}', 422),
        ("POST", "/reports/1/readings", b"[" * 70_000, 413),
        ("POST", "/reports/1/readings", b'{"cell": "\\ud800", "value": "", "seen": 0}', 422),
        ("POST", "/files", b"x", 415),
    ],
)
def test_every_fault_is_one_line_of_json(
    program: Program, method: str, path: str, body: bytes | None, status: int
) -> None:
    answer = program.ask(method, path, body, **{"Content-Type": "application/json"})
    assert answer.status == status
    told = json.loads(answer.data)["error"]
    assert told
    assert "\n" not in told
    assert answer.headers["content-type"] == "application/json"


def test_strangers_are_refused_in_json(desk: Served, program: Program) -> None:
    stranger = Visitor(desk.port)
    for given in ("", "Bearer ", "Bearer wrong", f"Basic {KEY}", f"Bearer {KEY}x"):
        headers = {"Authorization": given} if given else {}
        answer = stranger.ask("GET", f"{PLACE}/reports", headers=headers)
        assert answer.status == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "error" in json.loads(answer.data)
    key = {"Authorization": f"Bearer {KEY}"}
    for other in ("/reports", "/handover.zip", "/api/v1", "/api/v2/reports", "/x/api/v1/"):
        assert stranger.ask("GET", other, headers=key).status == 403, "the key leads nowhere else"
    evil = stranger.ask("GET", f"{PLACE}/reports", headers=key, host="evil.example")
    assert evil.status == 400
    assert desk.visitor.get(f"{PLACE}/reports").status == 200, "the browser that was let in may"
    cross = {"Sec-Fetch-Site": "cross-site", "Content-Type": "application/json"}
    path = f"{PLACE}/reports/1/readings"
    assert desk.visitor.ask("POST", path, b"{}", cross).status == 403
    assert "securitySchemes" in json.dumps(program.described)
