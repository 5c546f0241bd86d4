"""The report around its tables: title, six sections and prose, in random wording.

What the prose counts is what the tables count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.grid import Grid, Sheet, tables
from samples.story import Paragraph, Part

if TYPE_CHECKING:
    import random

    from tests.bench.producers.figures import Figures

Block = Paragraph | Grid

_LEADS = (
    "{year}年，{us}认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开促落实、促规范、促服务，"
    "各项工作平稳推进。",
    "{year}年，{us}紧紧围绕中心工作，严格执行政府信息公开各项制度，公开质量进一步提高。",
    "一年来，{us}把政府信息公开作为转变职能、改进作风的重要抓手，压实责任，细化措施，取得新的成效。",
)
_SENTENCES = {
    "主动公开": (
        "通过门户网站、政务新媒体和公告栏及时发布机构职能、财政预决算、重大项目等信息。",
        "重要政策与解读材料同步起草、同步审签、同步发布，方便公众理解和办理。",
        "修订主动公开目录，逐项明确公开内容、时限和责任单位。",
        "围绕教育、医疗、社会救助等群众关心的事项，分类编制办事指引。",
    ),
    "政府信息管理": (
        "严格落实公开属性源头认定，拟公开的文件先审查后发布。",
        "定期清理已公开的文件，及时标注效力状态。",
        "建立信息发布台账，做到全程留痕、有据可查。",
    ),
    "政府信息公开平台建设": (
        "优化信息公开专栏布局，完善站内检索，提高查找效率。",
        "在政务服务大厅和图书馆设立查阅点，安排专人引导服务。",
        "加强政务新媒体管理，及时更新内容，回应群众留言。",
    ),
    "监督保障": (
        "明确分管领导和专职人员，定期研究解决公开工作中的问题。",
        "组织业务培训，开展案例讲评，提升经办人员能力。",
        "将公开工作纳入年度考核，主动接受社会评议，未发生责任追究情形。",
    ),
}
_PROBLEMS = (
    "政策解读形式还不够丰富，针对性有待增强",
    "部分栏目更新不够及时，内容有待充实",
    "经办人员变动较多，业务水平需要进一步提高",
    "公开渠道的宣传力度不够，群众知晓度有待提升",
)
_PLANS = (
    "丰富解读形式，围绕群众关切制作通俗易懂的解读产品",
    "完善栏目巡查制度，明确更新责任和时限",
    "加强业务培训和日常指导，提高规范化水平",
    "拓宽宣传渠道，方便群众查询和获取政府信息",
)
_NOTHING_ELSE = ("无其他需要报告的事项。", "无。", "本年度没有其他需要报告的事项。")
_NUMERALS = "一二三四五"


def tell(figures: Figures, sheet: Sheet, rng: random.Random) -> tuple[Block, ...]:
    """The whole report in reading order."""
    year = figures.year
    headings = [section.heading for section in sheet.form.sections]
    two, three, four = tables(sheet).values()
    return (
        Paragraph(f"{figures.body}\n{year}年政府信息公开工作年度报告", Part.TITLE),
        Paragraph(
            f"根据《中华人民共和国政府信息公开条例》和{sheet.form.notice}要求，"
            f"现公布{figures.body}{year}年政府信息公开工作年度报告。"
            f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        ),
        Paragraph(headings[0], Part.HEADING),
        *_overview(figures, rng),
        Paragraph(headings[1], Part.HEADING),
        two,
        Paragraph(headings[2], Part.HEADING),
        three,
        Paragraph(headings[3], Part.HEADING),
        four,
        Paragraph(headings[4], Part.HEADING),
        *_outlook(rng),
        Paragraph(headings[5], Part.HEADING),
        Paragraph(rng.choice(_NOTHING_ELSE)),
        Paragraph(figures.body, Part.SIGNATURE),
        Paragraph(f"{year + 1}年1月{rng.randint(5, 30)}日", Part.SIGNATURE),
    )


def _overview(figures: Figures, rng: random.Random) -> list[Paragraph]:
    us = rng.choice(("我单位", "本机关", figures.body))
    topics = ["主动公开", "依申请公开", *list(_SENTENCES)[1:]]
    paragraphs = [Paragraph(rng.choice(_LEADS).format(year=figures.year, us=us))]
    for numeral, topic in zip(_NUMERALS, topics, strict=True):
        paragraphs.append(Paragraph(f"（{numeral}）{topic}", Part.SUBHEADING))
        if topic == "依申请公开":
            paragraphs.append(Paragraph(_applications(figures, us)))
            continue
        pool = _SENTENCES[topic]
        chosen = rng.sample(pool, rng.randint(1, len(pool)))
        paragraphs.append(Paragraph("".join(chosen)))
    return paragraphs


def _applications(figures: Figures, us: str) -> str:
    new, carried, handled, forward = map(
        figures.total, ("new_received", "carried_over", "total_handled", "carried_forward")
    )
    reviews = figures.cases("review")
    lawsuits = figures.cases("direct_litigation", "litigation_after_review")
    disputes = (
        f"因政府信息公开引起的行政复议{reviews}件、行政诉讼{lawsuits}件。"
        if reviews or lawsuits
        else "未发生因政府信息公开引起的行政复议、行政诉讼。"
    )
    if not new and not carried:
        return f"{figures.year}年，{us}未收到政府信息公开申请。{disputes}"
    return (
        f"{figures.year}年，{us}新收政府信息公开申请{new}件，上年结转{carried}件，"
        f"办理{handled}件，结转下年度继续办理{forward}件。{disputes}"
    )


def _outlook(rng: random.Random) -> list[Paragraph]:
    count = rng.randint(1, 3)
    ways = ("一是", "二是", "三是")
    problems = zip(ways, rng.sample(_PROBLEMS, count), strict=False)
    plans = zip(ways, rng.sample(_PLANS, count), strict=False)
    return [
        Paragraph(
            "存在的主要问题：" + "；".join(way + problem for way, problem in problems) + "。"
        ),
        Paragraph("改进措施：" + "；".join(way + plan for way, plan in plans) + "。"),
    ]
