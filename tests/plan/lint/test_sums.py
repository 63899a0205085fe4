"""Parts against totals, wholes implied by shares, dates before the plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.plan.lint.builders import found, table_text, target, text_plan

from chengjie.plan.claims import Citation, Reading, Target
from chengjie.plan.lint import Facts, lint
from chengjie.plan.read import read


def test_a_column_that_misses_its_total_is_an_error() -> None:
    def plan(total: str) -> Reading:
        rows = (["甲县", "12.5"], ["乙县", "7.5"], ["合计", total])
        return text_plan("一、任务", table_text(["地区", "投资"], *rows))

    (finding,) = found(plan("21.0"), code="parts-do-not-sum")
    assert finding.arithmetic == "12.5 + 7.5 = 20 ≠ 21.0"
    assert not found(plan("20.0"), code="parts-do-not-sum")
    assert not found(plan("20.1"), code="parts-do-not-sum")
    rates = (["甲县", "12.5"], ["乙县", "7.5"], ["合计", "10.0"])
    assert not found(text_plan("一、任务", table_text(["地区", "增长率"], *rates)), code="parts-do-not-sum")


def test_points_under_a_heading_that_miss_its_points_are_an_error() -> None:
    paragraphs = ("一、服务（5分）", "（一）平台（3分）", "建设平台。", "（二）热线（{points}分）", "升级热线。")
    (finding,) = found(text_plan(*(each.format(points=1) for each in paragraphs)), code="parts-do-not-sum")
    assert finding.arithmetic == "3 + 1 = 4 ≠ 5"
    assert not found(text_plan(*(each.format(points=2) for each in paragraphs)), code="parts-do-not-sum")


def _of(document: str, claim: Target) -> Target:
    cited = claim.citation
    return replace(claim, citation=Citation(document, "1", cited.paragraph, 0, cited.end, cited.text, 0, cited.end))


def _two(first: tuple[Target, ...], second: tuple[Target, ...]) -> tuple[Reading, Reading]:
    one = text_plan("一、甲规划", claims=tuple(_of("a.txt", claim) for claim in first))
    return one, text_plan("一、乙规划", name="b.txt", claims=tuple(_of("b.txt", claim) for claim in second))


def _share(level: str, share: str) -> tuple[Target, ...]:
    return target("地区生产总值", level, "亿元", "2020"), target("地区生产总值占全省比重", share, "%", "2020")


def test_two_shares_that_mean_different_wholes_are_a_warning() -> None:
    assert found(*_two(_share("1000", "10.0"), _share("3000", "25.0")), code="whole-implied-twice")
    assert not found(*_two(_share("1000", "10.0"), _share("2500", "25.0")), code="whole-implied-twice")


def test_a_share_against_the_published_whole_is_checked_only_with_facts() -> None:
    facts = Facts(published={("地区生产总值", "云溪省", 2020, "亿元"): Decimal(10800)})
    plan = text_plan("一、甲规划", claims=_share("1000", "10.0"))
    assert found(plan, code="whole-implied-twice", facts=facts)
    assert not found(plan, code="whole-implied-twice")


def test_shares_that_two_plans_aim_at_differently_are_a_warning() -> None:
    def aim(value: str) -> tuple[Target, ...]:
        return (target("工业投资占固定资产投资比重", value, "%", "2025", role="target"),)

    assert found(*_two(aim("60"), aim("50")), code="plans-differ-on-target")
    assert not found(*_two(aim("60"), aim("60")), code="plans-differ-on-target")


def test_a_target_for_a_year_before_the_plan_is_a_warning() -> None:
    claim = target("城镇化率", "55", "%", "2020", role="target", text="到2020年城镇化率达到55%")
    plan = text_plan("一、目标", claims=(claim,))
    late = replace(plan, document=replace(plan.document, issued=date(2021, 8, 6)))
    assert found(late, code="date-outside-plan")
    assert not found(replace(plan, document=replace(plan.document, issued=date(2020, 2, 24))), code="date-outside-plan")


def codes(text: str) -> set[str]:
    return {finding.code for finding in lint([read(text.encode(), name="文.txt")])}


def test_a_total_in_running_text_is_held_against_the_parts_before_it() -> None:
    text = "云溪市“十四五”工业规划\n\n一、目标\n\n到2025年，装备产业产值达到300亿元，电子产业产值达到200亿元，两大产业总产值达到{}亿元。\n"
    assert "parts-do-not-sum" in codes(text.format(600))
    assert "parts-do-not-sum" not in codes(text.format(500))
    assert "parts-do-not-sum" not in codes(text.format(600).replace("两大产业", "三大产业"))


def test_what_shall_be_done_before_the_plan_began_is_found_under_tasks_only() -> None:
    text = "云溪市“十四五”工业规划\n\n{}\n\n实施强链工程。到2019年建成标准厂房50万平方米。\n"
    assert "date-outside-plan" in codes(text.format("一、重点任务"))
    assert "date-outside-plan" not in codes(text.format("一、发展成效"))


def test_a_share_of_another_place_and_a_ratio_that_shall_fall_are_no_findings() -> None:
    text = "云溪市工作总结（2015年）\n\n2015年，常住人口97.47万人，占全省常住人口的1.1%。移动宽带用户普及率达到108%。\n"
    assert not codes(text) & {"ratio-unlike-parts", "share-above-hundred"}
    plan = "物流业发展规划（2014—2020年）\n\n到2020年，物流费用与生产总值的比率由2013年的18%下降到16%。\n"
    assert "target-already-reached" not in codes(plan)


def test_one_share_with_two_figures_in_two_sentences_is_found() -> None:
    text = "云溪市“十四五”规划\n\n一、发展目标\n\n到2025年，服务业增加值占生产总值比重达到45%；服务业增加值占生产总值比重达到50%。\n"
    assert "figures-disagree" in codes(text)
    assert "range-reversed" in codes("云溪市规划\n\n一、任务\n\n培育15-10个冠军企业，建设一批示范平台。\n")
