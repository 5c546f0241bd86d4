"""``checker rules new FILE``: a rule file to begin with, which passes its proof as it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.parser import UsageError
from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Sequence


def write_new(files: Sequence[str], lang: str) -> int:
    """Write the template to the one file named; one that is there is never written over."""
    from checker.cli.output import deliver
    from checker.rulebook.load import rules_folder

    if len(files) != 1:
        raise UsageError(translate("rules-new.one-file", lang))
    path = Path(files[0])
    if path.exists() or path.is_symlink():
        raise CheckerError(translate("rules-new.is-there", lang, path=path.as_posix()))
    folder = rules_folder()
    template = folder / f"template.{lang}.yaml"
    if not template.is_file():  # a further language: its comments are for whoever writes YAML
        template = folder / "template.en.yaml"
    text = template.read_text("utf-8")
    deliver(lambda stream: stream.write(text), str(path), lang)
    sys.stdout.write(translate("rules-new.written", lang, path=path.as_posix()) + "\n")
    return CLEAN
