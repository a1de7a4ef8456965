"""External links: found in data and pages, checked politely. No build and no test reaches other servers."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, build_opener

from pydantic import BaseModel

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.markup import links
from kunskapsbank.problems import Problem
from kunskapsbank.schema.fields import Format, Markup
from kunskapsbank.schema.pages import LinkWaiver, LinkWaiversFile
from kunskapsbank.schema.walk import texts
from kunskapsbank.validation import validate

_IN_PAGE: Final = re.compile(r"https?://[^\s<>\"')\]]+")
# Answers that say «not like this» rather than «not here»: asked again as a browser would.
_ASK_WITH_GET: Final = frozenset({400, 403, 404, 405, 406, 409, 500, 501, 503})
_TRY_AGAIN: Final = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Manners:
    """How to behave towards other people's servers; all times in seconds."""

    pause: float = 1.0
    timeout: float = 20.0
    tries: int = 3
    wait_before_retry: float = 10.0
    hosts_at_once: int = 6
    agent: str = "Mozilla/5.0 (compatible; SeBarnet-lankkontroll)"


@dataclass(frozen=True)
class LinkResult:
    """What one address answered.

    Attributes:
        url: as written in the file.
        status: HTTP status after redirects; 0 when no answer came.
        final: the address that answered in the end.
        error: why no answer came; empty otherwise.
    """

    url: str
    status: int
    final: str = ""
    error: str = ""

    @property
    def works(self) -> bool:
        """Whether a reader who follows the link arrives."""
        return 200 <= self.status < 400

    @property
    def moved(self) -> bool:
        """Whether the page lives at another address now; a slash or www more or less is no move."""
        return self.works and _bare(self.final) not in (_bare(self.url), _bare(_quoted(self.url)))


def _bare(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.partition("#")[0]).rstrip("/")


def external_links(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return every external address with the files that link to it, both sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in catalogue.items.values():
        if item.published:
            for url in _in_entry(item.entry):
                found[url].add(item.document.path)
    for page in catalogue.pages.values():
        for url in (*_in_entry(page.front), *_in_prose(page.document.body)):
            found[url].add(page.document.path)
    return {url: tuple(sorted(found[url])) for url in sorted(found)}


def _in_entry(entry: BaseModel) -> Iterator[str]:
    for text in texts(entry):
        form = text.marker(Format)
        if form and form.name == "url":
            yield text.value
        elif text.marker(Markup):
            yield from (target for target in links(text.value) if target.startswith("https://"))


def _in_prose(body: str) -> Iterator[str]:
    for match in _IN_PAGE.finditer(body):
        yield match[0].rstrip(".,;:!?*")


def check_links(
    urls: Sequence[str], manners: Manners, sleep: Callable[[float], None] = time.sleep
) -> list[LinkResult]:
    """Ask for every address, one at a time for each host.

    Args:
        urls: addresses, each once.
        manners: pauses, limits and name.
        sleep: waits a number of seconds.

    Returns:
        One result per address, sorted by address.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)

    def one_host(addresses: list[str]) -> list[LinkResult]:
        results = []
        for url in addresses:
            results.append(check_link(url, manners, sleep))
            sleep(manners.pause)
        return results

    with ThreadPoolExecutor(max_workers=manners.hosts_at_once) as pool:
        answers = [result for results in pool.map(one_host, by_host.values()) for result in results]
    return sorted(answers, key=lambda result: result.url)


def check_link(url: str, manners: Manners, sleep: Callable[[float], None] = time.sleep) -> LinkResult:
    """Ask for one address: HEAD first, then GET, and again after a wait when the server is only busy."""
    result = LinkResult(url, 0)
    for attempt in range(manners.tries):
        if attempt:
            sleep(manners.wait_before_retry * attempt)
        result = _ask(url, "HEAD", manners)
        if result.status in _ASK_WITH_GET:
            sleep(manners.pause)
            result = _ask(url, "GET", manners)
        if result.status and result.status not in _TRY_AGAIN:
            break
    return result


def _ask(url: str, method: str, manners: Manners) -> LinkResult:
    # The address comes from checked data and begins with http; quoting keeps å, ä and ö lawful.
    request = Request(_quoted(url), method=method, headers={"User-Agent": manners.agent})  # noqa: S310
    try:
        with build_opener().open(request, timeout=manners.timeout) as response:
            return LinkResult(url, response.status, response.geturl())
    except HTTPError as error:
        error.close()
        return LinkResult(url, error.code, url)
    except (URLError, HTTPException, OSError, ValueError) as error:
        return LinkResult(url, 0, error=str(getattr(error, "reason", error)) or type(error).__name__)


def _quoted(url: str) -> str:
    """Percent-encode what is not ASCII; the host becomes IDNA."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode("ascii")
    rest = url[url.index(parts.netloc) + len(parts.netloc) :].partition("#")[0]
    coded = "".join(sign if sign.isascii() else "".join(f"%{b:02X}" for b in sign.encode()) for sign in rest)
    return f"{parts.scheme}://{host}{coded}"


@dataclass(frozen=True)
class LinkReport:
    """Results sorted into what an editor does with them."""

    checked: int
    broken: tuple[LinkResult, ...]
    moved: tuple[LinkResult, ...]
    waived: tuple[tuple[LinkResult, LinkWaiver], ...]
    unneeded: tuple[LinkWaiver, ...]


def sort_results(results: Sequence[LinkResult], waivers: Sequence[LinkWaiver]) -> LinkReport:
    """Return the results with waived ones apart, and the waivers that nothing needs any more."""
    by_place = {waiver.link: waiver for waiver in waivers}
    broken, waived = [], []
    for result in results:
        waiver = by_place.get(result.url) or by_place.get(urlsplit(result.url).netloc)
        if result.works:
            continue
        if waiver:
            waived.append((result, waiver))
        else:
            broken.append(result)
    used = {waiver.link for _, waiver in waived}
    return LinkReport(
        len(results),
        tuple(broken),
        tuple(result for result in results if result.moved),
        tuple(waived),
        tuple(waiver for waiver in waivers if waiver.link not in used),
    )


def why(result: LinkResult) -> str:
    """Return in Swedish why a link does not work."""
    known = {
        404: "sidan finns inte",
        410: "sidan är borttagen",
        403: "servern nekar",
        401: "kräver inloggning",
    }
    if not result.status:
        return f"inget svar ({result.error})"
    return f"{result.status}, {known[result.status]}" if result.status in known else f"svar {result.status}"


def read_waivers(root: Path) -> tuple[LinkWaiver, ...] | list[Problem]:
    """Return the waivers in data/links/waivers.yml, or what is wrong with the file."""
    document = read_yaml(root, root / "data" / "links" / "waivers.yml")
    if not isinstance(document, Document):
        return document
    file = validate(document, LinkWaiversFile)
    return file.waivers if isinstance(file, LinkWaiversFile) else file
