"""A zone of two cities with a plan whose claims are written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import chengjie.package
from chengjie.package import Package

HEADERS = {
    "claims/targets": "id,document,section,paragraph,start,end,mark_start,mark_end,digest,indicator,place,period,"
    "comparator,value,upper,unit,role,force,versus,rule,grade",
    "observations": "place,indicator,period,value,unit,status,source,note,qualifier",
    "headlines": "region,document,indicator,table,called,note,source",
    "indicator_labels": "document,label,indicator,note,source",
}
FIXED = {
    "zone.yaml": "id: twin\ntitle: {zh: 双城, en: Twin cities}\nextends: china\n",
    "sources.csv": "id,title,issuer,issued,url,licence,grade,note\nP,规划,,,,,A,\ngood,年鉴,,,,,A,\npoor,网文,,,,,C,\n",
    "documents.csv": "id,title,issue_number,issuer,issued,region,digest,source\nP,规划,,市政府,2021-01-01,twin,,P\n",
    "places.csv": "code,name,level,parent,en,statistical_only,source\n"
    "990000,云岭省,province,100000,Y,false,P\n990100,甲市,prefecture,990000,A,false,P\n990200,乙市,prefecture,990000,B,false,P\n",
    "regions.csv": "region,title_zh,title_en,as_of,source\ntwin,双城,Twin,,P\n",
    "region_members.csv": "region,code,note,source\ntwin,990100,,P\ntwin,990200,,P\n",
}
Twin = Callable[..., Package]


def claim(number: int, said: str, *, paragraph: str = "p1") -> str:
    """A row of claims/targets: `said` is indicator,place,period,comparator,value,unit,role."""
    indicator, place, period, comparator, value, unit, role = said.split(",")
    start = f"target-{number},P,2,{paragraph},0,9,1,2,0123456789abcdef"
    return f"{start},{indicator},{place},{period},{comparator},{value},,{unit},{role},,,rule,certain"


@pytest.fixture
def twin(tmp_path: Path) -> Twin:
    """`twin(claims, observations, indicator="gdp", label="总产值")` opens the zone."""

    def make(claims: list[str], observations: list[str], *, indicator: str = "gdp", label: str = "总产值") -> Package:
        lines = {
            "claims/targets": claims,
            "observations": observations,
            "headlines": [f"twin,P,{indicator},,双城,,P"],
            "indicator_labels": [f"P,{label},{indicator},,P"],
        }
        tables = {f"{name}.csv": "\n".join([HEADERS[name], *rows]) + "\n" for name, rows in lines.items()}
        for file, text in {**FIXED, **tables}.items():
            path = tmp_path / "twin" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        package = chengjie.package.open_package(tmp_path / "twin")
        assert chengjie.package.check(package) == ()
        return package

    return make
