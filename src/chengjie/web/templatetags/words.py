"""Words in the reader's language: `{% t "中文" "English" %}` for screen words, `{% say text %}` for words that come from data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.http import QueryDict
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from chengjie.report.codes import CODES
from chengjie.values import Text
from chengjie.values.quantity import unit_title
from chengjie.web import zone

register = template.Library()
_CHINESE = re.compile(
    r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef·“”]*[\u3400-\u9fff][\u3400-\u9fff\u3000-\u303f\uff00-\uffef·“”、，。]*"
)
_WORDS: dict[str, Text] = CODES | {
    "indicator": Text("指标", "indicator"), "place": Text("地区", "place"), "period": Text("时期", "period"), "value": Text("数值", "value"), "unit": Text("单位", "unit"), "role": Text("性质", "role"), "comparator": Text("关系", "comparator"), "goal": Text("目标", "goal"), "deadline": Text("期限", "deadline"), "places": Text("地区", "places"), "bodies": Text("责任单位", "bodies"), "name": Text("名称", "name"), "aliases": Text("别名", "aliases"), "kind": Text("类别", "kind"), "aim": Text("目标", "aim"), "grade": Text("等级", "grade"), "type": Text("类型", "type"), "upper": Text("上限", "upper"), "versus": Text("相比", "versus"), "force": Text("约束", "force"),
    "entry": Text("目录", "entry"), "measure": Text("任务", "measure"), "thing": Text("名称", "thing"), "system": Text("机制", "system"),
    "waiting": Text("等待读取", "waiting"), "reading": Text("正在读取", "reading"), "read": Text("已读取", "read"), "refused": Text("未能读取", "refused"),
    "confirm": Text("确认", "confirmed"), "correct": Text("更正", "corrected"), "reject": Text("剔除", "rejected"),
    "form": Text("填报", "typed in"), "import": Text("导入", "imported"), "undo": Text("撤销导入", "import undone"),
    "accepted": Text("已写入", "written"), "writing": Text("正在写入", "being written"), "undoing": Text("正在撤销", "being undone"), "undone": Text("已撤销", "undone"), "dropped": Text("已放弃", "dropped"),
    "preliminary": Text("初步", "preliminary"), "revised": Text("修订", "revised"), "final": Text("最终", "final"),
    "password": Text("密码", "password"), "one-time-link": Text("一次性链接", "one-time link"), "second-factor": Text("动态口令", "second factor"), "oidc": Text("统一认证", "sign-on platform"),
    "approval": Text("审批", "approvals"), "recognition": Text("认定申报", "recognitions"), "dispatch": Text("调度督办", "dispatch"), "risk": Text("风险", "risks"), "other": Text("其他", "other"),
    "decide": Text("办理", "decided"), "submit": Text("交材料", "handed in"), "promise": Text("承诺补交", "promised"), "supply": Text("补填资料", "supplied"), "open": Text("立案", "opened"),
    "suspend": Text("暂停计时", "suspended"), "resume": Text("恢复计时", "resumed"), "extend": Text("延长时限", "extended"), "delegate": Text("委托", "delegated"),
    "handover": Text("移交", "handed over"), "withdraw": Text("撤回", "withdrawn"), "reverse": Text("撤销决定", "reversed"), "reopen": Text("重新开启", "reopened"), "migrate": Text("转到新版", "migrated"),
    "posting": Text("记账", "posting"), "reversal": Text("冲销", "reversal"), "closing": Text("结清", "closing"), "revenue": Text("收入", "money"),
    "statistic": Text("考核用统计", "statistics for assessment"), "duty": Text("责任", "duties"), "one-off": Text("一次性", "one-off"), "agreement": Text("协议", "agreement"),
    "facts": Text("发生额", "facts"), "claims": Text("申领表", "claims"), "terms": Text("参数", "parameters"),
    "promised": Text("承诺", "promised"), "delivered": Text("兑现", "delivered"), "returned": Text("退回", "returned"), "extended": Text("展期", "extended"),
    "withdrawn": Text("撤回", "withdrawn"), "disputed": Text("争议", "disputed"), "cleared": Text("消除争议", "cleared"),
    "承诺": Text("承诺", "promised"), "兑现": Text("兑现", "delivered"), "退回": Text("退回", "returned"), "展期": Text("展期", "extended"),
    "撤回": Text("撤回", "withdrawn"), "争议": Text("争议", "disputed"), "消除争议": Text("消除争议", "cleared"),
    "经济开发区": Text("经济开发区", "economic development zone"), "物流园区": Text("物流园区", "logistics park"),
    "专业园区": Text("专业园区", "specialised park"), "高新技术产业开发区": Text("高新技术产业开发区", "high-tech industrial zone"),
    "海关特殊监管区域": Text("海关特殊监管区域", "customs zone"), "工业园区": Text("工业园区", "industrial park"),
    "经济技术开发区": Text("经济技术开发区", "economic and technological zone"), "跨省合作区": Text("跨省合作区", "cross-province zone"),
    "农业园区": Text("农业园区", "agricultural park"), "行政区": Text("行政区", "administrative area"),
    "省级": Text("省级", "provincial"), "国家级": Text("国家级", "national"),
    "rail": Text("铁路", "rail"), "line": Text("直线", "straight line"),
    "strong": Text("强", "strong"), "weak": Text("弱", "weak"), "missing": Text("缺", "missing"),
}  # fmt: skip


class Words(template.Node):
    """Screen words of a template in both languages."""

    child_nodelists = ()

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def render(self, context: Context) -> str:
        """Those of the reader."""
        return self.en if context.get("lang") == "en" else self.zh


@register.tag
def t(parser: Parser, token: Token) -> Words:
    """`{% t "中文" "English" %}`: screen words in both languages, side by side in the template and taken as they stand there."""
    _, *said = token.split_contents()
    if len(said) != 2 or any(each[0] not in "\"'" or each[0] != each[-1] for each in said):
        raise template.TemplateSyntaxError(f'{{% t "中文" "English" %}}: {token.contents}')
    return Words(*(str(parser.compile_filter(each).var) for each in said))


class Said(template.Node):
    """Words that come from data, in the reader's language."""

    child_nodelists = ()

    def __init__(self, text: FilterExpression) -> None:
        self.text = text

    def render(self, context: Context) -> str:
        """What the data says, escaped."""
        return conditional_escape(say(self.text.resolve(context), english=context.get("lang") == "en"))


@register.tag("say")
def _say(parser: Parser, token: Token) -> Said:
    """`{% say text %}`: words that come from data."""
    _, said = token.split_contents()
    return Said(parser.compile_filter(said))


def say(text: Any, *, english: bool) -> str | SafeString:  # noqa: ANN401  # words of any kind
    """Words that come from data. In an English page, words that exist in Chinese only are marked as Chinese."""
    if isinstance(text, Text):
        return quoted(text.en) if english else conditional_escape(text.zh)
    if text is None or text == "":
        return "—"
    if isinstance(text, str) and text in _WORDS:
        return conditional_escape(_WORDS[text].en if english else _WORDS[text].zh)
    return _foreign(str(text)) if english and not str(text).isascii() else conditional_escape(str(text))


def _foreign(text: str) -> SafeString | str:
    """A unit by its English name; else a quotation."""
    named = unit_title(text).en
    return zh(text) if named == text else quoted(named)


@register.simple_tag(takes_context=True)
def figure(context: dict[str, Any], value: Any) -> str | SafeString:  # noqa: ANN401  # a number, a verdict or words
    """The value of a trail: numbers with separators, verdicts and words as they are said."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return say(value, english=context.get("lang") == "en") if isinstance(value, str) else number(value)


@register.simple_tag(takes_context=True)
def plain(context: dict[str, Any], text: Any) -> str:  # noqa: ANN401  # words of any kind
    """The same words where no marks can stand: in attributes and titles."""
    if not isinstance(text, Text):
        return str(text)
    return text.en if context.get("lang") == "en" else text.zh


@lru_cache(maxsize=4096)
def quoted(text: str) -> SafeString:
    """English words in which everything Chinese is marked as Chinese."""
    return mark_safe(_CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', escape(text)))  # noqa: S308  # escaped just here


@register.simple_tag(takes_context=True)
def times(context: dict[str, Any], unit: str) -> str | SafeString:
    """A unit behind its number: in English 100 million yuan stands behind a ×, so that two numbers are not read as one."""
    said = say(unit, english=context.get("lang") == "en")
    return f"× {said}" if said[:1].isdigit() else said


@register.simple_tag(takes_context=True)
def plain_unit(context: dict[str, Any], unit: str) -> str:
    """A unit where no marks can stand."""
    return unit_title(unit).say("en" if context.get("lang") == "en" else "zh")


@register.filter
def zh(text: Any) -> SafeString | str:  # noqa: ANN401  # words of any kind
    """A quotation: it stays Chinese, and says so to screen readers."""
    if text in (None, ""):
        return "—"
    said = conditional_escape(text)
    return said if said.isascii() else mark_safe(f'<span lang="zh-CN">{said}</span>')  # noqa: S308  # escaped just here


@register.filter
def places(citations: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Where citations point, each place once with its sentences.

    >>> places([{"section": "2.4", "paragraph": "p42", "text": "甲"}, {"section": "2.4", "paragraph": "p42", "text": "甲"}])
    [('2.4 p42', ['甲'])]
    """
    found: dict[str, dict[str, None]] = {}
    for each in citations:
        texts = found.setdefault(f"{each['section']} {each['paragraph']}".strip(), {})
        if each.get("text"):
            texts[each["text"]] = None
    return [(place, list(texts)) for place, texts in found.items()]


@register.filter
def titled(document: Any) -> Text:  # noqa: ANN401  # a row of documents.csv
    """The title of a plan; its English is that of its source."""
    source = zone.package().sources.get(document["source"])
    return Text(document["title"], source.said.en if source and source.title_en else document["title"])


@register.filter
def ground(verdict: Any) -> Text:  # noqa: ANN401  # whatever cites a source and an article
    """What a verdict stands on: the title of its source, and the article."""
    source = zone.package().sources.get(verdict.source)
    title = source.said if source else Text(verdict.source, verdict.source)
    return Text(*(f"{each} {verdict.article}".strip() for each in (title.zh, title.en)))


@register.filter
def number(value: object) -> str:
    """A number with thin separators and no more digits than were printed; a dash where it is unknown."""
    if value in (None, ""):
        return "—"
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    whole = amount == amount.to_integral_value()
    return f"{amount.to_integral_value():,}" if whole and "." not in str(value) else f"{amount:,f}"


@register.filter
def amount(value: Decimal | None) -> str:
    """An amount of the records, without the noughts that its column adds.

    >>> amount(Decimal("5963.0000")), amount(Decimal("0.5000")), amount(None)
    ('5,963', '0.5', '—')
    """
    return "—" if value is None else f"{value.normalize():,f}"


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """The address of this page with some of its filters changed."""
    given: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            given.pop(key, None)
        else:
            given[key] = str(value)
    return "?" + given.urlencode()


@register.simple_tag(takes_context=True)
def placed(context: dict[str, Any], code: str) -> str | SafeString:
    """What a place is called, by its code."""
    from chengjie.web import zone

    found = zone.places().by_code(code)
    said = Text(found.name, found.en or found.name) if found else code
    return say(said, english=context.get("lang") == "en")


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """A day as it is written everywhere on the site; nothing where there is none.

    >>> day(date(2026, 3, 1)), day(None)
    ('2026-03-01', '')
    """
    return "" if value is None or value == "" else f"{value:%Y-%m-%d}"


@register.filter(expects_localtime=True)
def minute(value: datetime | None) -> str:
    """A time to the minute, as it is written everywhere on the site; nothing where there is none.

    >>> minute(datetime(2026, 3, 1, 9, 5)), minute(None)
    ('2026-03-01 09:05', '')
    """
    return "" if value is None or value == "" else f"{value:%Y-%m-%d %H:%M}"


@register.filter
def get(chosen: dict[str, str] | str, name: str) -> str:
    """One of the filters chosen; nothing where there are none."""
    return chosen if isinstance(chosen, str) else chosen.get(name, "")
