"""The site that is being built: the hooks and the macros are loaded apart by MkDocs and meet here."""

from __future__ import annotations

from kunskapsbank.site import KeptBuild, Site

_current: list[Site] = []
_kept: dict[str, KeptBuild] = {}
_serving: list[bool] = [False]


def set_serving(*, serving: bool) -> None:
    """Remember whether the engine serves while it builds."""
    _serving[0] = serving


def is_serving() -> bool:
    """Tell whether the engine serves while it builds."""
    return _serving[0]


def set_site(site: Site) -> None:
    """Make ``site`` the one that macros read from."""
    _current[:] = [site]


def has_site() -> bool:
    """Tell whether an earlier build in this process succeeded."""
    return bool(_current)


def kept_build(look: str) -> KeptBuild:
    """Return what earlier builds with the same templates, settings and address have left."""
    if look not in _kept:
        _kept.clear()
        _kept[look] = KeptBuild()
    return _kept[look]


def site() -> Site:
    """Return the site that is being built."""
    return _current[0]
