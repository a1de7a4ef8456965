"""The form's settings, derived from the schema: every kind a collection, saving opens a pull request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlsplit

from kunskapsbank.editing.identity import MAX_ID
from kunskapsbank.form_editor.widgets import Lists, Widget, fields_of, title_field
from kunskapsbank.load import ID_PATTERN
from kunskapsbank.schema.kinds import KINDS, Kind

WARNING: Final = (
    "Skriv inget om ett barn, en elev, patient eller familj. Fara: 112. Är du barn: Bris 116 111."
)
_GITHUB: Final = "github.com"


class RepositoryError(ValueError):
    """The repository's address or the sign-in helper's cannot be used. The message is in Swedish."""


@dataclass(frozen=True)
class Repository:
    """Where the files live.

    Attributes:
        owner_and_name: such as ``junis/se-barnet``.
        api: the address that the form sends its requests to, without a slash at the end.
        host: such as ``github.com``.
        sign_in: address of an OAuth helper, or empty when editors paste a token.
    """

    owner_and_name: str
    api: str
    host: str
    sign_in: str = ""

    @classmethod
    def from_environment(cls, variables: Mapping[str, str]) -> Self | None:
        """Read ``REPOSITORY_URL`` and, if set, ``OAUTH_URL``.

        Args:
            variables: the process's environment.

        Returns:
            The repository, or None when no address is set.

        Raises:
            RepositoryError: if an address is not https, or the first does not name owner and repository.
        """
        address = variables.get("REPOSITORY_URL", "").strip().rstrip("/").removesuffix(".git")
        if not address:
            return None
        parts = urlsplit(address)
        owner_and_name = parts.path.strip("/")
        if parts.scheme != "https" or not parts.hostname or owner_and_name.count("/") != 1:
            raise RepositoryError(
                f"REPOSITORY_URL ska vara https://github.com/ägare/namn. Nu står det «{address}»."
            )
        api = "https://api.github.com" if parts.hostname == _GITHUB else f"https://{parts.netloc}/api/v3"
        return cls(owner_and_name, api, parts.netloc, _sign_in(variables))


def _sign_in(variables: Mapping[str, str]) -> str:
    address = variables.get("OAUTH_URL", "").strip().rstrip("/")
    if address and urlsplit(address).scheme != "https":
        raise RepositoryError(f"OAUTH_URL ska börja med https://. Nu står det «{address}».")
    return address


def settings(repository: Repository, lists: Lists, site_address: str) -> dict[str, Any]:
    """Return the form's settings.

    Args:
        repository: where pull requests are opened.
        lists: vocabularies and places that fields choose from.
        site_address: the site's own address.

    Returns:
        What ``config.json`` holds.
    """
    return {
        "backend": _backend(repository),
        "publish_mode": "editorial_workflow",
        "app_title": "Redigera Se barnet",
        "logo": {"src": "../assets/img/favicon.svg", "show_in_header": False},
        "site_url": site_address,
        "display_url": site_address,
        "show_preview_links": False,
        # Entries hold no pictures; the setting must be there all the same.
        "media_folder": "docs/assets/img",
        "public_folder": "/assets/img",
        "editor": {"preview": False},
        "slug": {
            "encoding": "ascii",
            "clean_accents": True,
            "maxlength": MAX_ID,
            "timezone": "local",
        },
        "output": {
            "omit_empty_optional_fields": True,
            "yaml": {"indent_size": 2, "indent_sequences": True, "quote": "none"},
        },
        "collections": [collection(kind, lists) for kind in KINDS],
    }


def _backend(repository: Repository) -> dict[str, Any]:
    backend: dict[str, Any] = {
        "name": "github",
        "repo": repository.owner_and_name,
        "branch": "main",
        "squash_merges": True,
        "commit_messages": {
            "create": "Lägg till {{collection}}: {{slug}}",
            "update": "Ändra {{collection}}: {{slug}}",
            "delete": "Ta bort {{collection}}: {{slug}}",
        },
        "auth_methods": ["oauth", "token"] if repository.sign_in else ["token"],
    }
    if repository.host != _GITHUB:
        backend["api_root"] = repository.api
    if repository.sign_in:
        parts = urlsplit(repository.sign_in)
        backend["base_url"] = f"{parts.scheme}://{parts.netloc}"
        backend["auth_endpoint"] = parts.path.strip("/") or "auth"
    return backend


def collection(kind: Kind, lists: Lists) -> dict[str, Any]:
    """Return the settings of one kind: its folder, how files are named and its fields."""
    title = title_field(kind.model)
    return {
        "name": kind.folder,
        "label": kind.heading,
        "label_singular": kind.singular,
        "folder": f"data/{kind.folder}",
        "extension": "yml",
        "format": "yml",
        "create": True,
        # An entry is retired through moved.yml, so that its address keeps leading somewhere.
        "delete": False,
        # Reviewers take a change in on the Git host, where the checks are shown.
        "publish": False,
        "identifier_field": title,
        "summary": "{{fields." + title + "}}",
        "slug": {
            "template": "{{fields." + title + "}}",
            # The id is the address, and addresses are for ever.
            "editable": ["create"],
            "hint": "Blir filens namn och sidans adress. Går inte att ändra efteråt.",
            "pattern": [
                f"^{ID_PATTERN.pattern}$",
                "Bara a–z, siffror och bindestreck. Å och ä blir a, ö blir o.",
            ],
        },
        "aliases_field": False,
        "thumbnail": False,
        "sortable_fields": [title],
        "fields": _with_warning(fields_of(kind.model, lists)),
    }


def _with_warning(fields: list[Widget]) -> list[Widget]:
    """Begin the form with the warning: it covers the page, and the warning there with it (safety.md 12)."""
    first, *rest = fields
    return [first | {"hint": f"**{WARNING}** {first['hint']}"}, *rest]
