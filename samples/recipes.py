"""How each sample is made: by which program, in which dress, and with which fault in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Route(StrEnum):
    """The program that prints the PDF, or none."""

    CHROMIUM = "chromium"
    LIBREOFFICE = "libreoffice"
    SHEET = "sheet"  # not printed: typed into a spreadsheet
    WORD = "word"  # not printed: the word processor's own file, as it is before publication
    PAGE = "page"  # not printed: the web page itself, as published
    OFD = "ofd"  # written page by page as OFD, in the fonts of another sample


class Voice(StrEnum):
    """Who speaks in the text around the tables."""

    CITY = "city"
    CITY_NEXT_YEAR = "city-next-year"  # the same city a year on: nothing copied from last year
    DISTRICT = "district"
    OFFICE = "office"
    TOWN = "town"


class Dress(StrEnum):
    """How the report looks."""

    PLAIN = "plain"  # black rules, no colour
    BLUE = "blue"  # shaded captions, as word processors' table styles have them
    WEB = "web"  # grey rules and shaded headers, printed from a government web page


@dataclass(frozen=True, slots=True)
class Recipe:
    """One sample: ``samples/<folder>/<name>.pdf`` (or as ``file`` says), of its figures.

    The figures stand in ``samples/figures/<name>.yaml``.

    Faults in numbers and rows are in the figures themselves; the faults here are the ones
    that figures cannot say. ``labels`` are misprints by ``table.code``, ``period`` is a
    statistical period other than the report year, ``template_text_left`` keeps an
    instruction of the template in the text. ``repeat_head`` repeats table headers on each
    page; ``halves`` draws two-column blocks of 表二 as equal halves.
    """

    name: str
    folder: str
    route: Route
    voice: Voice
    dress: Dress = Dress.PLAIN
    labels: Mapping[str, str] = field(default_factory=dict)
    period: tuple[str, str] | None = None
    template_text_left: bool = False
    repeat_head: bool = False
    halves: bool = False
    signed_day: int = 20

    @property
    def file(self) -> str:
        """Its file, from the folder of the samples."""
        endings = {Route.SHEET: "xlsx", Route.WORD: "docx", Route.PAGE: "html", Route.OFD: "ofd"}
        suffix = endings.get(self.route, "pdf")
        return f"{self.folder}/{self.name}.{suffix}"


RECIPES = (
    Recipe("suqian-2023", "ok", Route.CHROMIUM, Voice.CITY),
    Recipe(
        "suqian-2024", "ok", Route.LIBREOFFICE, Voice.CITY_NEXT_YEAR, Dress.BLUE, repeat_head=True
    ),
    Recipe("xuefu-2020", "ok", Route.CHROMIUM, Voice.TOWN, Dress.WEB),
    Recipe(
        "hongze-2023",
        "bad",
        Route.LIBREOFFICE,
        Voice.DISTRICT,
        Dress.BLUE,
        labels={"t3.denied_law_forbids": "2.其他法律行政止公开"},
        signed_day=26,
    ),
    Recipe(
        "shanghai-office-2019",
        "bad",
        Route.CHROMIUM,
        Voice.OFFICE,
        Dress.WEB,
        labels={"t2.amount_10k_yuan": "采购总金额"},
        halves=True,
    ),
    Recipe("yanghe-2025", "bad", Route.CHROMIUM, Voice.TOWN, Dress.PLAIN, signed_day=15),
    # Planted faults in the reports of bodies that do not exist.
    Recipe("old-form-2022", "bad", Route.LIBREOFFICE, Voice.TOWN, Dress.PLAIN),
    Recipe(
        "missing-row-2024",
        "bad",
        Route.CHROMIUM,
        Voice.TOWN,
        Dress.PLAIN,
        template_text_left=True,
    ),
    Recipe(
        "wrong-sum-2023",
        "bad",
        Route.LIBREOFFICE,
        Voice.DISTRICT,
        Dress.PLAIN,
        period=("2022年1月1日", "2022年12月31日"),
    ),
    Recipe("draft-2024", "bad", Route.SHEET, Voice.CITY_NEXT_YEAR),
    Recipe("draft-2023", "bad", Route.WORD, Voice.CITY, Dress.BLUE),
    # Published from draft-2023: in order by itself, and not what the draft says.
    Recipe("published-2023", "ok", Route.PAGE, Voice.CITY, Dress.WEB),
    Recipe("official-copy-2022", "bad", Route.OFD, Voice.CITY, signed_day=18),
)
