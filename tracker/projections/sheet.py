"""What a month looks like in words: the finished lines that the terminal, `tracker show` and exports print alike.

Faces lay these lines out and compute nothing. Refuses to carry a value forward silently: every line has its age.
"""

from msgspec import Struct

from tracker.projections.chronology import Placement

APPEARED = "+"
"""The mark of a line that was not there the month before. `NEW` is what a source calls a lesion."""


class StateLine(Struct, frozen=True, kw_only=True):
    """One line of the state panel, such as `Stage  IVB (AJCC 8)  was III`."""

    label: str
    """Lines that belong together follow each other and have the same one."""
    text: str
    was: str = ""
    """What it was at the end of the month before, where it changed; empty where it did not."""
    mark: str = ""
    """`NEW` and `GONE` of a lesion, `▲`, `▼`, `=`, `+` for a line that was not there the month before; or empty."""
    age_days: float | None = None
    """How old the fact is at the end of the month, by estimate; None where age means nothing (a diagnosis, a death)."""
    age: str = ""
    """The same in words, `22 d` or `7 mo`, with `≈` where its bounds allow another; empty where `span` says when."""
    span: str = ""
    """The months between which the fact happened, `M8–M28` or `≥M8`, where that is too uncertain for an age."""
    approximate: bool = False
    """The fact may not have happened by the end of the month (`yet?`)."""
    contradictory: bool = False
    keys: tuple[str, ...] = ()
    """The facts it rests on, the one that states it first."""
    full: str = ""
    """The value unabbreviated, such as the names of drugs in full; empty where nothing is abbreviated."""
    slot: str = ""
    """What the line is about, the same in every month, `lesion:node` or `ecog`; empty where its label alone says it."""


class LabLine(Struct, frozen=True, kw_only=True):
    """One line of the laboratory panel: the last result of an analyte."""

    analyte: str
    value: str
    """`2.63e3`, `< 500`, or the source's word in quotation marks where it gives no number."""
    unit: str
    flag: str = ""
    """`H` or `L`, only with a basis."""
    flag_basis: str = ""
    """`reference range` or the source's word."""
    grade: str = ""
    """`G3`, `G1 by word`, `not gradable` or empty where the analyte has no grades."""
    grade_version: str = ""
    """The version of CTCAE that it is by."""
    grade_basis: str = ""
    """What it rests on, `absolute`, `ULN` or `word`, or why the result is not gradable."""
    change: str = ""
    """Against the result before it: `▼ 99 %`, `▲ ×20`, `= 0 %`; empty where that one is no number in the same unit."""
    fold: str = ""
    """A fall to a tenth or less as a factor, `÷4695`: in percent all of them are 99."""
    last_number: str = ""
    """`2.63e3 copies/mL, 10 mo old`: the last number, where the last result gives none."""
    age_days: float | None = None
    age: str = ""
    """As in `StateLine`."""
    span: str = ""
    """As in `StateLine`."""
    this_month: bool = False
    approximate: bool = False
    """The result may not have come by the end of the month (`yet?`)."""
    series: tuple[float, ...] = ()
    """The last numeric results in the unit of the last one, in order of living, for a sparkline."""
    word: str = ""
    """The source's own word, beside the number where it gives both."""
    key: str = ""
    was: str = ""
    """What it was at the reference that was chosen, where it differs; empty where that is the result before."""
    keys: tuple[str, ...] = ()
    """The facts it rests on: the result, the one before it where there is a change, the last number, the baseline."""


class EventLine(Struct, frozen=True, kw_only=True):
    """One event of the month."""

    key: str
    when: str
    """`M8.3`, `≈M8.3` or `2023-08-12`; of a possible event from when on it is possible, `≥M8.3` or `open`."""
    kind: str
    """`DX`, `SCAN`, `LAB`, `PD`, `START`, `CYCLE`, `RT`, `AE` … at most 6 characters."""
    text: str
    certain: bool = True
    """Whether it has happened by the end of the month, whatever the truth within its bounds; else `yet?`."""
    possible: bool = False
    """Its earliest day is past but its estimate is not: listed, not folded."""
    late: bool = False
    """Known only later than it happened."""
    corrected: bool = False
    contradictory: bool = False
    names: tuple[str, ...] = ()
    """What it is called besides its key: `PD2`, `c5` for cycle 5 of any regimen."""
    occurred: Placement | None = None
    known: Placement | None = None
    """When it could be known; None for what only the publication knew."""


class Sheet(Struct, frozen=True, kw_only=True):
    """One month, finished."""

    patient: str
    identity: str
    """`male, 51 y  nasopharyngeal carcinoma, de novo metastatic`."""
    month: int
    label: str
    """`M8`, in a dated case `M8 · to 2023-08-31`."""
    start_day: float
    end_day: float
    state: tuple[StateLine, ...]
    labs: tuple[LabLine, ...]
    events: tuple[EventLine, ...]
    possible: tuple[EventLine, ...]
    reference: str = ""
    """What `was` and changes compare with, where that is not the month before: `baseline, ≈M0.2`, `nadir`."""
    badge: str = ""
    """The latest progression or the death: `▲ PD1`, `▲ PD1 yet?`, `△ PD4?` where it is only biochemical, and only possible."""
