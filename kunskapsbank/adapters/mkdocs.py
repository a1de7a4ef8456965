"""MkDocs hooks: hand the generated pages to the engine, and refuse to build on data errors."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from kunskapsbank.adapters import current
from kunskapsbank.adapters.changes import ChangeAwareFile, fingerprint, has_written, remember_written
from kunskapsbank.adapters.generated import generated_page
from kunskapsbank.adapters.late import LateWork
from kunskapsbank.adapters.seen_on import begin, keys_of
from kunskapsbank.adapters.set_aside import put_back
from kunskapsbank.adapters.theme import list_only_shown_files
from kunskapsbank.beside import beside
from kunskapsbank.bundling import VENDOR
from kunskapsbank.clock import build_day
from kunskapsbank.compiled_templates import COMPILED, remember_texts
from kunskapsbank.components import PLACEHOLDER_ADDRESS
from kunskapsbank.editing.suggest_links import new_file_links
from kunskapsbank.faults import told
from kunskapsbank.garbage_collection import leave_out_what_is_made
from kunskapsbank.problems import format_report
from kunskapsbank.publishing import publish, publish_from_data, publish_from_pages, steps_while_serving
from kunskapsbank.site import load_site

# The theme's own scripts are not used: overrides/base.html names ours. Nor is its map of the site.
_THEME_FILES_LEFT_OUT = ("assets/javascripts/*", "*.map", "sitemap.xml")
_code_at_start: str = ""
_late = LateWork()
# What a build makes from data while the engine makes pages.
_from_data = ExitStack()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001, FBT001  # MkDocs names its arguments
    """Remember whether pages are built for readers or for the editor's own screen."""
    current.set_serving(serving=command == "serve")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check data; stop with the Swedish report when something is wrong.

    While serving, a mistake keeps the last good site, and a change in Python restarts the process.
    """
    root = Path(config.config_file_path).parent
    _restart_when_code_changed(root)
    _late.stop()
    address = _address(config)
    serving = current.is_serving()
    kept = current.kept_build(f"{_look(root)} {address}") if serving else None
    site, problems = load_site(root, build_day(), address, kept, check_beside=not serving)
    if site is not None:
        if not current.has_site():
            leave_out_what_is_made()
        current.set_site(site)
    elif current.has_site():
        print(format_report(problems), file=sys.stderr)  # noqa: T201  # the editor looks at the terminal
    else:
        raise Abort("\n" + format_report(problems))
    list_only_shown_files(config.theme)
    # Ours is written by the exports, perhaps before the engine would write its own.
    config.theme.static_templates.discard("sitemap.xml")
    # The worker is written by a build; while serving, pages change under the reader's hands.
    config.extra["offline_copy"] = not current.is_serving()
    repository = os.environ.get("REPOSITORY_URL", "").rstrip("/")
    if repository:
        config.edit_uri = f"{repository}/edit/main/"
        config.extra["repository"] = repository
        config.extra["new_file_links"] = new_file_links(repository)
    return config


def _address(config: MkDocsConfig) -> str:
    """Return the site's address; an emptied ``SITE_URL`` counts as none given."""
    return f"{(config.site_url or PLACEHOLDER_ADDRESS).rstrip('/')}/"


def _restart_when_code_changed(root: Path) -> None:
    """Modules that are already imported stay as they were, so a running server must begin anew."""
    global _code_at_start  # noqa: PLW0603  # one process serves one site
    code = fingerprint(sorted((root / "kunskapsbank").rglob("*.py")))
    if _code_at_start and code != _code_at_start:
        os.execv(sys.executable, [sys.executable, "-m", "mkdocs", *sys.argv[1:]])  # noqa: S606
    _code_at_start = code


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, each with the YAML file that its pencil opens."""
    root = Path(config.config_file_path).parent
    look = _look(root)
    for page in current.site().pages.values():
        made = ChangeAwareFile.generated(
            config, page.path, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV
        )
        file = cast("ChangeAwareFile", made)
        file.edit_uri = page.data_file
        file.state = f"{page.digest} {look}" if current.is_serving() else ""
        generated_page(file, config)
        files.append(file)
    for source in [file for file in files.documentation_pages() if file.generated_by is None]:
        files.remove(source)
        page_file = ChangeAwareFile(
            source.src_uri, config.docs_dir, config.site_dir, config.use_directory_urls
        )
        page_file.inclusion = _inclusion(source, config)
        page_file.edit_uri = f"docs/{source.src_uri}"
        files.append(page_file)
    _note_states(files, root)
    for theirs in list(files):
        if any(fnmatch(theirs.src_uri, pattern) for pattern in _THEME_FILES_LEFT_OUT):
            files.remove(theirs)
    for address, path in VENDOR.items():
        files.append(File.generated(config, address, abs_src_path=str(root / path)))
    environment = cast("Any", config.plugins["macros"]).env
    environment.optimized = False  # no constants to fold in our pages, and looking for them takes time
    if current.is_serving():
        remember_texts(environment)
    else:  # the folder is emptied by now
        work = partial(publish_from_data, current.site(), root, Path(config.site_dir))
        _from_data.enter_context(beside(work))
    return files


def _look(root: Path) -> str:
    """Return a state that changes when every page must be made again."""
    folders = (root / "overrides", root / "kunskapsbank" / "templates")
    paths = sorted(path for folder in folders for path in folder.rglob("*"))
    return fingerprint([*paths, root / "mkdocs.yml"]) if current.is_serving() else ""


def _note_states(files: Files, root: Path) -> None:
    """Give each hand-written page the state of its own file and of what its macros looked up."""
    if not current.is_serving():
        return
    states, look = current.site().catalogue.states, _look(root)
    for file in files.documentation_pages():
        if isinstance(file, ChangeAwareFile) and file.generated_by is None:
            source = Path(file.abs_src_path or "")
            file.state = fingerprint([source], states.of(keys_of(file.src_uri)), look)


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG001
    """Begin to note what the page is made from."""
    begin(page.file.src_uri)
    return page


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Put what macros made back into the page, now that Markdown is done with it."""
    content, ids = put_back(html)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
    return content


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Take what the pages turned out to be made from, and use the templates that are compiled already."""
    _note_states(files, Path(config.config_file_path).parent)
    env.bytecode_cache = COMPILED
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Let go of a page that is written: MkDocs keeps each one, text and HTML, until the last."""
    page.markdown, page.content = "", None
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Hand over to the steps that know no engine, and remember what was written for the next rebuild.

    While serving, the page that was saved shows at once; search, exports and scripts follow a moment later.
    """
    root = Path(config.config_file_path).parent
    built = (current.site(), root, Path(config.site_dir))
    if not current.is_serving():
        _from_data.close()
        publish_from_pages(*built)
    elif has_written():
        _late.start(steps_while_serving(*built))
    else:
        publish(*built, serving=True)
    remember_written()


def on_build_error(error: Exception) -> None:
    """Tell what the system refused, such as a full disk, in Swedish instead of with a traceback."""
    if message := told(error):
        raise Abort(message)


def _inclusion(file: File, config: MkDocsConfig) -> InclusionLevel:
    in_navigation = {path for entry in config.nav or [] for path in entry.values()}
    return file.inclusion if file.src_uri in in_navigation else InclusionLevel.NOT_IN_NAV
