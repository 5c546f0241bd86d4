"""What schemathesis makes of the interface's own description: values that fit it, and that do not.

The same requests at every run, by the key; one of its checks sends them again without. Whatever
comes back must be described, and never a fault of ours.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests.desk.serving import report, served
from tests.register.commands import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import APIOperation, BaseSchema, Case

    from tests.desk.serving import Served

KEY = "k" * 40
HEADERS = {"Authorization": f"Bearer {KEY}"}
OPERATIONS = (
    ("GET", "/reports"),
    ("GET", "/reports/{number}"),
    ("GET", "/reports/{number}/findings"),
    ("POST", "/reports/{number}/findings/{key}/decisions"),
    ("POST", "/reports/{number}/readings"),
    ("POST", "/files"),
    ("GET", "/files/{number}"),
)
BOUNDS = settings(
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[*HealthCheck],
)
load_all_checks()
NOT_OURS = {
    # Whatever fits may still ask for what is not there, or come too late (404, 409, 422).
    "POST": ("positive_data_acceptance",),
    # And of a query what is not known is passed over, as everywhere in the web.
    "GET": ("positive_data_acceptance", "negative_data_rejection"),
}
each_operation = pytest.mark.parametrize(("method", "path"), OPERATIONS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("openapi"), key=KEY) as found:
        found.drop(("a.pdf", report(body="某县甲局", cells=BAD)), ("c.pdf", b"x"))
        yield found


@pytest.fixture(scope="module")
def schema(desk: Served) -> BaseSchema:
    answer = desk.visitor.get("/api/v1/openapi.json")
    return schemathesis.openapi.from_dict(json.loads(answer.data))


def test_every_operation_is_tried(schema: BaseSchema) -> None:
    found = {(method.upper(), path) for path, methods in schema.items() for method in methods}
    assert found == set(OPERATIONS)


@each_operation
@pytest.mark.parametrize("mode", [*GenerationMode])
@pytest.mark.parametrize("there", [True, False], ids=["of-what-is-there", "of-anything"])
def test_every_answer_is_described(
    desk: Served,
    schema: BaseSchema,
    *,
    method: str,
    path: str,
    mode: GenerationMode,
    there: bool,
) -> None:
    operation = schema[path][method]
    fixed: dict[str, Any] = {"path_parameters": given_of(desk, path)} if there else {}

    @BOUNDS
    @given(case=operation.as_strategy(generation_mode=mode, **fixed))
    def tried(case: Case[Any]) -> None:
        send(desk, operation, case)

    tried()
    assert desk.visitor.get("/").status == 200, "and the desk is still there"


def given_of(desk: Served, path: str) -> dict[str, Any]:
    """Numbers and names that there are."""
    found = {"number": 1, "key": next(iter(desk.findings(1).values()))}
    return {name: value for name, value in found.items() if f"{{{name}}}" in path}


def send(desk: Served, operation: APIOperation[Any, Any, Any, Any], case: Case[Any]) -> None:
    """One request, and its answer held against the description by every check that there is."""
    base = f"http://127.0.0.1:{desk.port}/api/v1"
    response = case.call(base_url=base, headers=HEADERS)
    assert response.status_code < 500, response.text
    names = set(CHECKS.get_all_names()) - set(NOT_OURS[operation.method.upper()])
    checks: list[Any] = CHECKS.get_by_names(sorted(names))
    case.validate_response(response, checks=checks, headers=HEADERS)
