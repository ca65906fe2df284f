"""Folding every stream of a log into rows, on all processors where there is enough to fold. Refuses to read or write any.

Patients have nothing in common, so streams go out to helper processes as stored lines and come back as rows. A helper has
no database, and ends with the process that it helps, also when that one is killed. What a helper cannot fold is folded
again here, where it fails with its reason.
"""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

import msgspec

from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.projections.rows import rows_of
from tracker.store.lines import Line, decoded, patient_of
from tracker.store.refusals import Undecodable

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""By read model, in the order of the columns."""

FoldEach = Callable[[Iterable[list[Line]]], Iterator[tuple[str, Rows | Undecodable]]]
"""Whole streams as stored to patients and rows, in the order of the streams; in place of rows may stand why there are none."""

LINES_WORTH_HELP = 20_000
"""With fewer, a helper takes longer to start than it saves."""

LINES_AT_ONCE = 500
"""Streams go out together until they have so many lines: some 20 ms of folding, much longer than asking takes."""

OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""How many objects more than before a helper holds when it looks for circles among them; folding leaves none."""

ASKED_AT_ONCE = 3
"""How often each helper is asked before the first answer is waited for: what is held in memory at any time."""

_encode = msgspec.msgpack.Encoder().encode
_decode_streams = msgspec.msgpack.Decoder(list[list[Line]]).decode
_decode_folds = msgspec.msgpack.Decoder(list[dict[str, list[tuple[Any, ...]]] | None]).decode


def fold(lines: Sequence[Line]) -> Rows:
    """The rows of one patient from the whole stream, at the default tolerance.

    Raises:
        Undecodable: at a line that cannot be read.
    """
    return rows_of(history_of(record_of(patient_of(lines), decoded(lines))))


@contextmanager
def folding(lines: int) -> Iterator[FoldEach]:
    """Fold streams, as often as one likes within the context; helpers start when they are first asked, and end with it.

    Args:
        lines: How many there are to fold in all, roughly; decides on help.
    """
    helpers = processors() if lines >= LINES_WORTH_HELP else 1
    if helpers == 1:
        yield _fold_here
        return
    # A helper starts from nothing: a fork would inherit the connections and the locks of other threads.
    pool = ProcessPoolExecutor(helpers, multiprocessing.get_context("spawn"), _begin_helping)
    try:
        yield partial(_with_helpers, pool, helpers * ASKED_AT_ONCE)
    finally:
        pool.shutdown(cancel_futures=True)


def _fold_here(streams: Iterable[list[Line]]) -> Iterator[tuple[str, Rows | Undecodable]]:
    for stream in streams:
        yield patient_of(stream), _fold_or_reason(stream)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def unreadable_in(stream: Sequence[Line]) -> Undecodable | None:
    """Why a stream cannot be folded, naming the line with which it ceases to be foldable; None where it can be."""
    found = _fold_or_reason(stream) if stream else None
    return found if isinstance(found, Undecodable) else None


def _fold_or_reason(stream: Sequence[Line]) -> Rows | Undecodable:
    try:
        return fold(stream)
    except Undecodable as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever a tampered payload leads to, the other streams are still folded
        reason = f"what it says cannot be placed ({type(error).__name__}: {error})"
        return Undecodable(seq=_first_unplaced(stream), patient=patient_of(stream), reason=reason)


def _first_unplaced(stream: Sequence[Line]) -> int:
    """The seq of the line with which a stream that cannot be folded ceases to be foldable."""
    folds, fails = 0, len(stream)
    while fails - folds > 1:
        middle = (folds + fails) // 2
        try:
            fold(stream[:middle])
        except Exception:  # noqa: BLE001 - as above
            fails = middle
        else:
            folds = middle
    return stream[fails - 1][0]


def _with_helpers(
    pool: ProcessPoolExecutor, most: int, streams: Iterable[list[Line]]
) -> Iterator[tuple[str, Rows | Undecodable]]:
    asked: deque[tuple[list[list[Line]], Future[bytes] | None]] = deque()
    for part in _parts(streams):
        asked.append((part, _ask(pool, part)))
        if len(asked) > most:
            yield from _answered(*asked.popleft())
    while asked:
        yield from _answered(*asked.popleft())


def _parts(streams: Iterable[list[Line]]) -> Iterator[list[list[Line]]]:
    """Streams that go out together."""
    part, lines = [], 0
    for stream in streams:
        part.append(stream)
        lines += len(stream)
        if lines >= LINES_AT_ONCE:
            yield part
            part, lines = [], 0
    if part:
        yield part


def _ask(pool: ProcessPoolExecutor, part: list[list[Line]]) -> Future[bytes] | None:
    """Hand streams to a helper; None where there is none to be had."""
    try:
        return pool.submit(_help, _encode(part))
    except (BrokenExecutor, OSError):
        return None


def _answered(part: list[list[Line]], future: Future[bytes] | None) -> Iterator[tuple[str, Rows | Undecodable]]:
    folds: list[Rows | None] = [None] * len(part)
    if future is not None:
        with suppress(BrokenExecutor):
            folds = _decode_folds(future.result())
    for stream, rows in zip(part, folds, strict=True):
        yield patient_of(stream), _fold_or_reason(stream) if rows is None else rows


def _help(streams: bytes) -> bytes:
    """In a helper: fold what was asked; in place of what cannot be read stands None."""
    folds = [_fold_or_reason(stream) for stream in _decode_streams(streams)]
    return _encode([None if isinstance(rows, Undecodable) else rows for rows in folds])


def _begin_helping() -> None:
    """In a helper: end with the process that is helped, and leave an interrupt from the keyboard to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    # Looking at what was imported, or at a history while it is folded, would find nothing.
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
