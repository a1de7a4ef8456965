"""What the editors of the knowledge base are told is Swedish."""

from __future__ import annotations

import re

# Words that no message to an editor holds.
ENGLISH = re.compile(
    r"\b(the|is|must|should|expected|missing|invalid|input|field|got|error)\b", re.IGNORECASE
)
