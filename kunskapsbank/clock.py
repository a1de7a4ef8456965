"""The clock, read once at the command line and nowhere else."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

from kunskapsbank.faults import ToldError

# Year 9999 has twelve digits; more than that is not a day in any calendar.
_SECONDS = re.compile(r"[0-9]{1,12}")


def build_day() -> date | None:
    """Return the day that a build uses: ``SOURCE_DATE_EPOCH`` if set (seconds since 1970), else None.

    None lets the newest date in data decide, so that two builds of one commit are identical.

    Raises:
        ToldError: if the variable holds anything but seconds. Passing over it would publish with another day.

    Source: reproducible-builds.org, «SOURCE_DATE_EPOCH specification» 1.1.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        if _SECONDS.fullmatch(epoch):
            return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):  # which one differs between systems
        pass
    raise ToldError(
        f"SOURCE_DATE_EPOCH ska vara antalet sekunder sedan 1970, skrivet med siffror. Nu är det «{epoch}»."
    )


def real_day() -> date:
    """Return today's date; ``SOURCE_DATE_EPOCH`` wins so that a run can be repeated."""
    return build_day() or datetime.now(UTC).date()
