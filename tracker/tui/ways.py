"""What a newcomer wants to know on a screen, and the keys that lead there: the first rows of its help.

Refuses a key that neither the screen has nor a box that it opens.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tracker.tui.command import Place
from tracker.values.drugs import long_name

_TO_SQL = ("5", "ask all cases: cycles, progressions, labs, response, overall survival; examples are there")

WAYS: Mapping[Place, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Place.CASES: (
            ("j enter", "open a case, month by month from its first one"),
            ("c", "lay the selected case beside another one"),
            ("f", "strips show all of a case; f hides what comes after the month at which its replay was left"),
            _TO_SQL,
        ),
        Place.REPLAY: (
            (
                "} enter",
                "when something turned and on what evidence: } goes to the next milestone, enter tells its source",
            ),
            ("j enter", "the same of any line of a panel: j or tab selects one, j goes on to what is below"),
            ("h w", "what the team knew: h is a month earlier, w leaves out what came to light only later"),
            ("f", "what came after: hidden, then faintly, then in full"),
            ("!", "what does not fit together in the record: the warnings at the top"),
            ("c", "compare with another case"),
            ("e f", "write the figure of the case as a file, or the month, or the whole replay"),
            _TO_SQL,
        ),
        Place.TIMELINE: (
            ("] enter", "go from event to event as in the replay, and to the source of one"),
            ("j o", "go to a group and fold it into one row: its treatments, and its facts beside them"),
            ("+ ( )", "zoom in where a cell says 3 or + for several facts, and scroll; _ shows the whole case"),
            ("e", "write the figure of the case"),
            _TO_SQL,
        ),
        Place.COMPARE: (
            ("h l", "both cases a month earlier or later; what comes after it is hidden until f shows it"),
            ("A", "put another day of both at 0: diagnosis, first treatment, first progression, the calendar"),
            ("j PgDn", "read on in the phases, of which each row has both cases beside each other"),
            ("c", "another case beside this one"),
            ("e", "write both as one figure"),
        ),
        Place.SQL: (
            ("tab enter", "take an example into the editor: cycles, progressions, labs, response, overall survival"),
            ("^r", "run what the editor holds"),
            ("h l", "the columns beside, where an arrow says that there are more; NULL: nothing is stated"),
            ("y", "copy the cell looked at, which stands in full below the answer"),
            ("e", "write all rows of the answer to a file"),
        ),
        Place.AUDIT: (
            ("/", "find lines of the log by words: a case, a type, a person"),
            ("enter", "all of a line: what was recorded, by whom, what it corrects"),
            ("v", "whether the log is as it was written"),
        ),
    }
)


def drugs_told(labels: Iterable[str]) -> list[str]:
    """The short names of drugs in the names of treatments, each once and with what it stands for.

    >>> drugs_told(["nab-P + tisle", "tisle? + cisplatin"])
    ['nab-P nab-paclitaxel', 'tisle tislelizumab']
    """
    short = dict.fromkeys(part.strip(" ?") for label in labels for part in label.split("+"))
    return [f"{each} {long_name(each)}" for each in short if long_name(each) != each]
