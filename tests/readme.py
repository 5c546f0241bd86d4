"""Writes the examples of the READMEs by running them: ``python -m tests.readme``."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.main import main as run
from checker.cli.settings_schema import described
from tests.support.blocks import write_block

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
HEADINGS = {
    "en": ("key", "takes", "default", "what it does"),
    "zh": ("键", "取值", "默认", "作用"),
}
OTHERS = {"en": "a name of a format", "zh": "格式名"}
_LONG = 100  # characters: the names of all formats are listed beside it
EXAMPLE = "samples/bad/hongze-2023.pdf"


def example(language: str) -> str:
    """The block of a README: the command and what it prints at 80 columns."""
    shown = ["check", EXAMPLE, *(["--lang", "en"] if language == "en" else [])]
    printed = io.StringIO()
    with _in_the_project(), contextlib.redirect_stdout(printed):
        run([*shown, "--lang", language, "--color", "never"])
    output = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
    return f"```console\n$ checker {' '.join(shown)}\n{output.strip(chr(10))}\n```"


def settings(language: str) -> str:
    """The block of a README: every key of a configuration file, as the program describes it."""
    key, takes, default, about = HEADINGS[language]
    lines = [f"| {key} | {takes} | {default} | {about} |", "| --- | --- | --- | --- |"]
    for one in described(language):
        given = one.takes if len(one.takes) < _LONG else OTHERS[language]
        cells = (f"`{one.key}`", f"`{given}`", f"`{one.default}`" * bool(one.default), one.about)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


@contextlib.contextmanager
def _in_the_project() -> Iterator[None]:
    """The project's folder as working directory and a terminal of 80 columns."""
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        with contextlib.chdir(ROOT):
            yield
    finally:
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns


def main() -> None:
    """Rewrites the example of each README."""
    for language, readme in READMES.items():
        write_block(readme, "example", example(language))
        write_block(readme, "settings", settings(language))


if __name__ == "__main__":
    main()
