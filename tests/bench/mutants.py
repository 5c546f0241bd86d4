"""Which small changes of the code no test notices: ``make mutants``, or with arguments

``python -m tests.bench.mutants [--rooms checks locate documents/second_reading] [--share N]``

Each mutant changes one operator, comparison or number of one module in a copy of the project
and runs that room's tests there until one fails. A mutant that survives is a line that could be
wrong in silence, or an equal way to write it: whoever reads the list decides which. Which
mutants are tried depends on the code alone (every N-th by a hash), never on chance.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[2]
COPIED = ("checker", "tests", "samples", "rules", "pyproject.toml", "action.yml", "Makefile")
ROOMS: Mapping[str, tuple[str, ...]] = {
    "checks": ("tests/checks", "tests/property/test_engine.py", "tests/samples/test_samples.py"),
    "locate": ("tests/locate", "tests/property/test_locate.py"),
    # Of the room of documents what reads PDFs; its own tests first.
    "documents/second_reading": (
        "tests/documents/second_reading",
        "tests/documents/test_overprints.py",
        "tests/documents/test_faults.py",
        "tests/documents/test_inks.py",
        "tests/documents/test_lying_fonts.py",
        "tests/documents/test_other_faces.py",
        "tests/documents/pdf",
        "tests/documents/test_dresses.py",
    ),
}
MOST_SECONDS = 900  # of one run of a room's tests: a mutant that loops for ever is noticed too

_SWAPPED: Mapping[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"), ast.Or: ("or", "and"),
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "+"), ast.FloorDiv: ("//", "*"),
    ast.Div: ("/", "*"), ast.BitOr: ("|", "&"), ast.BitAnd: ("&", "|"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the bytes of a module from ``start`` to ``end`` become ``new``."""

    path: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    @property
    def order(self) -> str:
        """Where it stands among all: by a hash of what it is, not of where its line stands now."""
        named = f"{self.path.relative_to(ROOT)}:{self.line}:{self.start}:{self.new}"
        return hashlib.sha256(named.encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}  {self.old} → {self.new}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module."""
    return _Module(path).mutants()


class _Module:
    """A module's bytes, and what can be changed in them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = path.read_bytes()
        self.starts = [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def mutants(self) -> Iterator[Mutant]:
        """Of every node that computes something; types of parameters and results do not."""
        tree = ast.parse(self.source)
        types = {
            id(inner)
            for node in ast.walk(tree)
            for name in ("annotation", "returns")
            if isinstance(type_ := getattr(node, name, None), ast.AST)
            for inner in ast.walk(type_)
        }
        for node in ast.walk(tree):
            if id(node) not in types:
                yield from self._of(node)

    def _of(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Compare(left=left, comparators=others, ops=operators):
                operands = [left, *others]
                for first, second, operator in zip(operands, others, operators, strict=False):
                    yield from self._between(first, second, operator)
            case ast.BoolOp(values=values, op=operator):
                for first, second in itertools.pairwise(values):
                    yield from self._between(first, second, operator)
            case ast.BinOp(left=left, right=right, op=operator):
                yield from self._between(left, right, operator)
            case ast.UnaryOp(op=ast.Not()):
                start = self._at(node.lineno, node.col_offset)
                yield Mutant(self.path, node.lineno, start, start + len(b"not "), "not …", "")
            case ast.Constant(value=bool() | int() | float() as value):
                start = self._at(node.lineno, node.col_offset)
                segment = ast.get_source_segment(self.source.decode(), node) or ""
                new = repr(not value if isinstance(value, bool) else value + 1)
                yield Mutant(self.path, node.lineno, start, start + len(segment), segment, new)
            case _:
                pass

    def _between(self, left: ast.expr, right: ast.expr, operator: ast.AST) -> Iterator[Mutant]:
        """The operator that stands between two operands, swapped for its like."""
        old, new = _SWAPPED.get(type(operator), ("", ""))
        begin = self._at(left.end_lineno or 0, left.end_col_offset or 0)
        found = self.source.find(old.encode(), begin, self._at(right.lineno, right.col_offset))
        if old and found >= 0:
            line = self.source.count(b"\n", 0, found) + 1
            yield Mutant(self.path, line, found, found + len(old), old, new)

    def _at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column


def chosen(room: str, share: int) -> list[Mutant]:
    """Every ``share``-th mutant of a room by its hash, in the order of the files."""
    everyone = [
        one for path in sorted((ROOT / "checker" / room).rglob("*.py")) for one in mutants_of(path)
    ]
    by_hash = sorted(everyone, key=lambda one: one.order)[::share]
    return sorted(by_hash, key=lambda one: (str(one.path), one.start))


def survives(mutant: Mutant, tests: Sequence[str], copy: Path) -> bool:
    """Whether all tests pass with the change; the module's own are asked first."""
    target = copy / mutant.path.relative_to(ROOT)
    source = target.read_bytes()
    changed = source[: mutant.start] + mutant.new.encode() + source[mutant.end :]
    try:
        compile(changed, str(target), "exec")
    except SyntaxError:
        return False  # no program at all: noticed
    target.write_bytes(changed)
    try:
        return passes([*_own_tests(mutant.path), *tests], copy)
    finally:
        target.write_bytes(source)


def _own_tests(path: Path) -> list[str]:
    """The test file that mirrors a module, if there is one: most mutants die there, in seconds."""
    inside = path.relative_to(ROOT / "checker")
    mirrored = Path("tests", inside.parent, f"test_{inside.name}")
    return [str(mirrored)] if (ROOT / mirrored).exists() else []


def passes(tests: Sequence[str], copy: Path) -> bool:
    """Whether the tests pass in the copy; a run without end does not."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Prints what survives; 1 when the tests do not even pass without a change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", nargs="+", choices=sorted(ROOMS), default=sorted(ROOMS))
    parser.add_argument("--share", type=int, default=25, help="try every N-th mutant")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        for room in options.rooms:
            if not passes(ROOMS[room], copy):
                sys.stdout.write(f"{room}: the tests fail without any change\n")
                return 1
            mutants = chosen(room, options.share)
            lived = []
            for mutant in mutants:
                if survives(mutant, ROOMS[room], copy):
                    lived.append(mutant)
                    sys.stdout.write(f"survives: {mutant}\n")
                    sys.stdout.flush()
            sys.stdout.write(f"{room}: {len(mutants)} mutants tried, {len(lived)} survive\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
