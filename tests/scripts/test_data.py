"""The commands that make the packaged tables give the same bytes again."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "industries": ["china/industries.csv"],
    "words": ["china/industry_words.csv"],
    "provinces": ["china/places.csv", "china/place_names.csv"],
    "places": ["hunan/places.csv", "hunan/place_names.csv"],
    "regions": ["xiangnan-xiangxi/regions.csv", "xiangnan-xiangxi/region_members.csv"],
    "carriers": ["hunan/carriers.csv", "hunan/carrier_places.csv"],
    "labels": ["hunan/industry_labels.csv", "xiangnan-xiangxi/industry_labels.csv"],
    "distances": ["hunan/destinations.csv", "hunan/distances.csv"],
    "shapes": ["hunan/counties.geojson"],
    "transport": [
        "hunan/access_points.csv",
        *(f"hunan/networks/{mode}-{part}.csv.gz" for mode in ("road", "rail") for part in ("nodes", "edges")),
    ],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the commands and of the packaged tables, in which they may write."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "scripts/data", folder / "scripts/data")
    shutil.copytree(ROOT / "src/chengjie/zones", folder / "src/chengjie/zones")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_gives_the_packaged_table_again(shared: Path, copy: Path, command: str) -> None:
    for file in COMMANDS[command]:
        (copy / "src/chengjie/zones" / file).unlink()
    script = copy / f"scripts/data/{command}.py"
    done = subprocess.run(
        [sys.executable, str(script), str(shared / "data")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for file in COMMANDS[command]:
        packaged = ROOT / "src/chengjie/zones" / file
        assert unpacked(copy / "src/chengjie/zones" / file) == unpacked(packaged), file


def unpacked(path: Path) -> bytes:
    """What a file says: how tightly it is packed differs from one zlib to another."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_every_command_is_tested() -> None:
    helpers = {"__init__", "writing"}
    assert {path.stem for path in (ROOT / "scripts/data").glob("*.py")} - helpers == set(COMMANDS)


def test_a_folder_that_is_not_there_is_said(copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(copy / "scripts/data/places.py"), "/nowhere"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "no such folder" in done.stderr
