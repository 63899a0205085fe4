"""The documentation keeps step: every command, refusal and term has its heading, in both languages; every page has its twin."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def reference() -> dict[Path, str]:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts/reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[Path, str] = module.pages()
    return pages


def test_the_generated_pages_are_up_to_date() -> None:
    stale = [path.name for path, text in reference().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run python scripts/reference.py"


def test_every_page_is_there_in_both_languages() -> None:
    names = {path.name.split(".")[0] for path in (ROOT / "docs").glob("*.md")}
    missing = [
        f"{name}.{language}"
        for name in names
        for language in ("zh", "en")
        if not (ROOT / f"docs/{name}.{language}.md").exists()
    ]
    assert missing == []


def test_every_page_of_the_menu_exists_and_none_is_forgotten() -> None:
    menu = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = set(re.findall(r"([\w-]+)\.md", str(menu)))
    assert named == {path.name.split(".")[0] for path in (ROOT / "docs").glob("*.md")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_dependency_has_its_reason(language: str) -> None:
    text = (ROOT / f"docs/dependencies.{language}.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    names = [re.split(r"[\[><=;]", each)[0] for each in wanted]
    missing = [name for name in names if name not in text and not name.startswith("types-")]
    assert missing == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{path.name} → {target}"
        for path in (ROOT / "docs").glob("*.md")
        for target in re.findall(r"\]\(([\w-]+)\.md", path.read_text(encoding="utf-8"))
        if not (ROOT / f"docs/{target}.{path.name.split('.')[1]}.md").exists()
    ]
    assert broken == []
