"""Work for a second processor: a copy of this process does it while this one goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

Result = TypeVar("Result")


@contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Begin ``work``; the function that comes out waits for its result and may be called again.

    Where a process cannot be copied safely, and if the copy is lost, the work is done when it is asked for,
    and at the latest when the block ends.

    Args:
        work: gives a result that can be pickled. It may write files but change nothing in memory: that is
            lost with the copy. If the copy fails, all of it is done once more.
    """
    if sys.platform != "linux":
        asked = cache(work)
        yield asked
        asked()
        return
    # A copy has all data at once; another way of starting a process would have to send it over.
    context = get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, send))
    process.start()
    send.close()

    @cache
    def result() -> Result:
        try:
            answer: Result = receive.recv()
        except EOFError:
            return work()
        return answer

    try:
        yield result
        result()  # nobody may wait for a copy that waits for its answer to be taken
    finally:
        process.join()
        receive.close()


def _answer(work: Callable[[], object], send: Connection) -> None:
    with suppress(Exception):  # it will be met again where it can be told
        send.send(work())
