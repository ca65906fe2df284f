"""Case files in a few words, for tests of what is read from them. Refuses to touch a file."""

from tracker.adapters.casefile import CaseFile, Problem, read_case_file

HEAD = "format: 1\ncase: p\nevents:\n"
"""Three lines: the first event stands in the fourth."""


def problems_of(events: str) -> tuple[Problem, ...]:
    """What is wrong with a case of these events."""
    return read_case_file("p.yaml", (HEAD + events + "\n").encode()).problems


def case_of(events: str) -> CaseFile:
    """The only case of a sound file."""
    result = read_case_file("p.yaml", (HEAD + events + "\n").encode())
    assert [str(problem) for problem in result.problems] == []
    (case,) = result.cases
    return case
