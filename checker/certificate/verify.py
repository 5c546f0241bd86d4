"""A certificate against a new run: the same files, rules and outcomes, or what differs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from checker.certificate.record import FORMAT, is_genuine
from checker.errors import CheckerError
from checker.i18n import group, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.certificate.record import Record

_FINDINGS = [{"id": str, "rule": str}]
_REPORT = {
    "file": str, "part?": int, "sha256": str, "verdict": str, "read": str, "coverage": [int],
    "rules": {str: [int]}, "findings": _FINDINGS, "left_out": [str], "blank_as_zero?": [str],
    "confirmed?": [{"cell": str, "value": str, "read": str, "by": str, "at": str}],
}  # fmt: skip
_CERTIFICATE = {
    "format": str, "version": str, "date": (str, type(None)), "severities": {str: str},
    "rules": [{"path": str, "sha256": str}], "reports": [_REPORT], "between": _FINDINGS,
    "beside?": {str: [str]},
}  # fmt: skip
"""What is read of a certificate by its shape; what else it says is compared as it stands."""
OF_THE_ISSUER = frozenset({"signature"})
"""What is in a certificate by its issuer's doing, and not in what a new run gives."""
_TOLD_APART = frozenset({"sha256", "part", "verdict", "read", "rules", "findings"})
_MOST = 60  # characters of a value that a line shows


def parse_certificate(data: bytes, lang: str) -> Record:
    """A certificate from its JSON; ``CheckerError`` if it is none."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CheckerError(translate("verify.no-certificate", lang)) from error
    # Only the shape is looked at: what it says is held against the new run, word by word.
    if not _has_shape(record, _CERTIFICATE) or record["format"] != FORMAT:
        raise CheckerError(translate("verify.no-certificate", lang))
    found: Record = record
    return found


def _has_shape(value: object, shape: object) -> bool:
    """Whether plain values are of a shape: a type, ``[shape]``, or keys with theirs.

    ``{str: shape}`` is a mapping of anything to that shape; a key that ends in ``?`` may be absent.
    """
    if isinstance(shape, list):
        return isinstance(value, list) and all(_has_shape(one, shape[0]) for one in value)
    if not isinstance(shape, dict):
        return isinstance(value, shape) and not isinstance(value, bool)  # type: ignore[arg-type]
    if not isinstance(value, dict):
        return False
    if str in shape:
        return all(_has_shape(one, shape[str]) for one in value.values())
    return all(
        _has_shape(value[key.rstrip("?")], inner) if key.rstrip("?") in value else key[-1] == "?"
        for key, inner in shape.items()
    )


def rules_left_out(record: Record) -> tuple[str, ...]:
    """The rules that were applied to no report of the certificate."""
    each = [set(one["left_out"]) for one in record["reports"]]
    return tuple(sorted(set.intersection(*each))) if each else ()


def rules_with_blanks(record: Record) -> tuple[str, ...]:
    """The rules that read blanks as zero in some report of the certificate."""
    named = (one.get("blank_as_zero", ()) for one in record["reports"])
    return tuple(sorted({rule for each in named for rule in each}))


def differences(stated: Record, found: Record, lang: str) -> Iterator[str]:
    """One line for each thing that a new run does not confirm; nothing when all is as stated."""
    # Said and not the end: what else differs shows what was changed.
    if not is_genuine(stated):
        yield translate("verify.differs-id", lang)
    yield from _unknown(stated, found, lang)
    if stated["version"] != found["version"]:
        yield translate(
            "verify.differs-version", lang, stated=stated["version"], found=found["version"]
        )
    yield from _rule_files(stated, found, lang)
    between = _changed(_findings(stated["between"]), _findings(found["between"]))
    if between:
        yield translate(
            "verify.differs-between", lang, findings=translate("joining.list", lang).join(between)
        )
    ours = _by_content(found)
    theirs = _by_content(stated)
    keys = Counter(_key(one) for one in stated["reports"])
    for key in (key for key, count in keys.items() if count > 1):
        yield translate("verify.differs-twice", lang, file=theirs[key]["file"])
    for key, one in theirs.items():
        if key not in ours:
            yield translate("verify.differs-not-given", lang, file=one["file"])
        else:
            yield from _report(one, ours[key], lang)
    for key, one in ours.items():
        if key not in theirs:
            yield translate("verify.differs-not-stated", lang, file=one["file"])


def _by_content(record: Record) -> dict[str, Record]:
    """Reports by their file's hash, or by its name where it could not even be opened.

    Where a file holds several reports, by their number in it, too.
    """
    return {_key(one): one for one in record["reports"]}


def _key(report: Record) -> str:
    return f"{report['sha256'] or report['file']}#{report.get('part', 1)}"


def _unknown(stated: Record, found: Record, lang: str) -> Iterator[str]:
    """What a certificate says that this program says of nothing.

    Of what it says only ``beside`` goes uncompared (it is about the folder, not about the reports)
    and ``date``, which no file can bear out: the command tells that beside its result.
    """
    names = sorted(stated.keys() - found.keys() - OF_THE_ISSUER)
    if names:
        yield translate(
            "verify.differs-unknown", lang, names=translate("joining.list", lang).join(names)
        )


def _rule_files(stated: Record, found: Record, lang: str) -> Iterator[str]:
    theirs = {str(file["path"]): file["sha256"] for file in stated["rules"]}
    ours = {str(file["path"]): file["sha256"] for file in found["rules"]}
    changed = sorted(
        path for path in theirs.keys() | ours.keys() if theirs.get(path) != ours.get(path)
    )
    if changed:
        yield translate(
            "verify.differs-rules", lang, files=translate("joining.list", lang).join(changed)
        )


def _report(stated: Record, found: Record, lang: str) -> Iterator[str]:
    name = str(stated["file"])
    for key in sorted((stated.keys() | found.keys()) - _TOLD_APART):
        if stated.get(key) != found.get(key):
            yield translate(
                "verify.differs-field",
                lang,
                file=name,
                field=group("verify.field", lang).get(key, key),
                stated=_shown(stated.get(key), lang),
                found=_shown(found.get(key), lang),
            )
    if stated["verdict"] != found["verdict"]:
        yield translate(
            "verify.differs-verdict",
            lang,
            file=name,
            stated=_verdict(stated["verdict"], lang),
            found=_verdict(found["verdict"], lang),
        )
    if stated["read"] != found["read"]:
        yield translate("verify.differs-read", lang, file=name)
    rules = _changed(stated["rules"], found["rules"])
    if rules:
        yield translate(
            "verify.differs-checks",
            lang,
            file=name,
            rules=translate("joining.list", lang).join(rules),
        )
    listed = _changed(_findings(stated["findings"]), _findings(found["findings"]))
    if listed:
        yield translate(
            "verify.differs-findings",
            lang,
            file=name,
            findings=translate("joining.list", lang).join(listed),
        )


def _shown(value: object, lang: str) -> str:
    """A value as a line shows it: somebody else may have written it, of any size."""
    if value in (None, "", [], {}):
        return translate("list.none", lang)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def _verdict(value: object, lang: str) -> str:
    return group("verdict", lang).get(str(value), str(value))


def _findings(findings: Sequence[Record]) -> dict[str, Record]:
    return {f"{finding.get('rule')} {finding.get('id')}": finding for finding in findings}


def _changed(stated: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    keys = sorted(stated.keys() | found.keys())
    return [key for key in keys if stated.get(key) != found.get(key)]
