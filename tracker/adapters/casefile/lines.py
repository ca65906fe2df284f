"""JSON Lines: `{"patient": …, "event": {…}}`, one event a line, the lines of a case together. Read and written as a stream.

Sources name their document by SHA-256. Refuses to hold more than one case in memory.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import BinaryIO

import msgspec
from msgspec import Struct

from tracker.adapters.casefile.entries import is_sound, read_entries
from tracker.adapters.casefile.header import Header
from tracker.adapters.casefile.problems import Problem, quoted
from tracker.adapters.casefile.result import CaseFile, CaseFileResult, FileEvent
from tracker.adapters.casefile.shape import LONGEST_NUMBER
from tracker.adapters.casefile.tree import DEEPEST, ListNode, MapEntry, MapNode, Node, TextNode
from tracker.events.catalogue import Entered
from tracker.values.identifiers import Patient

LONGEST_LINE = 1_000_000
"""Bytes of one line with its event; the largest that anybody recorded has some ten thousand."""

_EXPECTED = 'expects one line {"patient": pseudonym, "event": {…}}'
_HELD = "lines of one case stand together; move this one up to the others of its case"


class _Line(Struct, frozen=True):
    """One line with what it says."""

    number: int
    patient: str
    key: str
    said: object
    """The event as bare JSON, numbers as text."""
    event: Entered | None
    """The event itself, where it is written strictly; None where only a closer look tells what it says."""


class _StrictLine(Struct, frozen=True):
    """A line as `to_json_lines` writes it."""

    event: Entered


_STRICT = msgspec.json.Decoder(_StrictLine)


_LONG_NUMBER = re.compile(rb"[0-9.eE+-]{%d}" % (LONGEST_NUMBER + 1))


class _Unreadable(ValueError):  # noqa: N818 - never leaves this module
    """What a line has that no event may have."""

    def __init__(self, message: str, key: str = "") -> None:
        super().__init__(message)
        self.key = key


def looks_like_json_lines(name: str, data: bytes) -> bool:
    """Whether the file is JSON Lines: by its name, else by its first line."""
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    if name.lower().endswith((".yaml", ".yml")):
        return False
    first = data.removeprefix(BOM_UTF8).lstrip()[:1_000_000].splitlines()[:1]
    return any(re.match(rb'{\s*"', line) and b'"patient"' in line and b'"event"' in line for line in first)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _Unreadable(f"{name} stands twice in one object; write it once")
        found[name] = value
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=str)


def _is_deep(value: object, left: int = DEEPEST) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left < 0 or any(_is_deep(part, left - 1) for part in parts)


def _node(value: object, line: int) -> Node:
    match value:
        case dict():
            return MapNode(tuple(MapEntry(str(name), line, _node(part, line)) for name, part in value.items()), line)
        case list():
            return ListNode(tuple(_node(part, line) for part in value), line)
        case None:
            return TextNode("", line, plain=True)
        case bool():
            return TextNode("true" if value else "false", line)
        case _:
            return TextNode(str(value), line)


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long no more than shows it, however long it is."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _read_line(number: int, data: bytes) -> _Line:
    if len(data) > LONGEST_LINE:
        raise _Unreadable(f"longer than {LONGEST_LINE / 1e6:g} MB; one event is one line, and none is that long")
    try:
        value = _DECODER.decode(data.decode("utf-8-sig").strip())
    except _Unreadable:
        raise
    except UnicodeDecodeError:
        raise _Unreadable("not UTF-8; save the file in UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise _Unreadable(f"not JSON ({str(error)[:80]}); {_EXPECTED}") from None
    if not isinstance(value, dict) or not isinstance(value.get("event"), dict):
        raise _Unreadable(_EXPECTED)
    key = _key_of(value["event"])
    unknown = sorted(value.keys() - {"patient", "event"})
    if unknown:
        raise _Unreadable(f"no field {quoted(unknown[0])} beside patient and event; {_EXPECTED}", key)
    patient = value.get("patient", "")
    try:
        msgspec.convert(patient, Patient)
    except msgspec.ValidationError:
        raise _Unreadable(
            f"patient: expects a pseudonym of letters, digits, - . and _; found {quoted(str(patient))}", key
        ) from None
    if data.count(b"{") + data.count(b"[") > DEEPEST and _is_deep(value["event"]):
        raise _Unreadable(f"nested more than {DEEPEST} levels deep; no event needs that", key)
    return _Line(number, str(patient), key, value["event"], _strictly(data))


def _key_of(event: Mapping[str, object]) -> str:
    return str(event.get("key") or event.get("question") or "")


def _strictly(data: bytes) -> Entered | None:
    if _LONG_NUMBER.search(data):
        return None  # a number is not longer in one format than in the other
    try:
        return _STRICT.decode(data).event
    except (ValueError, RecursionError):
        return None


def _split(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file whose lines end in carriage returns alone, too."""
    for data in lines:
        yield from data.splitlines() or (b"",)


def read_json_lines(
    name: str,
    lines: Iterable[bytes],
    *,
    known_keys: AbstractSet[str] = frozenset(),
    case: str | None = None,
) -> Iterator[CaseFileResult]:
    """Read JSON Lines case by case, one result for each case: the case, or its problems.

    Args:
        name: What the file is called in problems.
        lines: The lines, such as an open binary file; blank ones are skipped.
        known_keys: Keys that the record holds already, to which times, evidence and regimens may point.
        case: The only patient that the lines may be about, where that is settled.
    """
    finished: set[str] = set()
    held: list[_Line] = []
    problems: list[Problem] = []
    for number, data in enumerate(_split(lines), 1):
        if not data.strip():
            continue
        try:
            line = _read_line(number, data)
        except _Unreadable as error:
            problems.append(Problem(name, number, error.key, str(error)))
            continue
        if held and held[0].patient != line.patient:
            finished.add(held[0].patient)
            yield _case_of(name, held, problems, known_keys)
            held, problems = [], []
        if line.patient in finished:
            problems.append(Problem(name, number, line.key, f"{line.patient} again: {_HELD}"))
        if case is not None and line.patient != case:
            expects = f"patient: expects {case}, whose record this is; found {line.patient}"
            problems.append(Problem(name, number, line.key, expects))
        held.append(line)
    if held or problems:
        yield _case_of(name, held, problems, known_keys)


def _case_of(name: str, held: list[_Line], problems: list[Problem], known_keys: AbstractSet[str]) -> CaseFileResult:
    if not held:
        return CaseFileResult((), tuple(problems))
    patient = held[0].patient
    if not problems:
        sound = [FileEvent(line.event, line.number) for line in held if line.event is not None]
        if len(sound) == len(held) and is_sound([entry.event for entry in sound], known_keys):
            return CaseFileResult((CaseFile(patient, tuple(sound)),))
    nodes = [_node(line.said, line.number) for line in held]
    events, wrong = read_entries(name, nodes, Header(patient, {}, "", lists_documents=False), known_keys)
    if problems or wrong:
        return CaseFileResult((), tuple(sorted((*problems, *wrong), key=lambda problem: problem.line)))
    return CaseFileResult((CaseFile(patient, events),))


def to_json_lines(cases: Iterable[CaseFile]) -> Iterator[bytes]:
    """Write cases as JSON Lines, one event a line with its line break."""
    encoder = msgspec.json.Encoder()
    for case in cases:
        for entry in case.events:
            yield encoder.encode({"patient": case.patient, "event": entry.event}) + b"\n"
