"""The script is one that browsers of offices understand; nothing is asked of another host."""

from __future__ import annotations

import re

import pytest

from checker.desk.rendering import icon, script, style

LATER = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "numeric separators": r"\d_\d",
    "private fields": r"[\s{;.]#[a-z]\w* *[=;(]",
    "replaceAll, at, hasOwn, any": r"\.(replaceAll|at|hasOwn|findLast|any|allSettled)\(",
    "top-level await": r"^await ",
    "structuredClone, globalThis": r"\b(structuredClone|globalThis)\b",
    "dynamic import and modules": r"\b(import|export)\b",
}
"""What came after ES2019, or after Chromium 86."""


@pytest.mark.parametrize("name", LATER)
def test_nothing_in_it_is_later_than_es2019(name: str) -> None:
    code = re.sub(r"//.*|/\*.*?\*/|\"[^\"\n]*\"", "", script())
    assert re.search(LATER[name], code, re.MULTILINE) is None


def test_the_style_asks_nothing_of_later_browsers() -> None:
    assert (
        re.search(r":has\(|:is\(|:where\(|aspect-ratio|\binset:|@container|@layer", style()) is None
    )


def test_nothing_is_asked_of_another_host() -> None:
    assert re.findall(r"https?://|//[a-z]", script() + style()) == []
    assert re.findall(r"https?://[^\"]*", icon()) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in style()
    assert "eval" not in script()
