"""The main menu: areas of work, and the pages of each. A page names the addresses that belong to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the menu: where it leads, what it is called, and the other addresses under it."""

    address: str
    title: Text
    under: tuple[str, ...] = ()
    only: str = ""
    """Who may open it, where not everybody may: auditors, administrators of people, keepers of terms."""

    def holds(self, here: str) -> bool:
        """Whether an address belongs to it."""
        return here == self.address or here in self.under


@dataclass(frozen=True, slots=True)
class Area:
    """A kind of work and its pages; its own link leads to the first of them."""

    title: Text
    pages: tuple[Page, ...]

    def holds(self, here: str) -> bool:
        """Whether an address belongs to one of its pages."""
        return any(page.holds(here) for page in self.pages)


AREAS = (
    Area(
        Text("总览", "Overview"),
        (
            Page("cockpit", Text("总览", "Overview"), ("goal",)),
        ),
    ),
    Area(
        Text("规划", "Plans"),
        (
            Page("reader-first", Text("读规划", "Read the plans"), ("reader", "findings")),
            Page("uploads", Text("我的规划", "My plans"), ("upload",)),
        ),
    ),
    Area(
        Text("目录", "Catalogue"),
        (
            Page("catalogue", Text("承接目录", "Catalogue"), ("place", "carrier")),
        ),
    ),
    Area(
        Text("招商", "Matching"),
        (
            Page("match", Text("项目找地", "Find a carrier")),
            Page("screenings", Text("企业筛选", "Screen firms"), ("screening", "screening-why")),
            Page("boards", Text("供需对接", "Supply and demand"), ("board", "board-kind", "board-example")),
            Page("kept-matches", Text("我的匹配", "My matches")),
            Page("admission", Text("准入", "Admission"), ("held-cases",)),
            Page("rules", Text("规则", "Rules"), ("rule", "parameters")),
            Page("budgets", Text("指标账", "Ledgers"), ("budget",)),
        ),
    ),
    Area(
        Text("布局", "Placement"),
        (
            Page("placement", Text("布局工作室", "Placement studio"), ("study", "placement-run")),
        ),
    ),
    Area(
        Text("结算", "Settlement"),
        (
            Page("settlement", Text("奖补与分享", "Support and sharing"), ("scheme", "agreement-form", "desk", "desk-agreement")),
            Page("promises", Text("政策兑现", "Promises")),
        ),
    ),
    Area(
        Text("网络", "Networks"),
        (
            Page("access", Text("通达", "Access")),
            Page("chains", Text("产业链", "Chains"), ("chain",)),
            Page("ties", Text("合作", "Ties")),
            Page("flows", Text("投入产出", "Flows")),
        ),
    ),
    Area(
        Text("办理", "Office"),
        (
            Page("work", Text("我的工作", "My work")),
            Page("cases", Text("办件", "Cases"), ("case", "case-choose", "case-begin", "cases-together")),
            Page("ledger", Text("台账", "Ledger")),
            Page("dispatch", Text("调度", "Dispatch"), ("dispatch-figure", "dispatch-round", "round-new")),
            Page("registers", Text("登记", "Registers"), ("register", "record", "record-new", "record-correct", "record-edits", "imports", "import")),
            Page("notices", Text("提醒", "Notices"), ("notice-wishes",)),
            Page("account", Text("我的账户", "My account"), ("factor",)),
            Page("audit", Text("审计", "Audit"), ("proving",), only="audits"),
            Page("retention", Text("保存期限", "Retention"), only="keeps"),
            Page("tokens", Text("接口与令牌", "API and tokens"), ("token", "api-docs", "hooks", "hook")),
            Page("people", Text("人员与授权", "People and rights"), ("person", "invite"), only="administers"),
        ),
    ),
    Area(
        Text("评价", "Evaluation"),
        (
            Page("indices", Text("综合指数", "Indices"), ("index", "index-unit")),
        ),
    ),
    Area(
        Text("资料", "Reference"),
        (
            Page("sources", Text("来源", "Sources")),
            Page("glossary", Text("术语", "Glossary")),
        ),
    ),
)  # fmt: skip


def shown(may: Collection[str]) -> tuple[Area, ...]:
    """The menu of somebody who may do some things: without the pages that only others may open.

    >>> [page.title.en for area in shown({"audits"}) for page in area.pages if page.only]
    ['Audit']
    """
    return tuple(
        Area(area.title, tuple(page for page in area.pages if not page.only or page.only in may)) for area in AREAS
    )


def page_of(here: str) -> Page | None:
    """The page of the menu that an address belongs to.

    >>> page_of("person").address
    'people'
    """
    return next((page for area in AREAS for page in area.pages if page.holds(here)), None)
