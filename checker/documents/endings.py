"""Documents that no reader takes, by the ending of their name, so that a folder tells of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.model import FileKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENDINGS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.FIXED_LAYOUT: "ceb cebx sep gd gw xps oxps djvu djv caj epub ps",
        FileKind.WORD: "dot dotx dotm wpt fodt pages uof",
        FileKind.SPREADSHEET: "xlsb ett ods fods numbers",
        FileKind.PRESENTATION: "ppt pptx pps ppsx dps odp",
        FileKind.PICTURE: "jpg jpeg jfif png bmp gif webp heic heif avif jp2",
        FileKind.ARCHIVE: "rar 7z tar gz tgz bz2 xz zst",
    }
)
KINDS: Mapping[str, FileKind] = MappingProxyType(
    {f".{ending}": kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
)
"""The documents that are told when a folder holds them, by the ending of their name."""
