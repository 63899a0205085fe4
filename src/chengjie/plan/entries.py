"""Rows of catalogues and directories, each cell as printed, with a proposed reading beside it (目录条目)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.claims import Citation, Entry
from chengjie.plan.document import Document, Paragraph, PlanTable

_PREFECTURE = re.compile(r"^(?:市州|市（州）|地市|州市|市|设区市|地级市|城市|地区)$")
_COUNTY = re.compile(r"县|区县|旗|乡镇|街道|行政区|所在地|布局地|地点|区域")
_INDUSTRY = re.compile(r"产业|行业|方向|领域|产品|门类")
_CARRIER = re.compile(r"承载|载体|园区|开发区|基地|平台|集聚区")
_TASK = re.compile(r"项目|任务|工程|举措|措施|事项|指标内容|考评内容|考核内容|建设内容")
_BODY = re.compile(r"责任|牵头|负责|单位|部门|配合")
_DEADLINE = re.compile(r"时限|期限|时间|进度")
_FIGURES = re.compile(r"\d{4}年")
_SPLIT = re.compile(r"[、，,；;\n]|(?<=[\u4e00-\u9fff])(?:及|以及)(?=[\u4e00-\u9fff]{2})")
_LISTED = re.compile(
    r"^(?:(?:——)(?P<layout>[^。，：；（）]{2,30}?)|(?P<name>[^。，：；、（）]{2,24}?))(?:。|：)(?=.*(?:依托|以|沿|重点|发展|打造|建设))"
)
_AREA = re.compile(r"以(?P<area>[^，。；]{2,200}?)(?:等)?为(?:主体|核心区|重点区域|重点区|重点(?=，))")
_ALONG = re.compile(r"(?:^|[。，；])沿(?P<along>[^，。；]{2,80})(?=，)")
_EACH = re.compile(
    r"(?:^|(?<=[；。]))(?P<name>[\u4e00-\u9fff]{2,14}?)(?:重点(?:承接|发展|培育)|围绕发展|主要发展|着力发展|突出发展)(?P<what>[^，。；]{4,200}?)(?:等[^、，。；]{0,8}(?:产业|领域|行业))(?=[，。；]|$)"
)
_NO_INDUSTRY = re.compile(r"(?:示范园|示范区|主体|基础|格局|目标|条件|机制|体系|园区)$|为重点的")
_LEAN = re.compile(
    r"依托(?P<carriers>[^，。；]{2,160}?)(?:等)?(?:园区|产业园区|工业园区|平台|载体|基地)?(?=，|为|，?聚焦|，?重点|，?大力)"
)
_INDUSTRIES = re.compile(
    r"(?:重点(?:承接)?(?:发展|培育|承接|打造|推进|布局)|突出发展|着力建设(?=[^，。；]{4,120}产业链)|着力(?:打造|发展|培育)|主导产业(?:为|：)|大力(?:推进|发展)|做优做强|(?<![\u4e00-\u9fff])发展|积极发展)(?P<what>[^，。；]{2,120}?)(?:等[^、，。；]{0,8}(?:产业|领域|行业)|等|\d+条[^，。；]{0,6}产业链)?(?=，|。|；|$)"
)
_TRADES = re.compile(r"(?<=[\u4e00-\u9fff]{2}业)和(?=[\u4e00-\u9fff]{2,}(?:业|旅游|物流)$)")
_ENDS = re.compile(r"(?:等[^、]{0,10}|[一二三四五六七八九十\d]大产业)$")
_LABEL = re.compile(r"^(?P<label>[^。；，]{4,40})：(?P<names>[^。；：]{1,300})$")
_PLACE_NAME = re.compile(r"(?:省|市|州|县|(?<!园)(?<!新)(?<!开)区)$")
_CARRIER_NAME = re.compile(r"(?:高新区|经开区|开发区|园区|产业园|工业园|集中区|保税区|新区)$")
_CARRIER_SAID = re.compile(r"园|开发区|集中区|高新区|经开区|保税区|集聚区|载体")
_LONGEST_PLACE = 7

_Row = tuple[dict[str, str], dict[str, tuple[str, ...]], str]


def entries(document: Document) -> tuple[Entry, ...]:
    """Every row of every directory of the document, tables first met first; lists in boxes count as directories."""
    found: list[Entry] = []
    boxes = {each.section for each in document.paragraphs if each.kind == "box"}
    for block in document.blocks:
        if isinstance(block, PlanTable):
            found += _rows(document, block)
    for section in sorted(boxes, key=lambda name: int(re.sub(r"\D", "", name) or 0)):
        found += _box(document, section)
    found += _prose(document, boxes)
    return tuple(found)


def is_directory(table: PlanTable) -> bool:
    """Whether a table lists places, carriers, industries or tasks, rather than figures by year."""
    kinds = [_key(title) for title in table.header]
    years = sum(bool(_FIGURES.search(title)) for title in table.header)
    if years > 1:
        return False
    wanted = {"industries", "carriers", "task"} & set(kinds)
    return bool(wanted) and (len(set(kinds)) > 1 or len(table.header) > 1)


def _key(title: str) -> str:
    for key, pattern in (
        ("prefecture", _PREFECTURE), ("carriers", _CARRIER), ("industries", _INDUSTRY), ("county", _COUNTY),
        ("task", _TASK), ("bodies", _BODY), ("deadline", _DEADLINE),
    ):  # fmt: skip
        if pattern.search(title):
            return key
    return title


def _rows(document: Document, table: PlanTable) -> Iterator[Entry]:
    if not is_directory(table):
        return
    headers = _distinct(table.header)
    for number, row in enumerate(table.rows, start=1):
        cells = {header: cell.raw.strip() for header, cell in zip(headers, row, strict=True)}
        if not any(cells.values()):
            continue
        reading: dict[str, tuple[str, ...]] = {}
        for title, cell in zip(table.header, row, strict=True):
            key = _key(title)
            single = key in {"prefecture", "deadline"} or key == title
            parts = (cell.text,) if single else tuple(split(cell.text))
            reading[key] = (*reading.get(key, ()), *(part for part in parts if part))
        first = next(column for column, cell in enumerate(row, start=1) if cell.raw.strip())
        text = row[first - 1].text
        citation = Citation(
            document.name, table.section, table.cell_id(number, first), 0, len(text), text, 0, len(text)
        )
        yield Entry(table.id, number, cells, reading, citation, "table-row")


def _distinct(header: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {}
    names: list[str] = []
    for column, title in enumerate(header, start=1):
        name = title or f"第{column}栏"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return names


def split(text: str) -> list[str]:
    """The names in a cell; what stands in brackets is not split.

    >>> split("新材料、电子信息（芯片、封装），现代农业等")
    ['新材料', '电子信息（芯片、封装）', '现代农业']
    """
    parts, depth, word = [], 0, ""
    for mark in text:
        depth += (mark in "（(") - (mark in "）)")
        if depth <= 0 and mark in "、，,；;\n":
            parts.append(word)
            word = ""
        else:
            word += mark
    trades = (trade for part in (*parts, word) for trade in _TRADES.split(part))
    return [name for trade in trades if (name := _ENDS.sub("", trade.strip(" 。")))]


def _box(document: Document, section: str) -> Iterator[Entry]:
    """The paragraphs of a box that each begin with a place or a label, as rows of a directory."""
    paragraphs = [each for each in document.paragraphs if each.section == section and each.kind == "box"]
    number = 0
    for paragraph in paragraphs:
        row = _placed(paragraph) or _labelled(paragraph)
        if row is None:
            continue
        number += 1
        cells, reading, rule = row
        yield _entry(document, paragraph, section, number, cells, reading, rule)


def _prose(document: Document, boxes: set[str]) -> Iterator[Entry]:
    """Layouts in running text: ——名称。沿…、以…为主体，发展…；X市。重点发展…；甲市重点承接…，乙市重点承接…。"""
    numbers: dict[str, int] = {}
    for paragraph in document.paragraphs:
        if paragraph.section in boxes or paragraph.kind in {"heading", "caption", "front"}:
            continue
        placed = _placed(paragraph)
        for cells, reading, rule in [placed] if placed else _each(paragraph):
            numbers[paragraph.section] = numbers.get(paragraph.section, 0) + 1
            yield _entry(document, paragraph, paragraph.section, numbers[paragraph.section], cells, reading, rule)


def _each(paragraph: Paragraph) -> list[_Row]:
    """Several places or parks of one paragraph with what each goes for: 甲市重点承接A、B等产业；乙市重点承接C等产业."""
    rows: list[_Row] = []
    for found in _EACH.finditer(paragraph.text):
        name = found["name"]
        key = "carriers" if _CARRIER_NAME.search(name) else "prefecture" if _PLACE_NAME.search(name) else ""
        if key:
            cells = {"名称": name, "重点发展": found["what"]}
            rows.append((cells, {key: (name,), "industries": tuple(split(found["what"]))}, "clause-layout"))
    return rows if len(rows) > 1 else []


def _entry(
    document: Document, paragraph: Paragraph, table: str, number: int,
    cells: dict[str, str], reading: dict[str, tuple[str, ...]], rule: str,
) -> Entry:  # fmt: skip
    text = paragraph.text
    citation = Citation(document.name, paragraph.section, paragraph.id, 0, len(text), text, 0, len(text))
    return Entry(table, number, cells, reading, citation, rule, "certain" if rule == "box-place" else "likely")


def _placed(paragraph: Paragraph) -> _Row | None:
    """“X市。依托A、B等园区，重点发展甲、乙等产业。” as name, area, carriers and industries."""
    found = _LISTED.match(paragraph.text)
    if not found:
        return None
    name = found["layout"] or found["name"]
    place = len(name) <= _LONGEST_PLACE and bool(_PLACE_NAME.search(name))
    if not place and not found["layout"]:
        return None
    cells = {"名称": name, **_cells(paragraph, found.end(), place=place)}
    if len(cells) == 1:
        return None
    keys = {"沿线": "along", "范围": "county", "依托": "carriers", "重点发展": "industries"}
    reading: dict[str, tuple[str, ...]] = {"prefecture" if place else "name": (name,)}
    reading |= {keys[title]: tuple(_parts(said)) for title, said in cells.items() if title in keys}
    return cells, reading, "box-place" if paragraph.kind == "box" else "list-layout"


def _cells(paragraph: Paragraph, start: int, *, place: bool) -> dict[str, str]:
    """What a layout says of its roads, its area, the carriers it leans on and its industries; as printed."""
    text = paragraph.text
    lean = _LEAN.search(text)
    carriers = (
        lean["carriers"] if lean and _CARRIER_SAID.search(lean["carriers"] + text[lean.end() : lean.end() + 4]) else ""
    )
    what = [each["what"] for each in _INDUSTRIES.finditer(text, start) if not _NO_INDUSTRY.search(each["what"])]
    said = {
        "沿线": "；".join(each["along"] for each in _ALONG.finditer(text, start - 1)),
        "范围": "；".join(each["area"] for each in _AREA.finditer(text, start)) if not place else "",
        "依托": carriers,
        "重点发展": (what[-1] if place and paragraph.kind == "box" else "；".join(what)) if what else "",
    }
    return {title: words for title, words in said.items() if words}


def _parts(said: str) -> Iterator[str]:
    for each in said.split("；"):
        yield from split(each)


def _labelled(paragraph: Paragraph) -> _Row | None:
    """“创建国家物流枢纽承载城市：怀化、娄底” as label and names."""
    found = _LABEL.match(paragraph.text)
    if not found:
        return None
    cells = {"类别": found["label"], "名单": found["names"]}
    return cells, {"label": (found["label"],), "names": tuple(split(found["names"]))}, "box-label"
