"""The house in numbers: ``python -m tests.house [CHECKOUT]``.

Modules per room, imports between rooms, sizes of modules and functions, public statements without
docstrings, comments per 100 lines of code. Standard library only, so that it measures any
checkout, an older one too, the same way. Imports under ``TYPE_CHECKING`` count: they are arrows of
thought. A room is a folder of modules, or a module on the landing.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tokenize
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
LARGEST = 10  # modules and functions listed
LANDING = "(landing)"
_NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Module:
    """What one module is made of; ``undocumented`` are public names without a docstring."""

    name: str
    room: str
    lines: int
    comments: int
    imports: frozenset[str]
    functions: tuple[tuple[str, int], ...]
    undocumented: tuple[str, ...]
    documented: int


def read_module(path: Path, package: Path) -> Module:
    """What is to be measured of a module of a package."""
    inside = path.relative_to(package.parent).with_suffix("")
    parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
    folders = inside.parts[1:-1]
    room = "/".join(folders) if folders else LANDING
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    with path.open("rb") as stream:
        comments = sum(t.type == tokenize.COMMENT for t in tokenize.tokenize(stream.readline))
    named = list(_public(tree, parts[-1]))
    bare = tuple(name for name, node in named if ast.get_docstring(node) is None)
    name = ".".join(parts)
    functions = tuple(
        (f"{name}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    imports = frozenset(_imports(tree))
    lines = len(source.splitlines())
    return Module(name, room, lines, comments, imports, functions, bare, len(named) - len(bare))


def _public(tree: ast.Module, name: str) -> Iterator[tuple[str, ast.Module | _NAMED]]:
    """The module, its public functions and classes, and their public methods."""
    yield name, tree
    for node in tree.body:
        if isinstance(node, _NAMED) and not node.name.startswith("_"):
            yield node.name, node
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, _NAMED) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def _imports(tree: ast.Module) -> Iterator[str]:
    """Absolute names, the module's and what is taken out of it (which may be a module too)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read_house(checkout: Path, package: str = "checker") -> tuple[Module, ...]:
    """All modules of a checkout, by path."""
    folder = checkout / package
    return tuple(read_module(path, folder) for path in sorted(folder.rglob("*.py")))


def arrows(modules: Sequence[Module]) -> Counter[tuple[str, str]]:
    """How many imports lead from one room to another; a module is its own room on the landing."""
    rooms = {module.name: _place(module) for module in modules}
    found: Counter[tuple[str, str]] = Counter()
    for module in modules:
        targets = {rooms[name] for name in module.imports if name in rooms}
        found.update((_place(module), to) for to in targets if to != _place(module))
    return found


def _place(module: Module) -> str:
    return module.name.rpartition(".")[2] + ".py" if module.room == LANDING else module.room


def report(modules: Sequence[Module], *, every_arrow: bool) -> Iterator[str]:
    """The lines that are printed."""
    rooms = Counter(module.room for module in modules)
    between = arrows(modules)
    landing = rooms.get(LANDING, 0)
    count = len(rooms) - (LANDING in rooms)
    yield (
        f"{len(modules)} modules: {count} rooms, {landing} modules on the landing;"
        f" {len(between)} arrows between them"
    )
    whole = {(a.partition("/")[0], b.partition("/")[0]) for a, b in between}
    yield f"{sum(a != b for a, b in whole)} arrows when the rooms inside a room are one with it"
    yield ""
    for room, count in sorted(rooms.items()):
        lines = sum(module.lines for module in modules if module.room == room)
        yield f"{count:4} modules {lines:6} lines  {room}"
    if every_arrow:
        yield ""
        yield from (f"{a} -> {b} ({count})" for (a, b), count in sorted(between.items()))
    yield ""
    yield from _sizes("modules", [(module.name, module.lines) for module in modules])
    yield from _sizes("functions", [one for module in modules for one in module.functions])
    bare = [f"{module.name}: {name}" for module in modules for name in module.undocumented]
    named = len(bare) + sum(module.documented for module in modules)
    yield f"{len(bare)} of {named} public modules, classes, functions, methods without a docstring"
    yield from (f"     {name}" for name in bare[:LARGEST])
    lines = sum(module.lines for module in modules)
    comments = sum(module.comments for module in modules)
    yield f"{100 * comments / max(lines, 1):.1f} comments per 100 lines ({comments} in {lines})"


def _sizes(what: str, sizes: Iterable[tuple[str, int]]) -> Iterator[str]:
    ordered = sorted(sizes, key=lambda one: (-one[1], one[0]))
    middle = ordered[len(ordered) // 2][1] if ordered else 0
    yield f"{len(ordered)} {what}, {middle} lines in the middle; the longest:"
    yield from (f"{lines:5}  {name}" for name, lines in ordered[:LARGEST])
    yield ""


def main() -> None:
    """Prints the report of this checkout or of another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--no-arrows", action="store_true", help="only their number")
    options = parser.parse_args()
    modules = read_house(options.checkout)
    sys.stdout.write("\n".join(report(modules, every_arrow=not options.no_arrows)) + "\n")


if __name__ == "__main__":
    main()
