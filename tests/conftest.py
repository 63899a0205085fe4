"""What every test may ask for."""

import os
from pathlib import Path

import hypothesis
import pytest

# A busy machine is no fault of the program: no example is timed.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the checkout; without it the test says so and is skipped."""
    path = Path(__file__).parents[2] / "shared"
    if not path.is_dir():
        pytest.skip("the reference material (../shared) is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def database_url() -> str:
    """The PostgreSQL server that `scripts/postgres.sh` started (marker `postgres`)."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        pytest.fail("no PostgreSQL server in DATABASE_URL: run `make postgres`")
    return url


@pytest.fixture(scope="session")
def compiled() -> None:
    """The loops of placement compiled beforehand, so that no budget of seconds is spent on it."""
    import chengjie.placement.cache

    chengjie.placement.cache.warm_up(wait=True)
