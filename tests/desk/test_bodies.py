"""The list of bodies at the desk: looked at first, taken over whole, or told what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from checker.register.tables import BodyRow
from tests.desk.serving import BOUNDARY, multipart, report, served
from tests.register.commands import BAD, LIST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Answer, Served


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("bodies")) as found:
        yield found


def send(desk: Served, path: str, *files: tuple[str, bytes]) -> Answer:
    sent = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Sec-Fetch-Site": "same-origin",
    }
    return desk.visitor.ask("POST", path, multipart(*files), sent)


def bodies(desk: Served) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(BodyRow)) or 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04", "CSV"),
        (b"a,b\n1,2\n", "body"),
        (LIST.replace("10,no,11", "99,no,11").encode(), "99"),
        (b"\xff\xff\x00", "名单.csv"),
    ],
)
def test_what_is_wrong_with_a_list_is_told_and_changes_nothing(
    desk: Served, data: bytes, told: str
) -> None:
    answer = send(desk, "/bodies", ("名单.csv", data))
    assert answer.status == 422
    assert told in answer.text
    assert ".incoming-" not in answer.text
    assert bodies(desk) == 0
    assert send(desk, "/bodies").status == 400


def test_a_list_is_looked_at_and_then_taken_over(desk: Served) -> None:
    desk.drop(("a.pdf", report(body="某县教育局", cells=BAD)))
    file = ("名单.csv", LIST.encode("gb18030"))
    shown = send(desk, "/bodies/preview", file)
    assert shown.status == 200
    assert "某县民政局" in shown.text
    assert bodies(desk) == 0
    assert "新增 4" in send(desk, "/bodies", file).text
    assert bodies(desk) == 4
    page = desk.visitor.get("/year?of=2023").text
    assert "某镇人民政府" in page
    assert 'href="/reports/1"' in page, "the report that came before is its body's now"
