"""The clock, read once at the command line and nowhere else."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def build_day() -> date | None:
    """Return the day that a build uses: ``SOURCE_DATE_EPOCH`` if set (seconds since 1970), else None.

    None lets the newest date in data decide, so that two builds of one commit are identical.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else None


def real_day() -> date:
    """Return today's date; ``SOURCE_DATE_EPOCH`` wins so that a run can be repeated."""
    return build_day() or datetime.now(UTC).date()
