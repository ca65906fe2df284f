"""Reading a case file as a whole. Refuses a file of which any part is wrong, and names every part that is."""

from collections.abc import Set as AbstractSet

from tracker.adapters.casefile.entries import read_entries
from tracker.adapters.casefile.header import read_header
from tracker.adapters.casefile.lines import looks_like_json_lines, read_json_lines
from tracker.adapters.casefile.problems import Flaw, Problem
from tracker.adapters.casefile.result import CaseFile, CaseFileResult
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, line_at, yaml_trees
from tracker.adapters.signatures import no_utf8
from tracker.decisions.refused import resembling

LARGEST_YAML = 5_000_000
"""Bytes. YAML is for what a person writes; a cohort is JSON Lines, which is read as a stream."""

_EMPTY = "the file holds no case; expects format, case and events, as tracker new writes them"


def read_case_file(
    name: str, data: bytes, *, known_keys: AbstractSet[str] = frozenset(), case: str | None = None
) -> CaseFileResult:
    """Read a case file, YAML (one case a document) or JSON Lines.

    Args:
        name: What the file is called in problems; `.jsonl` and `.ndjson` are JSON Lines, any other name is looked into.
        data: The bytes of the file, UTF-8.
        known_keys: Keys that the record holds already, to which times, evidence and regimens may point.
        case: Whose record it goes to, where that is settled: the file may then leave out its header and hold a list of
            events, or one event, alone; it may not be about another patient.

    Returns:
        The cases, or every problem of the file. A case with a problem is not among the cases.
    """
    if looks_like_json_lines(name, data):
        cases: list[CaseFile] = []
        problems: list[Problem] = []
        for result in read_json_lines(name, data.splitlines(), known_keys=known_keys, case=case):
            cases.extend(result.cases)
            problems.extend(result.problems)
        if not cases and not problems:
            problems.append(Problem(name, 0, "", _EMPTY))
        return CaseFileResult((), tuple(problems)) if problems else CaseFileResult(tuple(cases))
    return _read_yaml(name, data, known_keys, case)


def _read_yaml(name: str, data: bytes, known_keys: AbstractSet[str], case: str | None) -> CaseFileResult:
    if len(data) > LARGEST_YAML:
        size = f"more than {LARGEST_YAML / 1e6:.0f} MB of YAML"
        return _only(
            Problem(name, 0, "", f"{size}; write it as JSON Lines (.jsonl, one event a line), which is streamed")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _only(Problem(name, line, "", no_utf8(data, "a case file")))
    trees, flaws = yaml_trees(text)
    cases: list[CaseFile] = []
    problems: list[Problem] = []
    for tree in trees:
        found, wrong = _read_case(name, tree, known_keys, case)
        problems.extend(wrong)
        if found is not None:
            problems.extend(_second(name, tree, found, cases))
            cases.append(found)
    problems.extend(flaw.within(name, _key_around(trees, flaw.line)) for flaw in flaws)
    if not cases and not problems:
        problems.append(Problem(name, 0, "", _EMPTY))
    if problems:
        return CaseFileResult((), tuple(sorted(problems, key=lambda problem: problem.line)))
    return CaseFileResult(tuple(cases))


def _only(problem: Problem) -> CaseFileResult:
    return CaseFileResult((), (problem,))


def _second(name: str, tree: Node, found: CaseFile, cases: list[CaseFile]) -> tuple[Problem, ...]:
    if all(other.patient != found.patient for other in cases):
        return ()
    return (
        Problem(name, tree.line, "", f"{found.patient} has a document of this file already; put its events together"),
    )


def _as_case(tree: Node, case: str | None) -> MapNode | None:
    """The case as a mapping; one event or a list of them alone counts where it is settled whose they are."""
    match tree:
        case MapNode() if case is None or tree.get("type") is None or tree.get("events") is not None:
            return tree
        case MapNode():
            return MapNode((MapEntry("events", tree.line, ListNode((tree,), tree.line)),), tree.line)
        case ListNode() if case is not None:
            return MapNode((MapEntry("events", tree.line, tree),), tree.line)
        case _:
            return None


def _read_case(
    name: str, tree: Node, known_keys: AbstractSet[str], case: str | None
) -> tuple[CaseFile | None, tuple[Problem, ...]]:
    node = _as_case(tree, case)
    if node is None:
        if getattr(tree, "blank", False):
            return None, ()
        return None, (Problem(name, tree.line, "", "expects a mapping with format, case and events; see tracker new"),)
    if node.get("metaData") is not None and node.get("subject") is not None:
        said = "a Phenopacket, which is written and not read; import the case file or the mCODE bundle of the case"
        return None, (Problem(name, tree.line, "", said),)
    if case is None and node.get("type") is not None and node.get("events") is None:
        said = "an event by itself; `tracker record CASE FILE` records it, a case file has format, case and events"
        return None, (Problem(name, tree.line, "", said),)
    if node.get("mapping") is not None and node.get("patient") is not None:
        said = "a mapping of tables, not a case; `tracker import --mapping MAPPING TABLE` reads a table by it"
        return None, (Problem(name, tree.line, "", said),)
    flaws: list[Flaw] = []
    header = read_header(node, case, flaws)
    listed = node.get("events")
    if not isinstance(listed, ListNode):
        hint = resembling("events", [entry.name for entry in node.entries])
        flaws.append(
            Flaw(line_at(node, ("events",)), (), f"events: expects a list of events, each with key and type{hint}")
        )
        listed = ListNode((), node.line)
    events, problems = read_entries(name, listed.items, header, known_keys)
    told = (*(flaw.within(name, "") for flaw in flaws), *problems)
    return CaseFile(header.patient, events, tuple(header.documents.items())), told


def _key_around(trees: tuple[Node, ...], line: int) -> str:
    """The key of the event that holds a line; empty outside of the events."""
    key = ""
    for tree in trees:
        listed = tree.get("events") if isinstance(tree, MapNode) else None
        for event in listed.items if isinstance(listed, ListNode) else ():
            if isinstance(event, MapNode) and event.line <= line:
                key = event.text("key")
    return key
