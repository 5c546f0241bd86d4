"""Words in a list by which it ends, is left open, or may hold an item twice."""

from __future__ import annotations

import re

OPEN = re.compile(r"主要|涉及|如|之一|部分为|重点|累计|不含|比如|例如")
ENDS = re.compile(
    r"另外|此外|全年|累计|截至|共发布|共公开|共编|共收|共更新|共推送|并[^存]|同步|内有|内含|含有|包括|包含|分别|另[有外]|同比|同时|还有|[较比]上|[较比]20|共计|合计|总计|其中|占|日均|平均|共有"
    r"|收到|受理|接收|答复|回复|办结|办理(?!结果|情况|类|信息)|增长|下降|减少|增加|未|阅读|浏览|访问|点击|关注(?!热点)|转载量|粉丝"
)
DOING = re.compile(
    r"召开|举办|开展|(?<!社会)组织(?!机构|信息|建设|领导|架构|法)|回应(?!关切)|接待|接受|处理"
    r"|新增|培训|(?:开设|开通|新建)(?!.*(?:信息|类))"
)
"""What else was done, unless it names one of several items: 动态96条、培训信息101条."""
DONE = re.compile(r"(?:(?<!新闻)发布|推送|转载|编发|制作|刊登|上传|审核|印发)(?!类)")
PLATFORM = re.compile(
    r"网(?!上[答访问咨])|微信|公众号|微博|平台|抖音|新媒体|报|电视|广播|公开栏|显示屏|APP|渠道"
)
ENDS_PLAINLY = re.compile(
    r"全年|累计|截至|同比|同时|还有|[较比]上|[较比]20|其中|日均|平均|收到|受理|办结|增长|下降|减少|增加|阅读|浏览|访问|点击|关注|粉丝|另外|此外|。"
)
"""What else begins before a number of the same unit; ; stands between parts that have shares."""
