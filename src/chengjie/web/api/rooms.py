"""The rooms of the API in their order, and what an integrator reads first (分组与总说明)."""

from __future__ import annotations

from collections.abc import Mapping

from chengjie.values import Text

ROOMS: Mapping[str, Text] = {
    "open": Text("公开：规划、匹配、准入、网络、指数", "Open: plans, matching, admission, networks, indices"),
    "plans": Text("我的规划", "One's own plans"),
    "screening": Text("企业筛选", "Screening of firms"),
    "keeping": Text("存档、参数与指标账", "What officers keep: admission, parameters, budgets, matches, boards"),
    "cases": Text("办件", "Cases"),
    "ledger": Text("台账与调度", "Ledger and dispatch"),
    "registers": Text("登记", "Registers"),
    "settlement": Text("结算与兑现", "Settlement and promises"),
    "placement": Text("布局", "Placement"),
    "indices": Text("综合指数：数据表、公布、异议", "Indices: sheets, publications, objections"),
    "account": Text("提醒、视图、替岗、会话", "Notices, views, stand-ins, sessions"),
    "people": Text("人员、授权、令牌", "People, rights, tokens"),
    "audit": Text("核验、全站记录、保存期限", "Proof, record, retention"),
    "hooks": Text("推送", "Web hooks"),
}  # fmt: skip
ABOUT = """与网页同一套函数、同一处权限。The same functions and the same scope as the pages.

- **Authorization**: `Authorization: Bearer chengjie_…`; a token acts in the name of its person, within its scopes (`x-scope` of an operation) and its place. Operations without a scope are open to everybody.
- **Lists** go on after the last row: `next` of one answer is `after` of the next (lists of plans and results: `offset`). Nothing is counted that would cost.
- **Refusals** name every fault at once: `{"refused": [{"code", "where", "message": {"zh", "en"}, "remedy", "said"}]}`; `said` is in the language of `Accept-Language`. 409 says that somebody was faster: read again, then act again.
- **What is unknown is null**, never nought. Exact amounts are strings in decimal writing. What is simulated bears `"simulated": true`. A figure bears `why`: the address that unfolds it.
- **Work in the background** (plans, screenings, runs, proofs) is answered 202; ask for it until its state is final.
- **Web hooks** tell of cases, records, imports, promises and settlements, signed; see `/hooks`.
"""
