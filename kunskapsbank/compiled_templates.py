"""What Jinja has compiled, kept in memory from one build to the next: templates, and pages with macros."""

from __future__ import annotations

from types import CodeType
from typing import Final

from jinja2 import BytecodeCache, Environment
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

_MOST_TEXTS: Final = 1000
_texts: dict[str, CodeType] = {}


def remember_texts(environment: Environment) -> None:
    """Let an environment compile a text only once in this process; Jinja's caches take files alone.

    Args:
        environment: one of those that a macro engine makes with the same settings, one at each build.
    """
    compile_anew = environment.compile

    def compiled(text: str) -> CodeType:
        if text not in _texts:
            if len(_texts) >= _MOST_TEXTS:
                _texts.clear()
            _texts[text] = compile_anew(text)
        return _texts[text]

    environment.compile = compiled  # type: ignore[assignment]  # the caller in Jinja gives nothing but the text
