"""The typst door: a template beside this module and plain data to PDF bytes.

Everything a report says goes in as JSON and is set as text, never as markup; templates import
no package, so nothing is fetched. The same data and fonts give the same bytes.
"""

from __future__ import annotations

import json
import re
import tempfile
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.i18n import translate
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

SERIF = (
    "FZShuSong-Z01", "SimSun", "STSong", "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC",
    "Noto Serif SC", "AR PL SungtiL GB", "AR PL UMing CN",
)  # fmt: skip
SANS = (
    "FZHei-B01", "SimHei", "STHeiti", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC",
    "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)  # fmt: skip
TITLE = ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "STZhongsong", "华文中宋", "方正小标宋简体")
_LONG_RUN = re.compile(r"[!-~]{25,}")
_BREAK_EVERY = 12
_MOST = 1500
"""Characters of one field that a printed page takes; what is cut off ends in an ellipsis."""


def typeset(
    template: str,
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    *,
    font: str | None,
    lang: str,
) -> bytes:
    """The PDF that a template makes of data and files (pictures, attachments).

    ``font`` is a font file to be used before all others. ``CheckerError`` when no Chinese font
    is found, the font file is none, or typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise CheckerError(translate("printing.no-library", lang, library="typst")) from error
    fonts, families = _fonts(font, lang)
    with tempfile.TemporaryDirectory(prefix="checker-") as name:
        folder = Path(name)
        source = resources.files("checker.reporters.print").joinpath("templates", template)
        (folder / template).write_bytes(source.read_bytes())
        (folder / "data.json").write_text(
            json.dumps({**data, "fonts": families}, ensure_ascii=False), "utf-8"
        )
        for file, content in files.items():
            (folder / file).write_bytes(content)
        pdf = typst.compile(
            folder / template,
            root=folder,
            font_paths=fonts,
            # Nothing is fetched: packages would be looked for in an empty folder.
            package_path=folder,
            package_cache_path=folder,
            # No clock: the same list is the same file.
            timestamp=0,
        )
    assert isinstance(pdf, bytes)
    return pdf


def printable(text: str) -> str:
    """Text that a narrow column can break and a page can hold, with nothing that steers."""
    safe = inert(text)
    if len(safe) > _MOST:
        safe = safe[:_MOST] + "…"
    return _LONG_RUN.sub(
        lambda run: "\u200b".join(
            run[0][at : at + _BREAK_EVERY] for at in range(0, len(run[0]), _BREAK_EVERY)
        ),
        safe,
    )


@lru_cache(maxsize=4)
def _fonts(font: str | None, lang: str) -> tuple[Any, Mapping[str, list[str]]]:
    """The fonts to use, and the families for text, headings and the title, best first."""
    from typst import Fonts

    own = _families_of(font, lang) if font is not None else []
    found = Fonts(
        # typst's own fonts have no Chinese characters.
        include_embedded_fonts=False,
        font_paths=[Path(font).resolve().parent] if font is not None else [],
    )
    there = set(found.families())
    serif = [name for name in SERIF if name in there]
    sans = [name for name in SANS if name in there]
    title = [name for name in TITLE if name in there]
    if not (own or serif or sans):
        raise CheckerError(translate("printing.no-font", lang))
    return found, {
        "text": own + serif + sans,
        "heading": own + sans + serif,
        "title": own + title + serif + sans,
    }


def _families_of(font: str, lang: str) -> list[str]:
    """The families in one font file."""
    from typst import Fonts

    path = Path(font)
    families: list[str] = []
    if path.is_file():
        with tempfile.TemporaryDirectory(prefix="checker-") as folder:
            (Path(folder) / f"font{path.suffix}").write_bytes(path.read_bytes())
            alone = Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(folder)]
            )
            families = sorted(alone.families(), key=lambda name: ("SC" not in name, name))
    if not families:
        raise CheckerError(translate("printing.bad-font", lang, path=font))
    return families
