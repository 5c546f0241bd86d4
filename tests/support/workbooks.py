"""Workbooks of sample reports, and what people and programs do to them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl

from samples.make_samples import sheet
from samples.recipes import RECIPES
from samples.report_sheet import Placed, Worksheet, laid_out, with_sums, workbook
from samples.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable

GRANTED = "J37"
"""The address of t3.granted.total in the workbook of suqian-2023; its value is 1191."""


@cache
def cells(name: str) -> tuple[Placed, ...]:
    """A sample report typed into one sheet."""
    recipe = next(one for one in RECIPES if one.name == name)
    return tuple(laid_out(tell(sheet(recipe), recipe)))


@cache
def plain(name: str) -> bytes:
    """The workbook, totals of 表三 as formulas with their results."""
    return workbook([Worksheet("年报", with_sums(cells(name)))])


def typed(name: str) -> bytes:
    """The workbook without formulas."""
    return workbook([Worksheet("年报", list(cells(name)))])


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook with its sheet changed by openpyxl, which stores no results."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    change(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts written otherwise."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            part = old.read(one)
            new.writestr(one, change(part) if one == name else part)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def elsewhere(change: Callable[[bytes], bytes], data: bytes) -> bytes:
    """The workbook with its sheet changed, in a folder where no program puts one."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            part = old.read(one).replace(b"worksheets/sheet1.xml", b"odd/sheet1.xml")
            new.writestr(one.replace("worksheets", "odd"), change(part) if one == SHEET else part)
    return stream.getvalue()


def in_utf_16(part: bytes) -> bytes:
    """A part of a package in the other encoding of the standard."""
    _, _, rest = part.decode().rpartition("?>")
    return f'<?xml version="1.0" encoding="UTF-16"?>{rest}'.encode("utf-16")


def in_sheet(data: bytes, old: str, new: str) -> bytes:
    """The workbook with a piece of its first sheet's XML replaced; it must be there."""

    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode(), 1)

    return with_part(data, SHEET, change)


def without_ref(name: str, keep: Callable[[Placed], bool]) -> bytes:
    """The workbook of some of the cells only."""
    return workbook([Worksheet("年报", [one for one in cells(name) if keep(one)])])


def text_as(name: str, written: Callable[[str], str]) -> bytes:
    """The workbook with every figure as a text."""
    return workbook(
        [
            Worksheet(
                "年报",
                [
                    replace(one, text=f"{written(one.text)}") if one.ref else one
                    for one in cells(name)
                ],
            )
        ]
    )
