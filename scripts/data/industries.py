"""GB/T 4754-2017 as zones/china/industries.csv: code, name, level, parent; sections and divisions in English too.

    python scripts/data/industries.py ../shared/data

The transcription that we read cuts some names off; REPAIRED gives them whole. Its explanations are not carried over.
"""

from __future__ import annotations

import writing

LEVELS = {"门类": "section", "大类": "division", "中类": "group", "小类": "class"}
REPAIRED = {
    "15": "酒、饮料和精制茶制造业",
    "194": "羽毛（绒）加工及制品制造",
    "2541": "生物质液体燃料生产",
    "306": "玻璃纤维和玻璃纤维增强塑料制品制造",
    "3531": "食品、酒、饮料及茶生产专用设备制造",
    "354": "印刷、制药、日化及日用品生产专用设备制造",
    "3546": "玻璃、陶瓷和搪瓷制品生产专用设备制造",
    "3552": "皮革、毛皮及其制品加工专用设备制造",
    "3583": "医疗实验室及医用消毒设备和器具制造",
    "359": "环保、邮政、社会公共服务及其他专用设备制造",
    "37": "铁路、船舶、航空航天和其他运输设备制造业",
    "3939": "应用电视设备及其他广播电视设备制造",
    "4023": "导航、测绘、气象及海洋专用仪器制造",
    "7517": "三维（3D）打印技术推广服务",
}


def main() -> None:
    rows = writing.table(writing.raw_data() / "industry/gbt4754_2017.csv")
    english = {row["code"]: row["en"] for row in writing.table(writing.HERE / "industries_en.csv")}
    written = [
        (
            row["code"],
            REPAIRED.get(row["code"], row["name"].strip()),
            LEVELS[row["level"]],
            row["parent"],
            english.get(row["code"], ""),
            "gbt4754",
        )
        for row in rows
    ]
    writing.write(writing.ZONES / "china/industries.csv", "code,name,level,parent,en,source", written)


if __name__ == "__main__":
    main()
