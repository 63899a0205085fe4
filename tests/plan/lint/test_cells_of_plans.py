"""Tables with columns of means and sums: what stands beside the years is held against them, and excuses their blanks."""

from tests.plan.lint.builders import table_text

from chengjie.plan.lint import lint
from chengjie.plan.read import read

HEAD = ["指标", "单位", "2020年", "2025年", "年均增速/[累计]", "属性"]


def told(*rows: list[str]) -> list[tuple[str, str]]:
    text = "云溪省产业“十四五”规划\n\n一、目标\n\n表1 主要指标\n\n" + table_text(HEAD, *rows) + "\n\n二、任务\n"
    return [(each.code, each.arithmetic) for each in lint([read(text.encode(), name="a.txt")])]


def test_a_mean_that_the_years_do_not_bear_out_is_found() -> None:
    assert told(
        ["服务业增加值", "亿元", "1200", "2000", "6.5", "预期性"],
        ["网络零售额", "亿元", "300", "900", "24.6", "预期性"],
    ) == [("growth-unlike-levels", "(2000亿元 ÷ 1200亿元)^(1/5) − 1 = 10.76% ≠ 6.5%")]


def test_a_sum_of_points_that_the_years_do_not_bear_out_is_found() -> None:
    assert told(
        ["新兴产业占比", "%", "40", "50", "[12]", "预期性"], ["绿地率", "%", "40.2", "43", "[2.8]", "约束性"],
        ["失业率", "%", "5.5", "5", "[0.5]", "约束性"],
    ) == [("points-unlike-levels", "50% − 40% = 10 ≠ 12%")]  # fmt: skip


def test_a_goal_in_a_column_of_means_or_sums_leaves_no_blank() -> None:
    assert not told(
        ["生产总值增长", "%", "3.5", "—", "6左右", "预期性"], ["能源消耗降低", "%", "—", "—", "[13.5]", "约束性"],
        ["预期寿命", "岁", "77.3", "—", "[1]", "预期性"], ["新增就业", "万人", "—", "5", "—", "预期性"],
        ["减排任务", "万吨", "—", "完成国家下达任务", "—", "约束性"],
    )  # fmt: skip


def test_a_goal_with_no_figure_of_the_present_is_still_noted() -> None:
    codes = [code for code, _ in told(["粮食产能", "亿吨", "—", "6.5", "—", "约束性"])]
    assert codes == ["target-without-baseline"]
