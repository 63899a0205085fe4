"""The inputs that the expressions of a match may use, what people call them, and who can supply what is missing."""

from __future__ import annotations

from chengjie.expression import Name, Schema
from chengjie.values import Text

PROJECT = Text("项目方", "the project itself")
_PARK = Text("园区管委会", "the park administration")
_COUNTY = Text("县市区发展改革部门", "the county's development and reform office")
_PLAN = Text("规划的承接目录", "the plan's catalogue")
_NATION = Text("国家开发区审核公告目录", "the national catalogue of development zones")
_ROADS = Text("道路里程数据", "the road distance data")

SCHEMA = Schema(
    (
        Name("catalogue_fit", "number", Text("与县市区目录的吻合", "fit with the county catalogue"), supplier=_PLAN),
        Name(
            "direction_fit", "number", Text("与市州方向的吻合", "fit with the prefecture's directions"), supplier=_PLAN
        ),
        Name(
            "park_fit",
            "number",
            Text("与园区主导产业的吻合", "fit with the park's leading industries"),
            supplier=_NATION,
        ),
        Name("port_km", "number", Text("到海港的公路里程", "road distance to a sea port"), "公里", _ROADS),
        Name("origin_km", "number", Text("到转出地的公路里程", "road distance to the place of origin"), "公里", _ROADS),
        Name("airport_km", "number", Text("到机场的距离", "distance to an airport"), "公里", _ROADS),
        Name("most_port_km", "number", Text("到海港的最远里程", "the farthest distance to a sea port"), "公里"),
        Name("land", "number", Text("用地", "land"), "亩", PROJECT),
        Name("approved_mu", "number", Text("核准面积", "approved area"), "亩", _NATION),
        Name("free_land", "number", Text("可供土地", "free land"), "亩", _PARK),
        Name("plant_area", "number", Text("厂房面积", "plant area"), "平方米", PROJECT),
        Name("free_plant", "number", Text("可供标准厂房", "standard plants that are free"), "平方米", _PARK),
        Name("needs_plant", "truth", Text("需要厂房", "plant area is needed")),
        Name("power", "number", Text("用电", "power"), "万千瓦时"),
        Name("free_power", "number", Text("可供电量", "power that can be supplied"), "万千瓦时", _PARK),
        Name("energy", "number", Text("能耗", "energy"), "吨标准煤"),
        Name("free_energy", "number", Text("可用能耗指标", "energy quota left"), "吨标准煤", _COUNTY),
        Name("water", "number", Text("用水", "water"), "万立方米"),
        Name("free_water", "number", Text("可供水量", "water that can be supplied"), "万立方米", _PARK),
        Name("wishes_place", "truth", Text("有意向地区", "a place is wished")),
        Name("in_wished_place", "truth", Text("在意向地区内", "in a wished place")),
        Name("wishes_distance", "truth", Text("有里程要求", "a distance is wished")),
        Name("needs_land", "truth", Text("需要用地", "land is needed")),
        Name("needs_power", "truth", Text("需要用电", "power is needed")),
        Name("needs_energy", "truth", Text("有能耗", "energy is used")),
        Name("needs_water", "truth", Text("需要用水", "water is needed")),
        Name("origin", "text", Text("转出地", "place of origin"), supplier=PROJECT),
        Name(
            "near",
            "number",
            Text(
                "与所在地同属的级别（3 同县，2 同市州，1 同省，0 外省）",
                "levels shared with where it is (3 county, 2 prefecture, 1 province, 0 none)",
            ),
            supplier=PROJECT,
        ),
        Name("investment", "number", Text("投资", "investment"), "亿元", PROJECT),
        Name("jobs", "number", Text("用工", "jobs"), "人", PROJECT),
        Name("is_park", "truth", Text("是园区", "is a park")),
    )
)
