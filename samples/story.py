"""What a report says around its tables: title, period, the six sections, in our own wording.

The counts in the text are taken from the tables, so that a sample contradicts itself only
where its recipe says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samples.grid import Grid, Sheet, tables
from samples.recipes import Recipe, Voice


class Part(StrEnum):
    """The typographic role of a paragraph."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the report."""

    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers that section 一 repeats from the tables (total column), as printed."""

    new: int
    carried: int
    handled: int
    forward: int
    reviews: int
    lawsuits: int

    @classmethod
    def of(cls, sheet: Sheet) -> Counts:
        """The counts of one report; a blank total counts as nothing to tell."""
        return cls(
            new=_number(sheet, "new_received"),
            carried=_number(sheet, "carried_over"),
            handled=_number(sheet, "total_handled"),
            forward=_number(sheet, "carried_forward"),
            reviews=_cases(sheet, "review"),
            lawsuits=_cases(sheet, "direct_litigation") + _cases(sheet, "litigation_after_review"),
        )


def _number(sheet: Sheet, row: str, column: str = "total") -> int:
    printed = sheet.figure(_table_with(sheet, row), row, column)
    return int(printed) if printed.isdigit() else 0


def _table_with(sheet: Sheet, row: str) -> str:
    """The table that a row named in the text stands in."""
    return next(code for code, table in sheet.form.tables.items() if row in table.rows)


def _cases(sheet: Sheet, row: str) -> int:
    """All cases of a group, from its four outcomes: the printed total may be the fault."""
    outcomes = ("upheld", "corrected", "other", "pending")
    return sum(_number(sheet, row, outcome) for outcome in outcomes)


def tell(sheet: Sheet, recipe: Recipe) -> tuple[Paragraph | Grid, ...]:
    """The whole report in reading order: paragraphs, with each table in its section."""
    form = sheet.form
    body, year = str(sheet.figures["body"]), int(sheet.figures["year"])
    headings = {section.number: section.heading for section in form.sections}
    drawn = tables(sheet)
    signed = f"{year + 1}年1月{recipe.signed_day}日"
    return (
        Paragraph(f"{body}\n{year}年政府信息公开工作年度报告", Part.TITLE),
        *_opening(body, year, recipe, form.notice),
        Paragraph(headings[1], Part.HEADING),
        *_overview(sheet, recipe.voice),
        Paragraph(headings[2], Part.HEADING),
        *_left_over(recipe),
        drawn[2],
        Paragraph(headings[3], Part.HEADING),
        *_left_over(recipe),
        drawn[3],
        Paragraph(headings[4], Part.HEADING),
        drawn[4],
        Paragraph(headings[5], Part.HEADING),
        *_outlook(recipe.voice, year),
        Paragraph(headings[6], Part.HEADING),
        *_other_matters(recipe.voice, year),
        Paragraph(body, Part.SIGNATURE),
        Paragraph(signed, Part.SIGNATURE),
    )


def _opening(body: str, year: int, recipe: Recipe, notice: str) -> tuple[Paragraph, ...]:
    start, end = recipe.period or (f"{year}年1月1日", f"{year}年12月31日")
    return (
        Paragraph(
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和"
            f"《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（{notice}）"
            f"要求，现公布{body}{year}年政府信息公开工作年度报告。"
        ),
        Paragraph(
            "全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
            "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
            f"本报告所列数据的统计期限自{start}起至{end}止。"
        ),
    )


def _left_over(recipe: Recipe) -> tuple[Paragraph, ...]:
    """The template's own instruction, forgotten in the published text."""
    if not recipe.template_text_left:
        return ()
    return (Paragraph("（该部分以表格形式报告，表格如下：）", Part.NOTE),)


def _overview(sheet: Sheet, voice: Voice) -> tuple[Paragraph, ...]:
    year = int(sheet.figures["year"])
    counts = Counts.of(sheet)
    lead, active, manage, platform, guard = _TEXTS[voice]
    numbered = (
        ("（一）主动公开情况", active + _documents(sheet)),
        ("（二）依申请公开情况", _applications(counts, voice)),
        ("（三）政府信息管理情况", manage),
        ("（四）政府信息公开平台建设情况", platform),
        ("（五）监督保障情况", guard),
    )
    paragraphs = [Paragraph(lead.format(year=year))]
    for subheading, text in numbered:
        paragraphs.append(Paragraph(subheading, Part.SUBHEADING))
        paragraphs.append(Paragraph(text.format(year=year)))
    return tuple(paragraphs)


def _documents(sheet: Sheet) -> str:
    """The sentence on normative documents, where the form counts them (since 2021)."""
    row, counted = "normative_documents", ("issued", "repealed", "in_force")
    table = sheet.form.tables[_table_with(sheet, row)]
    if not set(counted) <= set(table.columns):
        return ""
    issued, repealed, in_force = (sheet.figure(table.code, row, column) for column in counted)
    return (
        f"{{year}}年，制发行政规范性文件{issued}件，废止{repealed}件，"
        f"年末现行有效{in_force}件，均已统一公开。"
    )


def _applications(counts: Counts, voice: Voice) -> str:
    if counts.new == counts.carried == counts.handled == 0:
        return (
            "完善申请登记、审核、办理、答复和归档各环节的工作台账，公布受理机构、地址和联系电话，"
            f"安排专人值守。{{year}}年，{_US[voice]}未收到政府信息公开申请，"
            "未发生因政府信息公开引起的行政复议、行政诉讼。"
        )
    carried = f"，上年结转{counts.carried}件" if counts.carried else ""
    forward = f"，结转下年度继续办理{counts.forward}件" if counts.forward else ""
    disputes = (
        f"因政府信息公开引起的行政复议{counts.reviews}件、行政诉讼{counts.lawsuits}件。"
        if counts.reviews or counts.lawsuits
        else "未发生因政府信息公开引起的行政复议、行政诉讼。"
    )
    manner = (
        "修订申请办理规程，推行一件一档、全程留痕，疑难申请由法制机构提前介入。"
        if voice is Voice.CITY_NEXT_YEAR
        else "坚持依法规范、便民高效，统一答复文书格式，"
        "办理前主动与申请人沟通，准确把握所需信息，涉及多个部门的申请建立会商机制。"
    )
    return (
        f"{manner}{{year}}年，{_US[voice]}新收政府信息公开申请{counts.new}件{carried}，"
        f"办理{counts.handled}件{forward}，均在法定期限内答复。{disputes}"
    )


_US = {
    Voice.CITY: "全市",
    Voice.CITY_NEXT_YEAR: "全市",
    Voice.DISTRICT: "全区",
    Voice.OFFICE: "本机关",
    Voice.TOWN: "本单位",
}

_TEXTS: dict[Voice, tuple[str, str, str, str, str]] = {
    Voice.CITY_NEXT_YEAR: (
        "{year}年，全市政务公开工作聚焦营商环境和民生保障，以标准化促规范、以数字化提效能，"
        "各项任务按期完成。",
        "更新主动公开标准目录，逐项明确公开内容、时限和责任单位；对涉企优惠政策实行清单管理，"
        "申报条件、办理流程、咨询电话同步上网。财政资金直达基层、城市更新、养老托育等信息按月更新，"
        "接受社会查询。",
        "开展政府文件库数据治理，补录标题、文号、有效性等要素，实现跨部门联查。"
        "新印发文件定密与公开属性一并审定，不公开的逐件说明理由并报备。",
        "完成市级门户网站信息架构调整，统一县区栏目名称和页面样式；整合停更新媒体账号，"
        "市民可在服务大厅自助终端查询和打印公开信息。",
        "市政府常务会议两次专题研究公开工作，开展交叉检查并限期整改。"
        "组织新任经办人员培训班，邀请法官讲解典型案例；工作考核结果向社会公布，"
        "聘请社会监督员参加评议，全年没有因公开不力被追究责任的情况。",
    ),
    Voice.CITY: (
        "{year}年，全市各级行政机关认真执行《条例》，围绕市委、市政府年度重点任务，"
        "把公开透明作为法治政府建设的基本要求，持续拓展公开内容，规范办理程序，"
        "提升服务质量，较好保障了公众的知情权、参与权、表达权和监督权。",
        "坚持以公开为常态、不公开为例外，及时发布政策文件、财政预决算、重大建设项目、"
        "公共资源配置、社会公益事业等信息。重要政策文件与解读材料同步起草、同步审批、同步发布，"
        "图解、问答、短视频等解读方式的比例继续提高。重大行政决策出台前广泛征求意见，"
        "意见收集和采纳情况一并公布。对群众关心的教育、就业、医疗、住房等事项，"
        "分领域编制公开目录，方便企业和群众查找使用。",
        "落实公文公开属性源头认定，公开前依法开展保密审查和个人信息保护审查。"
        "集中公开现行有效的行政规范性文件，定期清理并标注效力状态，做到底数清、状态明、查得到。"
        "完善历史信息移交和归档制度，对错链、断链和内容过期的栏目逐一整改。",
        "以政府网站为第一平台，统筹政务新媒体、政府公报、公开专区等渠道，"
        "优化检索和智能问答功能，推进适老化与无障碍改造。公共图书馆、档案馆和政务服务中心的"
        "查阅点配备专用设备，安排工作人员引导查询，满足不同人群的获取需求。",
        "健全主要领导负责、办公室牵头、各部门协同的工作机制，按季度开展网上监测并通报结果，"
        "把公开工作纳入年度综合考核。举办全市业务培训，采用案例讲评和文书互查的方式提高经办人员能力。"
        "通过问卷和座谈开展社会评议，评议意见逐条反馈。本年度未发生责任追究情形。",
    ),
    Voice.DISTRICT: (
        "{year}年，全区政府信息公开工作紧扣中心任务，按照上级部署要求，完善制度、压实责任、"
        "强化服务，公开的及时性、准确性和规范性进一步提高，各项工作平稳有序开展。",
        "围绕群众关注的重点领域，通过区政府网站和政务新媒体发布规划计划、项目审批、"
        "财政资金、食品安全、乡村振兴等信息，同步做好政策解读与回应关切。"
        "修订基层政务公开标准目录，理清公开主体、时限和渠道，统一栏目设置。",
        "严格执行信息发布分级审核制度，落实先审后发要求，对拟公开的文件逐件登记。"
        "按季度清理失效文件，更新效力标注，确保公众查到的文件真实有效。"
        "加强对镇街信息员的日常指导，减少重复报送和错发漏发。",
        "推进区政府网站集约化管理，关停更新不及时、关注度低的账号，"
        "优化信息公开专栏布局，完善站内检索。在政务服务大厅、镇街便民服务中心设立公开查阅点，"
        "提供资料查询、打印等服务。",
        "区政府办公室配备专职人员负责日常工作，全年组织业务培训和座谈交流，"
        "定期通报网站与新媒体检查情况，督促整改问题。公开工作纳入综合考核，"
        "主动接受社会评议，未发生因公开不当被追究责任的情况。",
    ),
    Voice.OFFICE: (
        "{year}年，本机关按照《条例》规定和上级工作要求，健全工作机制，突出重点领域，"
        "规范申请办理，强化平台建设，推动政府信息公开工作取得新的进展。",
        "通过门户网站和政府公报公开规章、规范性文件和其他政策文件，及时发布机构职能、"
        "人事任免、预算决算等信息，更新政府信息公开指南和目录。重要会议议定事项和政策文件"
        "在规定时限内公布，并配套发布解读材料，方便公众理解政策内容和办理要求。",
        "严格公文公开属性认定，对不予公开的公文逐件说明理由。规范文件公开格式，"
        "统一提供可下载、可检索的文本。建立依申请公开转主动公开机制，"
        "对多人申请的同类信息进行评估，条件具备的及时主动公开。",
        "完善门户网站信息公开专栏，优化申请受理页面，增加办理进度查询功能。"
        "继续办好政府公报，向公共图书馆、档案馆、社区事务受理点免费发放，扩大覆盖面。",
        "建立定期会商和培训制度，对新进人员开展专题辅导。"
        "结合日常抽查与年度评估，查找薄弱环节并限期整改。认真办理社会公众的意见建议，"
        "不断提升公开工作的规范化水平。",
    ),
    Voice.TOWN: (
        "{year}年，本单位认真学习贯彻《条例》，加强组织领导，明确专人负责，"
        "结合基层实际推进政府信息公开，各项工作有序开展。",
        "通过政府网站、公示栏、村（社区）宣传栏等渠道，及时公开惠民政策、资金发放、"
        "工程建设、民生服务等信息，重点公开群众办事所需的条件、材料和流程。"
        "定期检查公示内容，对到期和变更的信息及时更换。",
        "指定专人收集、整理和保管政府信息，信息发布前由分管负责人审核，"
        "涉及个人隐私的内容作去标识化处理，确保信息准确、安全。",
        "依托上级政府网站的公开专栏发布信息，在便民服务大厅设置查阅点和意见箱，"
        "由窗口人员协助老年群众查询、打印所需材料。",
        "把政府信息公开列入年度工作计划，召开专题会议研究部署，开展业务学习，"
        "接受群众监督。本年度未收到公开工作方面的投诉举报。",
    ),
}


def _outlook(voice: Voice, year: int) -> tuple[Paragraph, ...]:
    if voice is Voice.CITY_NEXT_YEAR:
        return (
            Paragraph(
                f"对照群众需求，{year}年仍有不足：少数单位主动公开目录调整滞后，"
                "县乡两级经办人员变动较多、业务不熟，数据开放与政策公开衔接不紧。"
            ),
            Paragraph(
                "明年着力三件事：按事项逐条核对公开目录并限期补齐；建立市县结对带教，"
                "经办人员上岗前完成实务测试；把政策文件中的办事条件转为可检索的条目，"
                "方便企业和群众按需查找。"
            ),
        )
    wide = voice in {Voice.CITY, Voice.DISTRICT}
    problems = (
        f"{year}年，{_US[voice]}政府信息公开工作虽有进步，但与公众期待相比仍有差距："
        "一是政策解读的针对性有待增强，面向特定人群的解读材料偏少；"
        "二是申请办理的规范化水平不够均衡，部分文书说理不充分；"
        "三是公开栏目的更新维护还不够及时。"
    )
    plans = (
        "下一步，将重点做好以下工作：一是围绕民生热点制作通俗易懂的解读产品，"
        "丰富解读形式；二是加强典型案例学习和文书评查，提高答复质量；"
        "三是完善栏目巡查制度，明确更新责任和时限，发现问题即时整改。"
    )
    closing = "同时，指导各部门、各乡镇（街道）同步改进，推动整体水平提升。" if wide else ""
    return Paragraph(problems), Paragraph(plans + closing)


def _other_matters(voice: Voice, year: int) -> tuple[Paragraph, ...]:
    if voice is Voice.OFFICE:
        return (Paragraph("无其他需要报告的事项。"),)
    return (
        Paragraph(
            f"{year}年，{_US[voice]}严格执行政府信息公开信息处理费管理有关规定，"
            "未收取信息处理费。除以上内容外，没有其他需要报告的事项。"
        ),
    )
