"""The country and its provinces, by GB/T 2260: zones/china/places.csv and place_names.csv.

python scripts/data/provinces.py
"""

from __future__ import annotations

import writing

PROVINCES = """
110000 北京市 Beijing|120000 天津市 Tianjin|130000 河北省 Hebei|140000 山西省 Shanxi|150000 内蒙古自治区 Inner Mongolia
210000 辽宁省 Liaoning|220000 吉林省 Jilin|230000 黑龙江省 Heilongjiang|310000 上海市 Shanghai|320000 江苏省 Jiangsu
330000 浙江省 Zhejiang|340000 安徽省 Anhui|350000 福建省 Fujian|360000 江西省 Jiangxi|370000 山东省 Shandong
410000 河南省 Henan|420000 湖北省 Hubei|440000 广东省 Guangdong|450000 广西壮族自治区 Guangxi|460000 海南省 Hainan
500000 重庆市 Chongqing|510000 四川省 Sichuan|520000 贵州省 Guizhou|530000 云南省 Yunnan|540000 西藏自治区 Tibet
610000 陕西省 Shaanxi|620000 甘肃省 Gansu|630000 青海省 Qinghai|640000 宁夏回族自治区 Ningxia|650000 新疆维吾尔自治区 Xinjiang
710000 台湾省 Taiwan|810000 香港特别行政区 Hong Kong|820000 澳门特别行政区 Macao
"""
ENDS = ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区")


def main() -> None:
    rows = [("100000", "中华人民共和国", "country", "", "China", "false", "gbt2260")]
    names = [("100000", "中国", "short", "", "", "", "chengjie")]
    for line in PROVINCES.strip().replace("\n", "|").split("|"):
        code, name, en = line.split(" ", 2)
        rows.append((code, name, "province", "100000", en, "false", "gbt2260"))
        end = next(each for each in ENDS if name.endswith(each))
        names.append((code, name.removesuffix(end), "short", "", "", "", "chengjie"))
    header = "code,name,level,parent,en,statistical_only,source"
    writing.write(writing.ZONES / "china/places.csv", header, rows)
    writing.write(writing.ZONES / "china/place_names.csv", "code,name,kind,from,until,former_code,source", names)


if __name__ == "__main__":
    main()
