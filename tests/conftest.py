"""What every test shares: the repository root and steady property tests."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time, and no time limit: a shared machine must not decide whether a test passes.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root folder."""
    return Path(__file__).resolve().parent.parent
