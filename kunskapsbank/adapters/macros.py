"""mkdocs-macros module: registers the macros and nothing else."""

from __future__ import annotations

from typing import Any

from kunskapsbank.adapters import current
from kunskapsbank.adapters.seen_on import keys_of
from kunskapsbank.adapters.set_aside import set_aside
from kunskapsbank.macros import NAMES, PageMacros

# Macros whose result stands in the middle of a sentence; all others make blocks.
_INLINE = frozenset({"cite", "law", "figure"})


def define_env(env: Any) -> None:  # noqa: ANN401  # the plugin's environment has no type
    """Register every macro; each call is bound to the page that is being rendered."""

    def bound(name: str) -> Any:  # noqa: ANN401
        def call(*arguments: Any, **keywords: Any) -> str:  # noqa: ANN401
            site = current.site()
            path = env.page.file.src_uri.removesuffix(".md")
            page = site.catalogue.pages[path.removesuffix("/index")]
            macro = getattr(PageMacros(site.components, page), name)
            with site.catalogue.lookups.listening(keys_of(env.page.file.src_uri)):
                result: str = macro(*arguments, **keywords)
            return result if name in _INLINE else set_aside(result)

        return call

    for name in NAMES:
        env.macro(bound(name), name)
