"""The colours of a workbook's theme, which cells name by number (ECMA-376-1, 20.1.6.2)."""

from __future__ import annotations

import colorsys
from xml.etree import ElementTree

_ORDER = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
"""As cells count them: ground before ink, unlike the theme's own order."""
_GROUND_AND_INK = ("FFFFFF", "000000")  # of every theme of Office, where the workbook has none


def theme_colours(theme: bytes | None) -> tuple[str | None, ...]:
    """``RRGGBB`` by number; ``None`` for a colour that the theme does not tell."""
    if not theme:
        return _GROUND_AND_INK
    told: dict[str, str | None] = {}
    for one in ElementTree.fromstring(theme).iter():  # noqa: S314 - no types: see package.py
        name = str(one.tag).rpartition("}")[2]
        if name in _ORDER and len(one) and name not in told:
            told[name] = one[0].get("lastClr") or one[0].get("val")
    return tuple(told.get(name) for name in _ORDER)


def tinted(colour: str, tint: float) -> str:
    """A colour made paler (``tint`` above 0) or darker, as a share of its lightness (18.8.19)."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, strength = colorsys.rgb_to_hls(red, green, blue)
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), strength)
    return "".join(f"{round(part * 255):02X}" for part in parts)
