"""The bench's results as Markdown, in English and Chinese, and what the program owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.wordings import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.bench.accuracy import Score
    from tests.bench.localise import Hits
    from tests.bench.timing import Sample

_MEGABYTE = 1_000_000
_PERFECT_OWED, _PERFECT_AIM = 36, 40


def _say(key: str, language: str, *values: object) -> str:
    return WORDS[key][language].format(*values)


@dataclass(frozen=True, slots=True)
class Debt:
    """Something promised: what was measured must not exceed ``bound``."""

    key: str
    measured: float
    bound: float
    aim: float | None
    unit: str
    file: str = ""

    @property
    def met(self) -> bool:
        """Whether the promise holds."""
        return self.measured <= self.bound


@dataclass(frozen=True, slots=True)
class Speed:
    """The candidates on one file, warm and as whole processes."""

    file: str
    warm: Mapping[str, Sample]
    whole: Mapping[str, Sample]

    def debts(self) -> tuple[Debt, ...]:
        """What the whole check owes against camelot's defaults, and in memory."""
        warm = self.warm["checker"].cpu / self.warm["camelot"].cpu
        whole = self.whole["checker"].seconds / self.whole["camelot"].seconds
        cpu = self.whole["checker"].cpu / self.whole["camelot"].cpu
        peak = self.whole["checker"].peak / _MEGABYTE
        return (
            Debt("warm_ratio", warm, 1 / 8, 1 / 10, "", self.file),
            Debt("process_cpu_ratio", cpu, 0.6, 1 / 2, "", self.file),
            Debt("process_ratio", whole, 0.45, 1 / 3, "", self.file),
            Debt("peak_mb", peak, 200, None, "MB", self.file),
        )


def start_debts(starts: Mapping[str, Sample]) -> tuple[Debt, ...]:
    """What ``--help`` and ``--version`` owe against importing pandas."""
    pandas = starts["pandas"].seconds
    return tuple(
        Debt(f"{name}_ratio", starts[name].seconds / pandas, 1 / 3, None, "")
        for name in ("help", "version")
    )


def accuracy_debts(scores: Sequence[Score]) -> tuple[Debt, ...]:
    """No wrong number at all, and most files read whole."""
    if not scores:
        return ()
    imperfect = len(scores) - _perfect(scores)
    return (
        Debt("wrong_cells", sum(score.wrong for score in scores), 0, None, "n"),
        Debt("imperfect", imperfect, len(scores) - _PERFECT_OWED, len(scores) - _PERFECT_AIM, "n"),
    )


def _perfect(scores: Iterable[Score]) -> int:
    return sum(not score.wrong and not score.doubtful for score in scores)


def localisation_debts(hits: Sequence[Hits]) -> tuple[Debt, ...]:
    """Where the planted repair must stand, in per cent missed, and the time of a search."""
    missed = {
        one.fault: (
            100 * (1 - one.first / one.reports),
            100 * (1 - one.first_three / one.reports),
        )
        for one in hits
    }
    pairs = ("swap", "wrong_column", "shifted_row", "transposed")
    return (
        Debt("locate_first", missed["one_cell"][0], 0, None, "%"),
        *(Debt("locate_three", missed[fault][1], 5, None, "%", fault) for fault in pairs),
        Debt("locate_found", missed["three"][1], 5, None, "%"),
        Debt("locate_ms", max(one.longest_ms for one in hits), 50, None, "ms"),
    )


def localisation_table(hits: Sequence[Hits], language: str) -> str:
    """Each kind of planted fault: where its repair was told, and how fast."""
    keys = ("planted", "reports", "first", "three", "unfinished", "median_ms", "longest_ms")
    rows = [
        [
            _say(f"fault_{one.fault}", language),
            str(one.reports),
            f"{100 * one.first / one.reports:.1f} %",
            f"{100 * one.first_three / one.reports:.1f} %",
            str(one.unfinished),
            f"{one.median_ms:.1f}",
            f"{one.longest_ms:.1f}",
        ]
        for one in hits
    ]
    return _table([_say(key, language) for key in keys], rows, numbers_from=1)


def speed_tables(
    speeds: Sequence[Speed],
    starts: Mapping[str, Sample],
    debts: Sequence[Debt],
    machine: Sequence[str],
    language: str,
) -> str:
    """The times, then what is owed."""
    keys = ("file", "how", "warm", "warm_cpu", "process", "process_cpu", "peak")
    heads = [_say(key, language) for key in keys]
    rows = [
        [
            speed.file if name == "checker" else "",
            _say(name, language),
            f"{1000 * speed.warm[name].seconds:.0f}",
            f"{1000 * speed.warm[name].cpu:.0f}",
            f"{speed.whole[name].seconds:.2f}",
            f"{speed.whole[name].cpu:.2f}",
            f"{speed.whole[name].peak / _MEGABYTE:.0f}",
        ]
        for speed in speeds
        for name in ("checker", "camelot", "pdfium")
    ]
    rows.extend(
        [
            "",
            text,
            "",
            "",
            f"{starts[name].seconds:.3f}",
            f"{starts[name].cpu:.3f}",
            f"{starts[name].peak / _MEGABYTE:.0f}",
        ]
        for name, text in (
            ("help", "`checker --help`"),
            ("version", "`checker --version`"),
            ("pandas", "`python -c 'import pandas'`"),
        )
    )
    owed_heads = [_say(key, language) for key in ("owed", "measured", "bound", "aim", "held")]
    owed = [
        [
            _say(debt.key, language, _file(debt, language)),
            _quantity(debt.measured, debt.unit),
            f"≤ {_quantity(debt.bound, debt.unit)}",
            "" if debt.aim is None else f"≤ {_quantity(debt.aim, debt.unit)}",
            _say("yes" if debt.met else "no", language),
        ]
        for debt in debts
    ]
    return "\n\n".join(
        (
            _table(heads, rows, numbers_from=2),
            _table(owed_heads, owed, numbers_from=1),
            _say("machine", language, *machine),
        )
    )


def _file(debt: Debt, language: str) -> str:
    fault = f"fault_{debt.file}"
    return _say(fault, language) if fault in WORDS else debt.file


def _quantity(value: float, unit: str) -> str:
    if unit == "n":
        return f"{value:.0f}"
    if unit:
        return f"{value:.1f} {unit}" if unit in ("s", "%") else f"{value:.0f} {unit}"
    return f"{value:.3f}"


def accuracy_table(scores: Sequence[Score], language: str) -> str:
    """The sum in a sentence, the files in a table folded away."""
    right, wrong, doubtful = (
        sum(getattr(score, name) for score in scores) for name in ("right", "wrong", "doubtful")
    )
    heads = [_say(key, language) for key in ("file", "dress", "right", "wrong", "doubtful")]
    rows = [
        [score.name, score.what, *(str(n) for n in (score.right, score.wrong, score.doubtful))]
        for score in scores
    ]
    rows.append([_say("all", language, len(scores)), "", str(right), str(wrong), str(doubtful)])
    sentence = _say(
        "summary",
        language,
        _perfect(scores),
        len(scores),
        right,
        right + wrong + doubtful,
        wrong,
        doubtful,
    )
    return (
        f"{sentence}\n\n<details><summary>{_say('each', language)}</summary>\n\n"
        f"{_table(heads, rows, numbers_from=2)}\n\n</details>"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers_from: int) -> str:
    """A Markdown table; columns from ``numbers_from`` on are aligned right."""
    rule = ["---:" if column >= numbers_from else "---" for column in range(len(heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
