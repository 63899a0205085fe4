"""The page on security: what is met of ASVS 5.0 level 2 line by line, from docs/security.csv, with a count by status."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chengjie.values.text import Language

ROOT = Path(__file__).parents[1]
STATUS = {
    "met": ("已做到", "met"), "partly": ("部分做到", "partly met"), "open": ("未做到", "not met"),
    "operator": ("由部署做", "the deployment's part"), "none": ("不适用", "does not apply"),
}  # fmt: skip
CHAPTERS = {
    "1": ("编码与净化", "encoding and injection"), "2": ("核对与业务逻辑", "validation and business logic"), "3": ("浏览器", "browsers"), "4": ("接口与 HTTP", "API and HTTP"),
    "5": ("文件", "files"), "6": ("登录", "signing in"), "7": ("会话", "sessions"), "8": ("权限", "rights"), "9": ("令牌", "tokens"), "10": ("OAuth 与 OIDC", "OAuth and OIDC"),
    "11": ("密码算法", "cryptography"), "12": ("传输", "transport"), "13": ("配置", "configuration"), "14": ("数据保护", "data"), "15": ("构造与依赖", "construction and dependencies"),
    "16": ("日志与出错", "logs and failures"), "17": ("WebRTC", "WebRTC"),
}  # fmt: skip
INTRO = {
    "zh": """# 安全

OWASP ASVS 5.0 第一、二级的每一条在下面有一行：是否适用，怎样做到，哪个测试显示。做不到的照实写。测试一栏只写文件的，是整个文件。条文见 OWASP；这里只写编号和我们的话。

## 限度

| 何处 | 限度 |
|---|---|
| 登录 | 五分钟内：同一名称同一地址错 5 次、同一地址错 20 次、同一名称错 50 次，要等 |
| 会话 | 闲置 2 小时，最长 12 小时，同时 5 个 |
| 上传规划 | 64 MB，读 120 秒，每人 200 份；按内容判定种类；展开大小、件数、页数、单元格、嵌套都有上限 |
| 办件材料 | 32 MB；pdf、ofd、docx、xlsx、pptx、zip、doc、xls、ppt、wps、et、jpg、png、tif、dwg、txt、csv，核对开头的字节；不解开，只作附件发出 |
| 登记导入 | csv、xlsx；先预览，一行有误全不写 |
| 请求 | 正文 1 MB，字段 200 个；各门限速见“办理”和“接口” |
| 耗时的事 | 读规划、筛选企业、布局各另起进程，到时即停；核验全部记录同时一次 |

## 密码算法

| 用途 | 算法 |
|---|---|
| 办件、结算记录的链，锚 | SM3（或 SHA-256） |
| 个人信息的凭记 | SM3 加 128 位盐 |
| 密码 | PBKDF2-SHA256（Django） |
| 令牌、备用码 | SHA-256 摘要；本身 256 位、120 位 |
| 动态口令 | TOTP，HMAC-SHA1，30 秒 |
| 推送签名 | HMAC-SHA256 |
| 会话、表单凭记 | Django 签名（HMAC-SHA256）和随机键 |

## 日志

`log/security.jsonl`（数据文件夹，一行一个 JSON，UTC）：登录成败、口令错误、退出、伪造表单、401 403 405 413 429 5xx、登录者的 404；有何时、何人、来自何处、何方法、何页。不写密码、口令、令牌、个人信息。不进备份，请送到另一台机器。出错的详情写到终端。业务记录（办件、登记、授权、登录、查阅）在数据库里，见“办理 · 审计”。

## 对外往来

数据库（`DATABASE_URL`），邮件服务器（`CHENGJIE_MAIL`），推送订阅的地址（只用 https，不去内网，不跟跳转），设了的统一认证平台。此外不连任何地方；页面不装外来资源。

## 依赖

两个锁文件逐包锁定摘要。`make vulnerabilities` 用 pip-audit 查公布的漏洞，须能上网，查不到时明说并返回 3；不进 `.ci/run`。可被利用的严重漏洞七天内更新，其余三十天内。

## 部署须做

前面放 https（TLS 1.2 以上），设 `CHENGJIE_HTTPS=1`、`CHENGJIE_HOSTS`、`CHENGJIE_PROXIES`；数据文件夹只给运行账户，必要时扫描病毒；备份加密另存；校时；日志外送。
""",
    "en": """# Security

Each requirement of OWASP ASVS 5.0, levels 1 and 2, has a line below: whether it applies, how it is met, and the test that shows it. What is not met is said. Where the column of tests names a file, all of it is meant. For the requirements see OWASP; here stand their numbers and our words.

## Bounds

| where | bound |
|---|---|
| signing in | in five minutes 5 wrong for a name from an address, 20 from an address, 50 for a name: then one waits |
| sessions | 2 idle hours, 12 in all, 5 at once |
| plans | 64 MB, 120 seconds of reading, 200 a person; the kind is told by what is in them; unpacked size, parts, pages, cells, nesting are bounded |
| papers of cases | 32 MB; pdf, ofd, docx, xlsx, pptx, zip, doc, xls, ppt, wps, et, jpg, png, tif, dwg, txt, csv, held against their first bytes; not unpacked, handed out as attachments |
| imports of registers | csv, xlsx; shown first, with one faulty row nothing is written |
| requests | bodies of 1 MB, 200 fields; limits of each door: The office, The API |
| what takes time | reading plans, screening firms and placement each in a process of their own that is stopped in time; one proof of the record at once |

## Cryptography

| for | algorithm |
|---|---|
| chains of cases and settlement, anchors | SM3 (or SHA-256) |
| tokens of personal values | SM3 with 128 bits of salt |
| passwords | PBKDF2-SHA256 (Django) |
| keys of programs, spare codes | SHA-256 of 256 and 120 random bits |
| second factor | TOTP, HMAC-SHA1, 30 seconds |
| signatures of deliveries | HMAC-SHA256 |
| sessions, tokens of forms | Django's signing (HMAC-SHA256) and random keys |

## Logs

`log/security.jsonl` (data folder, one JSON object a line, UTC): sign-ins and failures, wrong codes, signing out, forged forms, 401 403 405 413 429 5xx, 404 of those signed in; when, who, from where, method, page. No passwords, codes, keys or personal values. It is not in backups: send it to another machine. Details of failures go to the terminal. What was done (cases, registers, rights, sign-ins, readings) is on record in the database: The office · Audit.

## What it talks to

The database (`DATABASE_URL`), the mail server (`CHENGJIE_MAIL`), subscribed addresses (https only, never into the own network, no redirects), and the sign-on platform where one is set. Nothing else; pages load nothing from elsewhere.

## Dependencies

Two lock files pin each package by digest. `make vulnerabilities` asks the published lists of flaws by pip-audit; it needs the internet, says so and returns 3 where they cannot be asked, and is not part of `.ci/run`. Grave flaws that can be used are mended in seven days, others in thirty.

## The deployment's part

https in front (TLS 1.2 or newer) with `CHENGJIE_HTTPS=1`, `CHENGJIE_HOSTS`, `CHENGJIE_PROXIES`; the data folder for the account that runs it, scanned for viruses where needed; encrypted backups elsewhere; the clock kept; the log sent away.
""",
}


def rows() -> list[dict[str, str]]:
    """The lines as they were written down."""
    with (ROOT / "docs/security.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def page(language: Language) -> Iterator[str]:
    """The page in a language, line by line."""
    at = 0 if language == "zh" else 1
    found = rows()
    count = Counter(each["status"] for each in found)
    yield from (INTRO[language].rstrip(), "", ("## 逐条", "## Line by line")[at], "")
    yield from (("| 情况 | 条数 |", "| status | lines |")[at], "|---|---|")
    yield from (f"| {words[at]} | {count[name]} |" for name, words in STATUS.items())
    yield f"| {('合计', 'all')[at]} | {len(found)} |"
    for chapter, words in CHAPTERS.items():
        yield from ("", f"### V{chapter} {words[at]}", "")
        yield from (("| 编号 | 情况 | 怎样 | 测试 |", "| id | status | how | test |")[at], "|---|---|---|---|")
        for each in found:
            if each["id"].split(".")[0] == chapter:
                test = f"`{each['test']}`" if each["test"] else ""
                yield f"| {each['id']} | {STATUS[each['status']][at]} | {each[language]} | {test} |"
