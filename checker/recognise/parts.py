"""Which grids are which statutory table; the parts of a table that page breaks cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.recognise.labels import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.recognise.grid_rows import Sheet
    from checker.rulebook.form import Form

# Words of one table's labels that prose and other tables print too.
_COMMON = frozenset(
    {"其他", "总计", "合计", "规章", "总数量", "维持", "纠正", "处罚", "强制", "商业", "公益"}
    | {"行政处罚", "行政强制", "行政许可", "行政许", "行政复议", "信访", "废止", "制发", "尚未"}
    | {"予以公开", "不予公开", "部分公开", "无法提供", "不予处理", "其他处理", "其他处理结果"}
    | {"第三方", "采购项目", "复议后", "直接起诉", "对外公开", "查询事项", "国家秘密", "申请人"}
)
FEWEST_HEADS = 5  # side by side: 表三 has seven, five of them in a row of their own


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that tell the statutory tables apart, by table code."""

    words: Mapping[str, frozenset[str]]
    labels: str
    """All labels and headings of the tables, bare, with a mark between them."""

    @classmethod
    def of(cls, forms: Sequence[Form]) -> Vocabulary:
        """Every word of the forms' labels that only one table prints."""
        words: dict[str, set[str]] = {}
        for form in forms:
            for table in form.tables.values():
                found = words.setdefault(table.code, set())
                items = [*table.rows.values(), *table.columns.values()]
                items += [variant.item for variant in (table.collapsed or {}).values()]
                for item in items:
                    found.update((normal(item.label), *item.core))
                for group in (*table.row_groups.values(), *table.column_groups.values()):
                    found.add(normal(group.label))
                found.update(normal(block.caption) for block in table.blocks)
        in_two = {
            word
            for table in words.values()
            for word in table
            if sum(word in other for other in words.values()) > 1
        }
        return cls(
            {
                code: frozenset(word for word in table if len(word) > 1) - in_two
                for code, table in words.items()
            },
            "|".join(sorted(set().union(*words.values()))),
        )

    def count(self, text: str) -> dict[str, int]:
        """How many words of each table a bare text holds."""
        return {code: sum(word in text for word in words) for code, words in self.words.items()}

    def are_heads(self, line: str) -> bool:
        """Whether a line is that of the heads of many columns, or of pieces of them (结果 结果)."""
        words = line.split()
        return len(words) >= FEWEST_HEADS and all(
            bare in self.labels if (bare := normal(word)) else False for word in words
        )

    def on_page(self, text: str) -> int:
        """How many words that only tables print a page's text holds.

        Figures between the lines of a wrapped label are dropped with the white space.
        """
        bare = normal("".join(char for char in text if not char.isdigit()))
        words = set().union(*self.words.values()) - _COMMON
        return sum(word in bare for word in words if not any(c.isdigit() for c in word))


def parts_of(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> dict[str, list[Sheet]]:
    """The sheets of each table in reading order; sheets of no statutory table are left out.

    A sheet without a word of its own (the figures of 表四 alone on the next page) belongs to
    the table before it when its columns number the same.
    """
    parts: dict[str, list[Sheet]] = {code: [] for code in vocabulary.words}
    last: tuple[str, Sheet] | None = None
    for sheet in sheets:
        counts = vocabulary.count(sheet.words)
        best = max(counts, key=lambda code: counts[code])
        if counts[best]:
            code = best
        elif last is not None and last[1].grid.width == sheet.grid.width and sheet.has_figures:
            code = last[0]
        else:
            continue
        parts[code].append(sheet)
        last = (code, sheet)
    return parts
