"""`chengjie demo fill|clear`: simulated projects to try the site with, and their removal."""

from __future__ import annotations

from pathlib import Path

import click

from chengjie.cli import output, serving
from chengjie.cli.words import Command, Group, Say


def demo_group(say: Say) -> click.Group:
    """`chengjie demo …`."""

    @click.group(
        cls=Group,
        say=say,
        name="demo",
        help=say("模拟数据：填入、清除。", "Simulated data: fill in, clear away."),
    )
    def demo() -> None:
        pass

    demo.add_command(_fill_command(say))
    demo.add_command(_clear_command(say))
    return demo


def _fill_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="fill",
        help=say(
            "填入 2000 个模拟项目（2018—2025 年），总量按规划所列数字定标，处处标“模拟”。",
            "Fill in 2,000 simulated projects of 2018–2025, scaled to totals that the plan states and marked as simulated everywhere.",
        ),
    )
    @click.option("--seed", default=2018, show_default=True, help=say("随机种子。", "Seed."))
    @click.option(
        "--projects",
        type=click.IntRange(1),
        help=say("只填这么多（总量不再定标）。", "Only so many (totals are then not met)."),
    )
    @output.zone_option(say)
    @output.data_option(say)
    def fill(seed: int, projects: int | None, zone: str, data_folder: Path | None) -> None:
        serving.ready(zone, data_folder)
        import chengjie.web.demo  # Django is an extra, and slow to import

        filled = chengjie.web.demo.fill(
            seed=seed, projects=projects, told=lambda done: output.diary().print(say(f"已填 {done}", f"{done} filled"))
        )
        output.console().print(
            say(
                f"已填入 {filled.projects} 个模拟项目，{filled.entries} 条记录。清除：chengjie demo clear",
                f"{filled.projects} simulated projects with {filled.entries} entries were filled in. To clear them away: chengjie demo clear",
            )
        )
        output.console().print(
            say(
                "查看：在网站“人员与授权”里给自己一个角色（如湖南省调度员），再到台账、调度的“模拟”一栏。",
                "To see them: give yourself a role on the site under “People and rights” (a dispatcher of Hunan, say), then open "
                "“simulated” in the ledger and under dispatch.",
            )
        )
        for each in filled.totals if projects is None else ():
            output.console().print(
                say(
                    f"到 {each.year} 年：三类500强项目 {each.projects} 个、{each.money} 亿元，依据 {'、'.join(each.claims)}",
                    f"Up to {each.year}: {each.projects} projects of the three 500 lists, {each.money} 亿元, by {', '.join(each.claims)}",
                )
            )

    return fill


def _clear_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="clear",
        help=say("清除全部模拟项目，不动其他任何记录。", "Clear away all simulated projects and nothing else."),
    )
    @output.zone_option(say)
    @output.data_option(say)
    def clear(zone: str, data_folder: Path | None) -> None:
        serving.ready(zone, data_folder)
        import chengjie.web.demo  # Django is an extra, and slow to import

        count = chengjie.web.demo.clear()
        output.console().print(say(f"已清除 {count} 个模拟项目。", f"{count} simulated projects were cleared away."))

    return clear
