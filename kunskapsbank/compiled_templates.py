"""Jinja's compiled templates, ours and the theme's, kept in memory from one build to the next."""

from __future__ import annotations

from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Templates compiled once in a process, though each rebuild while serving begins a new environment.

    Jinja holds what it finds against a checksum of the template's text.
    """

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what was compiled before, if anything."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED: Final = CompiledTemplates()
