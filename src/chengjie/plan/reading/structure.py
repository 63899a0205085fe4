"""Paragraphs and tables under their headings: the tree of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from chengjie.plan.document import Block, Document, Paragraph, ParagraphKind, PlanTable, Section
from chengjie.plan.reading import front, grid, numbering
from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable
from chengjie.plan.reading.repair import joined, repair

_BOX = re.compile(r"^(?:专栏|专\s*栏|方框|Box)\s*([0-9一二三四五六七八九十]+)[ 　:：、]*(.*)$")
_ANNEX = re.compile(r"^附(?:件|录|表)\s*([0-9一二三四五六七八九十]*)\s*[:：]?\s*(.{0,60})$")
_ANNEX_LIST = re.compile(r"^附件[:：]\s*1[.．、]|^附件[:：]?$")
_CAPTION = re.compile(r"^(?:表|续表|附表)\s*[0-9一二三四五六七八九十]+(?:[-—.]\d+)?[ 　:：]*.{0,60}$")
_TURN = re.compile(
    r"^(?:(?:过去(?:[一五]年|的?20\d\d年)?|(?:20\d\d年[和及、])?“?十[一二三四五六]?五”?(?:时期|期间|规划)?|20\d\d年(?:[和及、]“?十[一二三四五六]五”?(?:时期|期间)?)?|[今未][后来]五年|今年|下一步)"
    r"[\u4e00-\u9fff和及、“”]{0,20}?)?(?:工作回顾|工作总结|发展回顾|主要成就|发展成就|目标任务|主要目标|预期目标|总体要求和?(?:主要|目标|任务|预期|发展)*|重点任务|重点工作|工作安排|工作重点|工作部署|主要工作|工作打算)$"
)  # a heading of a report without a number
_UNIT = re.compile(r"^[（(]?(?:计量)?单位\s*[:：]\s*(.{1,30}?)[）)]?$")
_NUMBERED = {"part", "chapter", "article", "box", "annex"}
_ORDER = ("part", "chapter", "article", "han", "bracketed-han", "digit", "dotted", "bracketed-digit")
_LONGEST_HEADING = 60
_HEAD, _FIRST = 40, 8  # paragraphs that may say who issued what; blocks among which a table may


@dataclass
class _Tree:
    """The document while it grows: open headings by kind, blocks so far, counters of ids."""

    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    open: list[tuple[str, Section]] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    taken: set[str] = field(default_factory=set)
    strays: frozenset[str] = frozenset()

    @property
    def follows_annex_list(self) -> bool:
        """Whether the last paragraph began the list of annexes (附件：1.…)."""
        last = self.blocks[-1] if self.blocks else None
        return isinstance(last, Paragraph) and bool(_ANNEX_LIST.match(last.text))

    @property
    def here(self) -> str:
        return self.open[-1][1].id if self.open else ""

    def enter(self, kind: str, own: str, title: str, *, depth: int | None = None) -> Section:
        """Open a section under the nearest open one of a higher kind."""
        rank = _rank(kind) if depth is None else depth
        while self.open and (_rank(self.open[-1][0]) if depth is None else self.open[-1][1].level) >= rank:
            self.open.pop()
        parent = self.here
        name = own if kind in {"box", "annex"} or not parent else f"{parent}.{own}"
        while name in self.taken:
            name += "'"
        self.taken.add(name)
        section = Section(name, len(self.open) + 1, title, parent)
        self.sections.append(section)
        self.open.append((kind, section))
        return section

    def add(self, raw: RawParagraph, kind: ParagraphKind, text: str) -> None:
        self.paragraphs += 1
        self.blocks.append(Paragraph(f"p{self.paragraphs}", self.here, kind, text, raw.text, raw.line, raw.page))


def _rank(kind: str) -> float:
    return (
        -1
        if kind == "annex"
        else _ORDER.index("han") - 0.5
        if kind == "turn"
        else len(_ORDER)
        if kind in {"box", "run-in"}
        else _ORDER.index(kind)
    )


def build(raw: Iterable[RawBlock], *, name: str, digest: str, form: str, dropped: tuple[str, ...] = ()) -> Document:
    """The document tree of the blocks."""
    blocks = list(raw)
    texts = [repair(_one_line(each.text)) for each in blocks if isinstance(each, RawParagraph)]
    about = front.front([*texts[:_HEAD], *_told_in_tables(blocks)], name=name)
    tree = _Tree(strays=_strays(blocks))
    for place, block in enumerate(blocks):
        if isinstance(block, RawTable):
            _table(tree, block, blocks[max(0, place - 3) : place])
        else:
            _paragraph(tree, block)
    return Document(
        name, digest, form, about.title, about.issue_number, about.issuer, about.issued,
        tuple(tree.sections), tuple(tree.blocks), dropped,
    )  # fmt: skip


def _told_in_tables(blocks: list[RawBlock]) -> list[str]:
    """The cells of a table at the very head: who issued what when, as the pages of governments print it."""
    first = (block for block in blocks[:_FIRST] if isinstance(block, RawTable) and max(map(len, block.rows)) > 1)
    return [repair(cell) for table in first for row in table.rows[:_FIRST] for cell in row if cell][: 60 - _HEAD]


def _strays(blocks: list[RawBlock]) -> frozenset[str]:
    """Paragraphs that begin with a figure like a dotted number that no heading before them leads up to."""
    texts = [repair(_one_line(each.text)) for each in blocks if isinstance(each, RawParagraph)]
    return frozenset(texts[place] for place in numbering.strays(texts))


def _one_line(text: str) -> str:
    return joined(text.split("\n"))


def _paragraph(tree: _Tree, raw: RawParagraph) -> None:
    text = repair(_one_line(raw.text))
    if not text:
        return
    box, annex = _BOX.match(text), _ANNEX.match(text)
    if box and len(text) < _LONGEST_HEADING:
        tree.enter("box", f"B{numbering.value(box[1])}", text)
        tree.add(raw, "heading", text)
    elif annex and (annex[1] or not annex[2]):
        tree.enter("annex", f"A{numbering.value(annex[1]) if annex[1] else 1}", text)
        tree.add(raw, "heading", text)
    elif _TURN.match(text) and tree.paragraphs and not any(kind in _NUMBERED for kind, _ in tree.open):
        tree.enter("turn", f"T{len(tree.sections) + 1}", text)
        tree.add(raw, "heading", text)
    else:
        _numbered(tree, raw, text)


def _numbered(tree: _Tree, raw: RawParagraph, text: str) -> None:
    number = numbering.number_of(text)
    if number is None or text in tree.strays or (number.kind == "digit" and tree.follows_annex_list):
        in_box = bool(tree.open) and tree.open[-1][0] == "box"
        tree.add(raw, _kind(tree, text, in_box=in_box), text)
        return
    title, run_in = _heading(text[number.end :])
    if title is None:
        tree.add(raw, "prose", text)
        return
    if number.kind == "dotted":
        _dotted(tree, number, title)
    else:
        tree.enter(number.kind, str(number.path[-1]), title)
    tree.add(raw, "prose" if run_in else "heading", text)


def _dotted(tree: _Tree, number: numbering.Number, title: str) -> None:
    """1.2 and 1.2.3 name their own depth: they hang under the chapter, whatever it is called."""
    chapters = sum(kind in {"part", "chapter", "article", "han"} for kind, _ in tree.open)
    depth = max(chapters, 1) + len(number.path) - 1
    tree.enter("dotted", str(number.path[-1]), title, depth=depth)


def _heading(words: str) -> tuple[str | None, bool]:
    """The title in a numbered paragraph and whether text runs on behind it; None where it is an ordinary list item."""
    bare = words.strip()
    if not bare:
        return None, False
    if len(bare) <= _LONGEST_HEADING and "。" not in bare.rstrip("。") and not bare.endswith(("；", "，", "：")):
        return bare.rstrip("。"), False
    run_in = re.match(r"^([^。；：]{2,40})[。：]", bare)
    return (run_in[1], True) if run_in else (bare[:24], True)


def _kind(tree: _Tree, text: str, *, in_box: bool) -> ParagraphKind:
    if _CAPTION.match(text) or _UNIT.match(text):
        return "caption"
    if in_box:
        return "box"
    return "prose" if tree.sections else "front"


def _table(tree: _Tree, table: RawTable, before: list[RawBlock]) -> None:
    first = repair(table.rows[0][0]) if table.rows and table.rows[0] else ""
    if all(len(row) <= 1 for row in table.rows):
        _box(tree, table, first)
        return
    caption, unit = _caption(before)
    box = _BOX.match(first)
    if box and sum(bool(cell) for cell in table.rows[0]) == 1:
        tree.enter("box", f"B{numbering.value(box[1])}", first)
        table = RawTable(table.rows[1:], table.line, table.page)
        caption = first
    tree.tables += 1
    built: PlanTable = grid.build(table, number=tree.tables, section=tree.here, caption=caption, unit=unit)
    tree.blocks.append(built)


def _box(tree: _Tree, table: RawTable, first: str) -> None:
    found = _BOX.match(first)
    paragraphs = [RawParagraph(row[0], table.line, table.page) for row in table.rows if row]
    if found:
        tree.enter("box", f"B{numbering.value(found[1])}", first)
    for place, raw in enumerate((*paragraphs, *table.after)):
        text = repair(_one_line(raw.text))
        if text:
            tree.add(raw, "heading" if found and place == 0 else "box" if found else "note", text)
    if found:
        tree.open.pop()


def _caption(before: list[RawBlock]) -> tuple[str, str]:
    caption, unit = "", ""
    for block in reversed(before):
        if isinstance(block, RawTable):
            break
        text = repair(_one_line(block.text))
        if found := _UNIT.match(text):
            unit = found[1]
        elif _CAPTION.match(text) or (len(text) < 50 and not text.endswith(("。", "；", "："))):
            caption = text
            break
        else:
            break
    return caption, unit
