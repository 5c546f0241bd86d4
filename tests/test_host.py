"""The library in somebody's program: it takes paths as people give them, and changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.model import Verdict
from checker.options import Options
from checker.path_arguments import as_paths
from checker.pipeline import run
from checker.rulebook import load_rulebook
from checker.rulebook.load import rule_files
from tests.support.prepared_readers import prepared

SAMPLE = Path(__file__).parent.parent / "samples" / "ok" / "suqian-2024.pdf"

HOST = """
import gc, json, locale, logging, os, signal, sys, threading, warnings
{before}
def state():
    return {{
        "frozen": gc.get_freeze_count(),
        "collects": gc.isenabled(),
        "thresholds": gc.get_threshold(),
        "callbacks": len(gc.callbacks),
        "levels": [logging.getLogger(n).level for n in ("", "playa", "camelot", "pandera")],
        "handlers": [str(one) for one in logging.getLogger().handlers],
        "disabled": logging.root.manager.disable,
        "warnings": [str(one) for one in warnings.filters],
        "environment": dict(os.environ),
        "locale": locale.setlocale(locale.LC_ALL),
        "signals": [str(signal.getsignal(one)) for one in sorted(signal.valid_signals())],
        "hooks": [str(sys.excepthook), str(threading.excepthook), str(sys.unraisablehook)],
        "streams": [id(sys.stdout), id(sys.stderr)],
        "folder": os.getcwd(),
        "path": list(sys.path),
        "recursion": sys.getrecursionlimit(),
        "absent": sorted(name for name, module in sys.modules.items() if module is None),
    }}
before = state()
{act}
after = state()
import pandera.strategies.pandas_strategies as strategies
changed = {{key: [before[key], after[key]] for key in before if before[key] != after[key]}}
print(json.dumps({{"changed": changed, "hypothesis": strategies.HAS_HYPOTHESIS}}, default=str))
"""
CHECK = f"from checker import check\nassert check({str(SAMPLE)!r}).reports[0].verdict == 'pass'"
READ = (
    "from checker import load_rulebook, read_report\n"
    f"assert read_report({str(SAMPLE)!r}, load_rulebook().forms).cells"
)


def host(act: str, before: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", HOST.format(act=act, before=before)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)


# numpy adds filters of its own to `warnings` when it is first imported; that is numpy's.
@pytest.mark.parametrize("before", ["import numpy", "import numpy, pandera.pandas"])
@pytest.mark.parametrize("act", [CHECK, READ], ids=["check", "read_report"])
def test_nothing_of_the_host_changes(act: str, before: str) -> None:
    assert host(act, before) == {"changed": {}, "hypothesis": True}


@pytest.mark.parametrize("before", ["", "import hypothesis"])
def test_the_host_s_pandera_keeps_hypothesis(before: str) -> None:
    assert host(CHECK, before)["hypothesis"] is True


def test_a_collector_that_the_host_stopped_stays_so() -> None:
    assert host(CHECK, "import numpy; gc.disable(); gc.set_threshold(500, 5, 5)")["changed"] == {}


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ("a.pdf", ("a.pdf",)),
        (Path("a.pdf"), ("a.pdf",)),
        (["a.pdf", Path("b.pdf")], ("a.pdf", "b.pdf")),
        ((path for path in ("a.pdf",)), ("a.pdf",)),
        ([], ()),
    ],
)
def test_one_path_or_several(given: Any, paths: tuple[str, ...]) -> None:
    assert as_paths(given) == paths


@pytest.mark.parametrize("given", [None, 3, b"a.pdf", [b"a.pdf"], [None], [["a.pdf"]]])
def test_what_is_no_path_is_refused_with_what_is_expected(given: Any) -> None:
    for take in (checker.check, checker.load_rulebook, rule_files):
        with pytest.raises(TypeError, match=r"expected a path .*, not \w+: "):
            take(given)


def test_options_of_another_type_are_refused() -> None:
    with pytest.raises(TypeError, match=r"checker\.Options, not dict"):
        checker.check("a.pdf", {"lang": "en"})  # type: ignore[arg-type]


def test_one_path_is_one_report() -> None:
    for given in (str(SAMPLE), SAMPLE):
        found = checker.check(given)
        assert [one.verdict for one in found.reports] == [Verdict.PASS]
        assert found.reports[0].report.path == str(SAMPLE)


def test_one_path_is_one_rule_file_and_one_earlier_report(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("bodies:\n  offices: []\n  kinds: []\n", "utf-8")
    assert load_rulebook(str(own)).rules == load_rulebook([own]).rules
    wanted = Options(previous="suqian-2023.pdf")  # type: ignore[arg-type] # what people write
    found = run(["suqian-2024.pdf"], wanted, start_readers=prepared())
    assert found.results.compared[0].reports == ("suqian-2024.pdf", "suqian-2023.pdf")
