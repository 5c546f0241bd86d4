"""A certificate holds for the same files, rules and outcomes, and for nothing else."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checker import Options, check
from checker.certificate.record import canonical, certificate_record
from checker.certificate.verify import (
    differences,
    parse_certificate,
    rules_left_out,
    rules_with_blanks,
)
from checker.cli.main import main
from checker.errors import CheckerError
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import SAMPLES, certificate_of
from tests.reporters.printing import table_results
from tests.support.factory import change
from tests.support.made_outcomes import sample
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import Report

HONGZE, CLEAN = sample("hongze-2023"), sample("suqian-2023")


def certificate(*reports: Report, **given: Any) -> dict[str, Any]:
    """The record of a certificate, as it is after a journey through a file."""
    record = certificate_record(table_results(*reports), **given)
    parsed: dict[str, Any] = parse_certificate(json.dumps(record).encode(), "zh")
    return parsed


def test_the_same_run_confirms() -> None:
    assert list(differences(certificate(HONGZE), certificate(HONGZE), "zh")) == []
    english = certificate_record(table_results(HONGZE, lang="en"))
    assert list(differences(certificate(HONGZE), english, "zh")) == []


def _paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of plain values, the first two of a list or mapping standing for the rest."""
    yield at
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        keyed = isinstance(value, dict) and at[-1:] in (("rules",), ("severities",))
        for key, one in list(inner)[: 2 if keyed or isinstance(value, list) else None]:
            yield from _paths(one, (*at, key))


ODD: tuple[Any, ...] = (None, True, 5, -1.5, "x", [], [5], [[]], {}, {"x": 5}, "缺失")


def _with(whole: dict[str, Any], path: tuple[Any, ...], odd: Any) -> Any:
    """The same with something else at a place; nothing at all for the last of the odd ones."""
    if not path:
        return odd
    stated = copy.deepcopy(whole)
    inner: Any = stated
    for step in path[:-1]:
        inner = inner[step]
    if odd == ODD[-1] and isinstance(inner, dict):
        del inner[path[-1]]
    else:
        inner[path[-1]] = odd
    return stated


def test_whatever_stands_where_it_is_a_line_and_no_crash() -> None:
    """Somebody else made the file: another type anywhere is no certificate, or a difference."""
    whole = certificate_record(table_results(HONGZE), severities={"ST-05": "error"})
    tried = 0
    for path in _paths(whole):
        for odd in ODD:
            stated = _with(whole, path, odd)
            tried += 1
            try:
                parsed = parse_certificate(json.dumps(stated).encode(), "en")
            except CheckerError:
                continue
            assert stated == whole or list(differences(parsed, whole, "en")), path
            rules_left_out(parsed)
            rules_with_blanks(parsed)
    assert tried > 300


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["version"], "0.0.1", "程序版本不同：证明所载为 0.0.1"),
        (["rules", 0, "sha256"], "0" * 64, "规则文件不同：rules/2019/form.yaml"),
        (["reports", 0, "verdict"], "pass", "结论不同：证明所载为 通过，现为 不符"),
        (["reports", 0, "read"], "0" * 64, "读到的数字不同"),
        (["reports", 0, "rules", "T4-01", 1], 3, "各项校验的结果不同：T4-01"),
        (["reports", 0, "findings"], [], "问题不同：ST-04"),
        (["reports", 0, "sha256"], "1" * 64, "未给出，或内容已经改变"),
        (["reports", 0, "file"], "other.pdf", "文件名不同：证明所载为 other.pdf"),
        (["reports", 0, "body"], "别处人民政府", "机关名称不同：证明所载为 别处人民政府"),
        (["reports", 0, "year"], 2020, "年度不同：证明所载为 2020，现为 2023"),
        (["reports", 0, "form"], None, "报表格式不同：证明所载为 "),
        (["reports", 0, "pages"], 99, "页数不同：证明所载为 99"),
        (["reports", 0, "cells"], 1, "单元格数不同"),
        (["reports", 0, "coverage"], [9, 9, 0, 0], "全部校验的计数不同：证明所载为 [9, 9, 0, 0]"),
        (["reports", 0, "hard"], [1, 1, 0, 0], "硬性校验的计数不同"),
        (["reports", 0, "left_out"], ["T3-01"], "未适用的规则不同"),
        (["reports", 0, "grade"], "A" * 500, "的grade不同：证明所载为 AAA"),
        (["grade"], "A", "本程序不出具的内容：grade"),
    ],
)
def test_each_change_is_told(*, path: list[Any], value: object, told: str) -> None:
    stated = copy.deepcopy(certificate(HONGZE))
    inner: Any = stated
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    lines = list(differences(stated, certificate(HONGZE), "zh"))
    assert "可能被改动过" in lines[0]
    assert any(told in line for line in lines[1:])


def _renewed(stated: dict[str, Any]) -> dict[str, Any]:
    """With the number that its content has: whoever forges one can work it out."""
    rest = {key: value for key, value in stated.items() if key != "id"}
    return {**rest, "id": hashlib.sha256(canonical(rest)).hexdigest()[:16]}


def test_an_entry_twice_is_told_though_the_number_is_right() -> None:
    stated = copy.deepcopy(certificate(HONGZE))
    stated["reports"].append(stated["reports"][0])
    (line,) = differences(_renewed(stated), certificate(HONGZE), "zh")
    assert "不止一次" in line


def test_what_differs_is_told_though_the_number_is_right() -> None:
    stated = copy.deepcopy(certificate(HONGZE))
    for key in stated["reports"][0].keys() - {"sha256", "rules", "findings", "read", "verdict"}:
        forged = copy.deepcopy(stated)
        forged["reports"][0][key] = ["forged"]
        if key != "part":
            assert len(list(differences(_renewed(forged), certificate(HONGZE), "zh"))) == 1, key


def test_another_figure_is_another_run() -> None:
    other = certificate(change(HONGZE, "t4.review.total", "11"))
    lines = list(differences(certificate(HONGZE), other, "en"))
    assert [line.split(":")[1].split(",")[0] for line in lines if "verdict" in line] == []
    assert any("figures read" in line for line in lines)
    assert any("T4-01" in line for line in lines)


def test_files_too_many_or_too_few() -> None:
    unread = certificate(HONGZE)
    extra = copy.deepcopy(unread)
    extra["reports"].append({**extra["reports"][0], "sha256": "2" * 64, "file": "more.pdf"})
    assert any("more.pdf" in line for line in differences(unread, extra, "zh"))
    assert any("more.pdf" in line for line in differences(extra, unread, "zh"))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": "checker-certificate/1"}', b"[" * 100_000],
)
def test_what_is_no_certificate(data: bytes) -> None:
    with pytest.raises(CheckerError, match="不是"):
        parse_certificate(data, "zh")


def test_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stated = certificate(HONGZE)
    Path("c.json").write_text(json.dumps(stated), "utf-8")
    # The command applies every rule, the certificate above only those on tables.
    assert main(["verify", "c.json", "hongze-2023.pdf"], start_readers=prepared()) == 1
    assert "各项校验的结果不同" in capsys.readouterr().out
    assert main(["verify", "gone.json", "hongze-2023.pdf"], start_readers=prepared()) == 2
    assert "gone.json" in capsys.readouterr().err


def _forge(certificate: Path) -> None:
    """Copies with the same data attached and another page: painted over, added to, longer."""
    with pikepdf.open(certificate) as pdf:
        pdf.pages[0].contents_add(b"q 1 1 1 rg 100 400 300 200 re f Q")
        pdf.save("painted.pdf")
    with pikepdf.open(certificate) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].Resources.Font["/F0"] = pdf.make_indirect(font)
        pdf.pages[0].contents_add(b"q BT /F0 24 Tf 90 9 Td (ALL REPORTS PASS) Tj ET Q")
        pdf.save("printed.pdf")
    with pikepdf.open(certificate) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save("longer.pdf")
    with pikepdf.open(certificate) as pdf:
        pdf.add_blank_page()
        pdf.save("blank.pdf")


def test_a_page_of_another_language_or_signed_holds_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_font():
        pytest.skip(advice([*PACKAGES]))
    monkeypatch.chdir(tmp_path)
    good = str(SAMPLES / "ok" / "suqian-2023.pdf")
    key = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    Path("key.pem").write_bytes(key)
    english = ["--lang", "en", "--date", "2026-01-20", "--sign-key", "key.pem", "--isolated", "-q"]
    assert main(["check", good, *english, "--report", "certificate=c.pdf"]) == 0
    capsys.readouterr()
    assert main(["verify", "c.pdf", good, "-q"]) == 0
    assert "未核实是谁的" in capsys.readouterr().out


def test_the_date_of_an_unsigned_certificate_is_not_proven(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    good = str(SAMPLES / "ok" / "suqian-2023.pdf")
    results = check([good], Options())
    record = certificate_record(results, date="2026-01-20")
    Path("c.json").write_text(json.dumps(record), "utf-8")
    assert main(["verify", "c.json", good, "-q"]) == 0
    assert "2026-01-20）由出具人填写" in capsys.readouterr().out


def test_a_whole_round(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_font():
        pytest.skip(advice([*PACKAGES]))
    monkeypatch.chdir(tmp_path)
    bad = str(SAMPLES / "bad" / "yanghe-2025.pdf")
    wanted = ["--severity", "T3-01=warning", "--ignore", "T3-04", "--isolated"]
    outputs = ["--report", "certificate=c.pdf", "--report", "annotated-pdf=marked/"]
    assert main(["check", bad, *wanted, *outputs, "-q"]) in (0, 1)
    capsys.readouterr()
    assert main(["verify", "c.pdf", bad, "-q"]) == 0
    assert "核实无误：1 份" in capsys.readouterr().out
    _forge(Path("c.pdf"))
    for forged, told in (
        ("painted.pdf", "第 1 页的图形"),
        ("printed.pdf", "印为“ALLREPORTSPA”"),
        ("longer.pdf", "现有 2 页，应为 1 页"),
        ("blank.pdf", "现有 2 页，应为 1 页"),
    ):
        assert main(["verify", forged, bad, "-q"]) == 1, forged
        assert told in capsys.readouterr().out
    record = certificate_of(Path("c.pdf").read_bytes())
    assert record["severities"] == {"T3-01": "warning"}
    (marked,) = Path("marked").iterdir()
    assert marked.name.endswith("-2025.marked.pdf")
    assert marked.read_bytes().startswith(Path(bad).read_bytes())
    assert main(["verify", str(marked), bad, "-q"]) == 2
    assert "不是" in capsys.readouterr().err
