"""What every test shares: the repository root, a built small repository and steady property tests."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.small_repository import command, small_repository

# The same examples every time, and no time limit: a shared machine must not decide whether a test passes.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository with a whole site; each test leaves it with a whole one."""
    root = small_repository(tmp_path_factory.mktemp("small") / "repo")
    answer = command(root, "scripts.build")
    assert answer.returncode == 0, answer.stderr
    return root
