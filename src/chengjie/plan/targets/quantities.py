"""Finding what is a quantity in a sentence, and what only looks like one: dates, names, road numbers, ordinals."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files

from chengjie.plan.targets.numerals import ARABIC, CHINESE, number
from chengjie.plan.targets.quantity import Quantity, bounded
from chengjie.plan.targets.special import special

LONGEST = 4000  # characters of a sentence that are read


@cache
def units() -> dict[str, str]:
    """Unit words and their kind, longest first."""
    text = files("chengjie.plan").joinpath("words/target_units.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(io.StringIO(text)), key=lambda row: -len(row["unit"]))
    return {row["unit"]: row["kind"] for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(re.escape(each) for each in units())
    scale = r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦米])"
    per = r"/(?:月|年|日|人|亩|公顷|万元|亿元|平方米|公里|立方米|吨|户|小时|千瓦时|标方|天|次|万人|千人|百人|kWh|km)(?![\u4e00-\u9fff]*率)"
    before = r"(?P<before>(?<![签履节集公契违预])约为?|接近|逼近|近|超过?|逾|不足|仅|(?<!高)达|至少|最多|最高|至多|不?[高低大小少多]于|不超过|[<>≤≥＜＞≈±]=?)?"
    several = r"(?P<several>[多余几])?"
    span = rf"(?:(?P<unit0>%|％|个|家)?(?:[-—–－~～]{{1,2}}|至|到)(?P<upper>{ARABIC}|{CHINESE}))?"
    return re.compile(
        rf"{before}(?P<sign>(?:(?<![\d\u4e00-\u9fff])|(?<=增长|增速|增幅))[-－](?=\d))?(?P<number>{ARABIC}|{CHINESE}){several}{span}(?P<scale>{scale})?(?P<several2>[多余])?"
        rf"(?P<unit>(?:{unit})(?:{per})?)?(?P<after>(?:及|或)?以上|(?:及|或)?以下|以内|之内|左右|上下|(?<=[日天])内(?![\u4e00-\u9fff]))?"
    )


_ALIKE = re.compile(r"与[^，。；]{2,40}相当(?=[，。；]|$)")  # 与居全球第18位的某国大体相当
_STEP = re.compile(r"(?:[十百千万]?亿[元级]?)?(?:台阶|大?关口?|门槛)")
_THRESHOLD = re.compile(  # 收入超10亿元的企业达100家: part of the name of what is counted
    r"(?:以上)?的(?=\d+(?:\.\d+)?[个家户项所])|(?:以上|以下)?的?(?:群体|家庭|人群)|的?[\u4e00-\u9fff]{0,8}(?:企业|项目|园区|产业|集群|乡镇|县|品牌|基地|平台|公司)(?:[（(][^）)]{0,6}[）)])?(?:已|达到?|超过|突破|总数|数量|由|从)*[约近超]?\d"
)
_INVESTMENT = re.compile(r"的?(?:项目)?(?:固定资产|工业|项目|产业)?(?:项目)?投资")  # 500万元以上固定资产投资
_COUNTED_PLACES = {"个县", "个市", "县", "市", "个区", "个镇", "个乡"}
_NOT_OF_PLACES = re.compile(r"[域级城区政情直属]")
_TURNED = re.compile(r"(?:增|提|上升|升|降|下降|缩|减|扩|跃|压|收窄|调整|优化)")
_RATE_OF_SO_MANY = re.compile(  # 33个城市空气质量优良天数比率达到82%
    r"[\u4e00-\u9fff]{3,24}(?<![一-龥]占)(?:比率|比例|比重|浓度|[\u4e00-\u9fff]{2}率)(?:达到?|为|保持|提高|下降|上升|控制)[^，。；\d]{0,6}\d"
)
_SECTORS = re.compile(r"产业(?:结构|比重?|增加值|占比)")  # 三大产业结构: primary, secondary and tertiary
_WHOLE_OF_A_FEW = re.compile(  # 三大先导产业总规模达1.8万亿元: the number is part of the name of what is measured
    r"[\u4e00-\u9fff]{0,12}(?:产业|行业|领域|集群|园区|板块|企业|流域|区域|城市群)[\u4e00-\u9fff（）Ⅰ-Ⅻ]{0,20}?(?:规模|产值|增加值|营业?收入?|投资|产量|税收|利润|销售额|比重|比例)[^，。；\d]{0,10}\d"
)
_MASKS = re.compile(
    r"(?:19|20)\d{2}\s*(?:[-—–－~～至]\s*(?:19|20)?\d{2,4}\s*)?年(?:代|\d{1,2}月(?:\d{1,2}日)?(?:底|末|份)?|底|末|初|度)?前?|\d{1,2}月(?:\d{1,2}日|份|底|末)?"
    r"|[二一][〇零○一二三四五六七八九]{3}年"
    r"|[〔\[（(]\d{4}[〕\]）)]第?\d+号|第?\d+号|No\.?\d+|NO\.?\d+"
    r"|第[一二三四五六七八九十\d]+个(?:突破|超过?|过|达到?)[\d.]+万?亿元?"
    r"|第[一二三四五六七八九十\d]+个[^，。；]{0,16}[百千万]亿[^，。；]{0,6}的"
    r"|第[一二三四五六七八九十\d]+个[^，。；]{0,16}\d[\d.]*[^，。；\d]{0,6}的"
    r"|（[一二三四五、]{1,7}类）|第(?:\d+(?!\d)|[一二三四五六七八九十百]+)(?!位|名)[\u4e00-\u9fff]?"
    r"|[GSXYCT]\d{1,4}(?!Wh)|\d{2,4}(?:、\d{2,4})*(?:和\d{2,4})?(?:号)?(?:国道|省道|县道|线)"
    r"|[2-6]G\b|[2-6]G(?=[\u4e00-\u9fff])|[1-5]A级?|ISO\d+|PM\s?_?\d+(?:\.\d+)?|CO2|COD\d*|[A-Za-z]+-?\d+[A-Za-z]*|\d+[DPVkK]\b"
    r"|(?:世界|国内|中国|全国|全球|民营企业|民企|国内民营企业|三类|财富|中国企业|“三类)[\u4e00-\u9fff]{0,6}?”?\d{2,3}强(?:企业)?|\d{3}强|“\d+强”"
    r"|“[^”]{0,12}?[\d一二三四五六七八九十两][^”]{0,14}?”"
    r"|《[^》]{0,60}》|<[^>]{0,60}>"
    r"|\d+[+＋](?:\d+|[NXn])(?:[+＋](?:\d+|[NXn]))*"
    r"|\d+(?:千伏|伏|吨级|米级|兆瓦级|万吨级|亿级|K|英寸|纳米|微米)"
    r"|五倍子|三七(?!\d)|最后一公里|第一公里|百合|党的[一二三四五六七八九十]+大|[一二三四五六七八九十]+届|[一二三四五六七八九十]+次(?:全体|常务|代表)?(?:会议|全会|大会)|[一二三四五六七八九十]+(?:中|次)全会"
    r"|(?:一|二|三|四|五|两)(?:二|三)+(?:产业?)?|一二三(?:次)?产业?"
    r"|\d{1,2}(?:[-—至~]\d{1,2})?周?岁(?:及?以[上下])(?=的?[\u4e00-\u9fff])"
    r"|(?<![\d.])\d{1,2}年(?:累计|内|间|来|(?=(?:提升|提高|增长|增加|下降)(?![到至])))"
    r"|连续[\d一二三四五六七八九十两]+(?:年|个月|个季度|个季|天)(?:、[\d一二三四五六七八九十两]+(?:年|个月|天))*|[用历]时?了?[\d一二三四五六七八九十两]+(?:年|个月)(?:的?时间)?|(?<=占)[^，。；、\d]{0,8}\d+[个家](?=[^，。；\d]{1,16}的\d[\d.]*%)|八项规定|近[\d一二三四五六七八九十]+年(?=[来新最以])"
    r"|(?:通过|经过|用|再用|力争)[\d一二三四五六七八九十两]+(?:[-—至到]\d+)?年(?=左右|的?(?:建设|努力|时间|发展|奋斗|攻坚|，))|[一二三四五六七八九十两]个(?:着力|坚持|自信|意识|全面|维护|确立|聚焦|确保|统筹|突出|强化|转变|更加|必须|不(?=[\u4e00-\u9fff]))|[一二三四五六七八九十两](?:篇大?文章|件大事)|(?:上述|以上|前述)[\d一二三四五六七八九十]+[项个]|先后\d+次|三大攻坚战|三大战役|(?<=人口)\d+万(?:以上|以下)?的?(?=城市|县|镇)|\d+万(?:以上)?(?:常住|城镇)?人口(?=以上)?的?(?=城市|市县|大市|大县|县)|[一二三四五六七八九十]类会|百姓|千方百计|百花|万众|万物|百强|百年|千年|万里"
)
_IDIOM_UNITS = {
    "大",
    "个",
    "家",
    "件",
    "项",
    "条",
    "类",
    "种",
    "批",
    "次",
    "处",
    "门",
    "段",
    "片",
    "方",
    "部",
    "成",
    "年",
    "日",
    "人",
    "位",
    "名",
    "户",
    "场",
    "市",
    "县",
    "起",
    "对",
    "口",
    "头",
    "村",
    "镇",
    "分",
    "班",
    "列",
    "套",
    "度",
    "座",
    "所",
    "只",
    "支",
    "倍",
    "番",
    "天",
    "级",
}
_AFTER_NUMBER_NAME = re.compile(
    r"(?:[级型代式维元][\u4e00-\u9fff]|化|体|维|色|角|线城|次产业|次元|农|险一金|通一平|网|纵|横|区四|园五|圈一|廊|翼|轴|带一路|核|极)"
)


def masked(text: str) -> str:
    """The sentence with everything that is no quantity blanked out, place for place.

    >>> masked("到2025年，G59")
    '到□□□□□，□□□'
    """
    return _MASKS.sub(lambda found: "□" * len(found[0]), text)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a sentence from left to right, none inside another."""
    hidden = masked(text[:LONGEST])
    found: list[Quantity] = [*special(text, hidden)]
    taken = [(each.start, each.end) for each in found]
    for match in _pattern().finditer(hidden):
        start = match.start("sign") if match["sign"] else match.start("number")
        if any(start < end and match.end() > begin for begin, end in taken):
            continue
        quantity = _plain(match, text)
        if quantity is not None:
            found.append(quantity)
    alike = [each.span() for each in _ALIKE.finditer(text)]
    found = [each for each in found if not any(begin <= each.start < end for begin, end in alike)]
    return tuple(sorted(found, key=lambda each: each.start))


def _is_part_of_a_name(unit: str, scale: str, match: re.Match[str], text: str) -> bool:
    """Whether the number belongs to the name of something: 收入超10亿元的企业, 三大产业结构, 千万吨级."""
    end = match.end()
    if unit.endswith("元") and (
        _THRESHOLD.match(text, end) or (match["after"] == "以上" and _INVESTMENT.match(text, end))
    ):
        return True
    if unit in {"%", "‰", "年"} and text[: match.start("number")].endswith("前"):
        return True
    if unit == "个" and _STEP.match(text, end):
        return True
    if unit == "个" and _RATE_OF_SO_MANY.match(text, end):
        return True
    if unit == "大" and (_WHOLE_OF_A_FEW.match(text, end) or _SECTORS.match(text, end)):
        return True
    return text[end : end + 1] == "级" and bool(scale or unit in {"元", "吨"})


def _plain(match: re.Match[str], text: str) -> Quantity | None:
    unit, scale = match["unit"] or "", match["scale"] or ""
    end = match.end("after") if match["after"] else match.end()
    if unit in _COUNTED_PLACES and not match["after"] and _NOT_OF_PLACES.match(text, end):
        if not unit.startswith("个"):
            return None
        unit, end = "个", end - len(unit) + 1
    if unit == "大" and scale and text.startswith("关", match.end()):  # 突破200万大关
        unit = ""
    if _is_part_of_a_name(unit, scale, match, text):
        return None
    written = match["number"]
    arabic = written[0].isdigit()
    if not arabic and not _is_chinese_quantity(written, scale, unit, match, text):
        return None
    if arabic and not unit and not scale and _is_bare_name(match, text):
        return None
    value = number(written) * (-1 if match["sign"] else 1)
    upper = number(match["upper"]) if match["upper"] else None
    if upper is not None and match["unit0"] and not unit:
        unit = match["unit0"]
    if unit == "年" and (value > 100 or not arabic):
        return None
    if unit == "日" or (unit == "分" and not scale):
        return None
    name = {"％": "%", "个百分点": "百分点"}.get(unit, unit)
    kind = units().get(re.sub(r"/.*", "", unit), "measure") if unit else "bare"
    bound = bounded(match["before"] or "", match["after"] or "")
    if not bound and (match["several"] or match["several2"]):
        bound = "≈"
    start = (
        match.start("before") if match["before"] else match.start("sign") if match["sign"] else match.start("number")
    )
    return Quantity(start, end, kind, value, (scale + name) or None, upper, bound)


def _is_chinese_quantity(written: str, scale: str, unit: str, match: re.Match[str], text: str) -> bool:
    """Chinese numerals stand in a thousand idioms: only with a unit, and 一 only with units that measure."""
    if not unit and not scale:
        return False
    if written in {"一", "百", "千", "十百", "百千"} or written.strip("百千") == "":
        return unit in {"倍", "番", "元", "亩", "公里"} and written == "一"
    if unit in _IDIOM_UNITS:
        following = text[match.end("unit") : match.end("unit") + 2]
        before = text[max(0, match.start("number") - 1) : match.start("number")]
        if before in {"第", "“", "·", "廿", "周", "星"} or _AFTER_NUMBER_NAME.match(
            text[match.end("number") : match.end("number") + 3]
        ):
            return False
        if unit in {"年", "日", "人", "方", "部", "成", "级", "分", "度", "起", "对", "头", "口", "门", "位", "名"}:
            return (
                unit in {"成", "名", "位"}
                and bool(re.fullmatch(r"[一二三四五六七八九十]+", written))
                and (following[:1] in {"以", "左", "，", "。"} or (unit == "成" and bool(match["before"])))
            )
        return not (unit == "大" and following.startswith(("会", "报", "精神", "代")))
    return True


def _is_bare_name(match: re.Match[str], text: str) -> bool:
    """A number without unit is a quantity only where a word of reaching or of degree touches it."""
    before = text[max(0, match.start("number") - 6) : match.start("number")]
    longer = text[max(0, match.start("number") - 30) : match.start("number")]
    if (
        "." in match["number"]
        and re.search(r"[年末期]的(?:\d+\.\d+[、和])*$", longer)
        and text[match.end() : match.end() + 1] in "提上下降增缩减扩升、和，"
    ):
        return False
    following = text[match.end() : match.end() + 1]
    if re.search(r"[从由](?:19|20)\d{2}年的$", longer) and following and following in "提上下降增缩减扩升":
        return False
    if before.endswith(("由", "从")) and _TURNED.match(text, match.end()):
        return False
    reached = re.search(
        r"(?:达到?|为|至|到|从|由|指数|率|系数|比|突破|超过?|于|近|约|下降|提高|增长|分别[^，。；\d]{0,4})[^，。；]{0,2}$",
        before,
    )
    if following and (following.isalpha() and following not in "以左，。；、和及万亿的") and not match["after"]:
        return True
    return not reached and not match["after"] and not match["several"]
