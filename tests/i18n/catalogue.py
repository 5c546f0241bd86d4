"""What the catalogues hold, and what the program asks of them, read without the program."""

from __future__ import annotations

import ast
import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import checker
from checker.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE = Path(checker.__file__).parent
ASKING = (
    *("translate", "_say", "words"),
    *("fail", "fault", "lack", "refuse", "_refused", "worded"),  # of rule files
)
"""The functions whose first argument is a key: ``translate`` and what passes a key on to it."""


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every text by its key, in the order written; a key that stands twice is an error."""
    root = yaml.compose((PACKAGE / f"i18n/{lang}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert root is not None
    found: dict[str, str] = {}
    for key, text in _leaves(root, ""):
        assert key not in found, f"{lang}.yaml has {key} twice"
        found[key] = text
    return found


def everywhere() -> Iterator[tuple[str, str, str]]:
    """Language, key and text of every text."""
    for lang in LANGUAGES:
        for key, text in catalogue(lang).items():
            yield lang, key, text


def places(text: str) -> set[str]:
    """The names of the places of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def modules() -> Mapping[Path, ast.Module]:
    """The program, parsed."""
    return {
        path.relative_to(PACKAGE): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call that asks for a text, with where it stands."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and name(node.func) in ASKING:
                yield f"{path}:{node.lineno}", node


def keys(call: ast.Call) -> set[str]:
    """The keys that a call can ask for, where they are written out.

    In its place, or where the variable in its place is set within the same function.
    """
    asked = call.args[0]
    if isinstance(asked, ast.Name):
        return {key for value in _set_before()[call].get(asked.id, ()) for key in _constants(value)}
    return set(_constants(asked))


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


@cache
def _set_before() -> Mapping[ast.Call, Mapping[str, list[ast.expr]]]:
    """For each call what the variables of the function around it are set to."""
    found: dict[ast.Call, dict[str, list[ast.expr]]] = {}
    for tree in modules().values():
        for function in [tree, *filter(_is_function, ast.walk(tree))]:
            values: dict[str, list[ast.expr]] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    values.setdefault(node.targets[0].id, []).append(node.value)
                elif isinstance(node, ast.Call):
                    found[node] = values  # the innermost function comes last
    return found


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef)


def stem(call: ast.Call) -> str | None:
    """The beginning of a key that is put together (``verdict.{…}``); ``None`` for a whole one."""
    if not isinstance(call.args[0], ast.JoinedStr):
        return None
    first = call.args[0].values[0]
    assert isinstance(first, ast.Constant), f"line {call.lineno}: a key begins with its area"
    return str(first.value)


def spoken(tree: ast.Module) -> Iterator[str]:
    """Every text constant of a module but its docstrings."""
    comments = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in comments:
            yield node.value


def written() -> set[str]:
    """Every text constant of the program."""
    return {text for tree in modules().values() for text in spoken(tree)}


def name(function: ast.expr) -> str:
    """The last word of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _leaves(node: yaml.Node, start: str) -> Iterator[tuple[str, str]]:
    assert isinstance(node, yaml.MappingNode), f"{start} is neither a text nor keys with texts"
    for key, value in node.value:
        assert "." not in key.value, f"{start}{key.value}"
        if isinstance(value, yaml.ScalarNode):
            yield start + key.value, value.value
        else:
            yield from _leaves(value, f"{start}{key.value}.")
