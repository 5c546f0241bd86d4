"""Well-made PDFs that are not what the checker reads: a budget, an old report, a blank form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Pdf

from samples.grid import Sheet, tables
from tests.support.factory import figures
from tests.support.paper import Pen, add_page, font, lines, merged_table, save, simple_table

if TYPE_CHECKING:
    from pathlib import Path


def budget(target: Path, source: Path) -> Path:
    """A department's budget: numbers in ruled tables, none of them statutory here."""
    with Pdf.new() as pdf:
        fonts = font(pdf)
        pen = Pen()
        top = lines(pen, 790, 16, ["某县民政局2023年部门预算公开说明"])
        top = lines(pen, top, 11, ["一、部门职责", "二、收支预算总体情况（单位：万元）"])
        top = simple_table(
            pen,
            top - 10,
            (150, 80, 150, 80),
            (
                ("收入项目", "预算数", "支出项目", "预算数"),
                ("一般公共预算拨款", "1280.40", "社会保障和就业支出", "1102.75"),
                ("政府性基金预算拨款", "0", "卫生健康支出", "96.13"),
                ("行政事业性收费", "0", "住房保障支出", "81.52"),
                ("收入总计", "1280.40", "支出总计", "1280.40"),
            ),
        )
        lines(pen, top - 10, 11, ["三、政府采购预算", "四、政府信息公开情况：按规定公开预算。"])
        add_page(pdf, pen, fonts)
        return save(pdf, target)


def old_report(target: Path, source: Path) -> Path:
    """A report of 2018: free chapters and the statistics annex of the time."""
    with Pdf.new() as pdf:
        fonts = font(pdf)
        pen = Pen()
        top = lines(pen, 790, 16, ["某市水务局2018年政府信息公开工作年度报告"])
        lines(
            pen,
            top - 10,
            11,
            [
                "本报告中所列数据的统计期限自2018年1月1日起至2018年12月31日止。",
                "一、概述",
                "二、主动公开政府信息情况",
                "三、依申请公开政府信息办理情况",
                "四、政府信息公开的收费及减免情况",
                "五、因政府信息公开申请行政复议、提起行政诉讼的情况",
                "六、存在的主要问题及改进措施",
                "七、附表",
            ],
        )
        add_page(pdf, pen, fonts)
        pen = Pen()
        top = lines(pen, 790, 12, ["附表  政府信息公开情况统计表（2018年度）"])
        simple_table(
            pen,
            top - 10,
            (260, 60, 100),
            (
                ("统计指标", "单位", "统计数"),
                ("一、主动公开情况", "——", "——"),
                ("主动公开政府信息数", "条", "843"),
                ("其中：主动公开规范性文件数", "条", "4"),
                ("二、回应解读情况", "——", "——"),
                ("三、依申请公开情况", "——", "——"),
                ("（一）收到申请数", "件", "17"),
                ("（二）申请办结数", "件", "17"),
                ("（三）申请答复数", "件", "17"),
                ("1.属于已主动公开范围数", "件", "5"),
                ("2.同意公开答复数", "件", "9"),
                ("3.同意部分公开答复数", "件", "1"),
                ("4.不同意公开答复数", "件", "2"),
                ("四、行政复议数量", "件", "1"),
                ("五、行政诉讼数量", "件", "0"),
            ),
        )
        add_page(pdf, pen, fonts)
        return save(pdf, target)


def blank_form(target: Path, source: Path) -> Path:
    """The form of 2021 as distributed: every label, no figure, no year."""
    filled = figures("suqian-2023")
    sheet = Sheet({**filled, "cells": dict.fromkeys(filled["cells"], "")})
    drawn = tables(sheet)
    headings = [section.heading for section in sheet.form.sections]
    with Pdf.new() as pdf:
        fonts = font(pdf)
        pen = Pen()
        top = lines(pen, 800, 16, ["政府信息公开工作年度报告格式模板"])
        top = lines(pen, top, 11, [headings[0], "（文字描述）", headings[1]])
        merged_table(pen, drawn[2], top - 10)
        add_page(pdf, pen, fonts)
        pen = Pen()
        top = lines(pen, 820, 11, [headings[2], "（该部分以表格形式报告，表格如下：）"])
        merged_table(pen, drawn[3], top - 10, row_height=24)
        add_page(pdf, pen, fonts)
        pen = Pen()
        top = lines(pen, 820, 11, [headings[3]])
        top = merged_table(pen, drawn[4], top - 10)
        lines(pen, top, 11, [headings[4], headings[5], "（收取信息处理费情况在此处报告）"])
        add_page(pdf, pen, fonts)
        return save(pdf, target)
