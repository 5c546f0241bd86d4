"""Whose figures a report gives: those of its own body, or of all bodies of a government."""

from __future__ import annotations

import re

from checker.model import Scope

_REGION = r"[省市县区州盟旗]|自治[区州县旗]|开发区|新区"
_WHOLE_REGION = re.compile(rf"全(?:{_REGION})(?!域|面)|辖区内各|所属各(?:部门|单位|乡|镇)")
_PUT_TOGETHER = re.compile(
    rf"汇总[^。]{{0,16}}(?:全(?:{_REGION})|各(?:{_REGION}|镇|乡|街道|部门|单位|有关))"
    rf"|(?:全(?:{_REGION})|各(?:{_REGION}|镇|乡|街道|部门|单位))[^。]{{0,24}}汇总"
    r"|在[^。]{0,30}各(?:乡|镇|街道|部门|单位)[^。]{0,40}年度报告[^。]{0,6}基础上"
)
_OWN_ONLY = re.compile(
    r"含[省市县区州盟旗]?(?:人民)?政府办公?(?:室|厅)"
    r"|政府本级[^。]{0,24}年度报告"
    r"|(?:数据|报告|统计)[^。]{0,12}(?:仅|只)[^。]{0,8}(?:本级|本机关|办公室)"
    r"|不(?:含|包括|包含)[^。]{0,8}(?:所属|下属|下级|各)(?:部门|单位|乡|镇|街道|县|区)"
)
# 本机关不掌握… is the label of a row of 表三, and how an answer is worded.
_OWN = re.compile(
    r"我(?:局|委|办|厅|院|镇|乡|街道|中心|办事处|支队|处)"
    r"|本(?:机关(?!不掌握|未掌握|不存在|未制作|未获取)|单位|局|街道|镇|乡|级(?!政府各))"
)
_GOVERNMENT = re.compile(rf"(?:{_REGION})(?:人民政府|政府)?$|^人民政府$")
A_GOVERNMENT = "人民政府"
"""The name of some government, where only the kind of a body is known."""
_OFFICE = re.compile(r"(?:人民)?政府办公?(?:室|厅)$|政务公开办公?室?$")


def scope_of(body: str | None, text: str) -> Scope | None:
    """The scope that the preamble and the sections, or else the kind of the body, tell.

    A government of a county or above reports for all below it unless it says that the figures
    are its own; any other body for itself. ``text`` is the prose without white space, tables
    left out.
    """
    if body is not None and _OFFICE.search(body):
        # A government's office reports for itself, or puts the government's report together.
        return Scope.AGGREGATED if _PUT_TOGETHER.search(text) else Scope.OWN
    if body is not None and not _GOVERNMENT.search(body):
        return Scope.OWN
    if _OWN_ONLY.search(text):
        return Scope.OWN
    if _PUT_TOGETHER.search(text) or _WHOLE_REGION.search(text):
        return Scope.AGGREGATED
    if _OWN.search(text):
        return Scope.OWN
    return Scope.AGGREGATED if body is not None else None
