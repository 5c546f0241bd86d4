"""Pictures of a summary are the same for everybody."""

from __future__ import annotations

import matplotlib as mpl

from checker.reporters.print.charts import bars, heat

THEIRS = {"font.size": 31.0, "axes.facecolor": "red", "xtick.color": "blue", "lines.linewidth": 9}


def drawn() -> tuple[object, object]:
    return (
        bars("规则", ["甲", "乙"], [("2023", [1, 2]), ("2022", [3, 0])]),
        heat("地区", ["甲", "乙"], ["一", "二"], [[1, 2], [0, 3]], [3, 3]),
    )


def test_the_settings_of_whoever_draws_them_change_nothing() -> None:
    expected = drawn()
    with mpl.rc_context(THEIRS):
        assert drawn() == expected
        assert mpl.rcParams["font.size"] == THEIRS["font.size"], "they are left as they were"
