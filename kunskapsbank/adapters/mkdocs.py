"""MkDocs hooks: hand the generated pages to the engine and refuse to build on data errors."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel

from kunskapsbank.adapters import current
from kunskapsbank.clock import build_day
from kunskapsbank.problems import format_report
from kunskapsbank.site import load_site

_VENDOR = {"assets/vendor/charts.min.css": "node_modules/charts.css/dist/charts.min.css"}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check data; stop with the Swedish report when something is wrong."""
    root = Path(config.config_file_path).parent
    site, problems = load_site(root, build_day())
    if site is None:
        raise Abort("\n" + format_report(problems))
    current.set_site(site)
    repository = os.environ.get("REPOSITORY_URL", "").rstrip("/")
    if repository:
        config.edit_uri = f"{repository}/edit/main/docs/"
        config.extra["repository"] = repository
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, each with the YAML file that its pencil opens."""
    root = Path(config.config_file_path).parent
    for page in current.site().pages.values():
        file = File.generated(config, page.path, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = f"../{page.data_file}"
        files.append(file)
    for address, source in _VENDOR.items():
        files.append(File.generated(config, address, abs_src_path=str(root / source)))
    for file in files.documentation_pages():
        if file.inclusion == InclusionLevel.UNDEFINED and file.src_uri not in _in_navigation(config):
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return files


def _in_navigation(config: MkDocsConfig) -> set[str]:
    return {path for entry in config.nav or [] for path in entry.values()}
