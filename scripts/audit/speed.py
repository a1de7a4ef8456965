"""What a page weighs and how soon its largest part is painted on a slow phone connection."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Final

from playwright.sync_api import Browser, Response

PHONE_WIDTH: Final = 360
PHONE_HEIGHT: Final = 740
RUNS: Final = 5
# Milliseconds within which the largest part of every page type is painted.
LARGEST_PAINT_BAR: Final = 1300
# Slow 4G as Lighthouse names it: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.
# Source: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
SLOW_4G: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
_LARGEST_PAINT: Final = """() => new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
        .observe({type: "largest-contentful-paint", buffered: true});
})"""


@dataclass(frozen=True)
class Speed:
    """One page: bytes sent with gzip on a first visit, and milliseconds to the largest paint (median)."""

    weight: int
    paint: float


def measure(browser: Browser, address: str, runs: int = RUNS) -> Speed:
    """Open the page ``runs`` times on slow 4G with an empty cache.

    Args:
        browser: the running browser.
        address: the page on a server that compresses.
        runs: how many times; the median is told.

    Returns:
        Weight in bytes (page, styles, scripts and pictures) and paint in milliseconds.
    """
    visits = [_visit(browser, address) for _ in range(runs)]
    return Speed(max(weight for weight, _ in visits), median(paint for _, paint in visits))


def _visit(browser: Browser, address: str) -> tuple[int, float]:
    context = browser.new_context(
        viewport={"width": PHONE_WIDTH, "height": PHONE_HEIGHT}, locale="sv-SE", service_workers="block"
    )
    weights: list[int] = []

    def weigh(response: Response) -> None:
        weights.append(int(response.headers.get("content-length", "0")))

    page = context.new_page()
    page.on("response", weigh)
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_4G)
    page.goto(address, wait_until="load")
    paint = float(page.evaluate(_LARGEST_PAINT))
    context.close()
    return sum(weights), paint
