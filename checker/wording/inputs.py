"""What a run was given and did not check, one line a kind: the files counted and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import FileKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Inputs

NAMED = 5
"""Files of a kind that a line names; JSON and the workbook name all."""


def input_notes(inputs: Inputs, lang: str, *, quiet: bool = False) -> Iterator[tuple[str, str]]:
    """Key and line of each kind that there is, what may hide an error first in each.

    ``quiet`` leaves out what cannot: duplicates, and what the program wrote that is no PDF (a PDF
    was passed over for what it says of itself).
    """
    comma, semicolon = translate("joining.list", lang), translate("joining.semicolon", lang)
    if inputs.without_reports:
        names = comma.join(inputs.without_reports)
        yield "without-reports", translate("inputs.without-reports", lang, names=names)
    if inputs.unread:
        kinds = [_kind(kind, inputs, lang) for kind in FileKind]
        listed = semicolon.join(filter(None, kinds))
        yield "unread", translate("inputs.unread", lang, count=len(inputs.unread), kinds=listed)
    if inputs.duplicates and not quiet:
        pairs = [
            translate("inputs.again", lang, path=one.path)
            if one.path == one.same_as
            else translate("inputs.same", lang, path=one.path, same_as=one.same_as)
            for one in inputs.duplicates
        ]
        names, count = _few(pairs, lang), len(pairs)
        yield "duplicates", translate("inputs.duplicates", lang, count=count, names=names)
    # Those that are no PDF come last: quiet leaves them out, and the others may hide an error.
    written = sorted((one.path for one in inputs.own), key=_is_no_pdf)
    own = [path for path in written if not (quiet and _is_no_pdf(path))]
    if own:
        names, count = _few(own, lang), len(own)
        yield "own", translate("inputs.own", lang, count=count, names=names)


def _kind(kind: FileKind, inputs: Inputs, lang: str) -> str:
    paths = [one.path for one in inputs.unread if one.kind is kind]
    if not paths:
        return ""
    word = translate(f"file-kind.{kind.value}", lang)
    return translate("inputs.kind", lang, kind=word, count=len(paths), names=_few(paths, lang))


def _is_no_pdf(path: str) -> bool:
    return not path.lower().endswith(".pdf")


def _few(names: Sequence[str], lang: str) -> str:
    listed = translate("joining.list", lang).join(names[:NAMED])
    return translate("inputs.more", lang, names=listed) if len(names) > NAMED else listed
