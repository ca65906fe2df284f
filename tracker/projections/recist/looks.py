"""Looks at lesions, as recorded: which lesion, in which fact, by which image. Refuses to order two facts by their place in the log."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tracker.events.disease import ResponseAssessed
from tracker.events.observation import FindingNoted, LesionObserved, ScanReported
from tracker.projections.first_doses import days_between
from tracker.projections.history import History, PlacedFact
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import LesionStatus, Modality

_SEEING = frozenset({ScanReported, FindingNoted, ResponseAssessed})
"""Kinds of facts that may observe a lesion."""


class Look(Struct, frozen=True, gc=False):
    """One lesion at one look."""

    lesion: LesionObserved
    modality: Modality | None
    """None: an examination, or a judgment of the response."""
    by: PlacedFact

    @property
    def key(self) -> str:
        """Of the fact that observes it."""
        return self.by.event.key


class Visit(Struct, frozen=True):
    """Looks that make one assessment, in the order of living."""

    looks: tuple[Look, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its facts, each once."""
        return tuple(dict.fromkeys(look.by.event.key for look in self.looks))

    @property
    def first(self) -> PlacedFact:
        """The fact that it begins with."""
        return self.looks[0].by


def looks_of(history: History) -> tuple[Look, ...]:
    """Every look at every lesion, in the order of living and within a fact in its order."""
    return history.once(_looks_of)


def _looks_of(history: History) -> tuple[Look, ...]:
    return tuple([look for placed in history.facts if type(placed.event) in _SEEING for look in _looks_at(placed)])


def _looks_at(placed: PlacedFact) -> Iterator[Look]:
    match placed.event:
        case ScanReported(studies=studies):
            for study in studies:
                for lesion in study.lesions:
                    yield Look(lesion, study.modality, placed)
        case FindingNoted(lesions=lesions) | ResponseAssessed(lesions=lesions):
            for lesion in lesions:
                yield Look(lesion, None, placed)
        case _:
            return


def looks_until(history: History, looks: Sequence[Look], last: PlacedFact) -> list[Look]:
    """Looks not after a fact."""
    return [look for look in looks if days_between(history, look.by, last) >= -PRECISION_DAYS]


def visits_between(
    history: History, looks: Sequence[Look], first: PlacedFact, last: PlacedFact | None, window_days: float
) -> list[Visit]:
    """Looks strictly after one fact and not after another, as visits.

    Args:
        history: The facts in their places.
        looks: In the order of living.
        first: The first dose of a line.
        last: The first dose of the next one; None: there is none.
        window_days: Looks within so many days of the first look of a visit belong to it.
    """
    visits: list[list[Look]] = []
    for look in looks:
        if days_between(history, first, look.by) <= PRECISION_DAYS:
            continue
        if last is not None and days_between(history, look.by, last) < -PRECISION_DAYS:
            continue
        if visits and days_between(history, visits[-1][0].by, look.by) <= window_days + PRECISION_DAYS:
            visits[-1].append(look)
        else:
            visits.append([look])
    return [Visit(tuple(visit)) for visit in visits]


def merged(looks: Sequence[Look]) -> dict[str, Look]:
    """One look per lesion: of several at one visit the one that says more, else the later.

    What gives a size says more than what gives none, and what still sees a lesion more than what does not.
    """
    found: dict[str, Look] = {}
    for look in looks:
        before = found.get(look.lesion.lesion)
        if before is None or _weight(look) >= _weight(before):
            found[look.lesion.lesion] = look
    return found


def _weight(look: Look) -> tuple[bool, bool]:
    return look.lesion.status is not LesionStatus.RESOLVED, look.lesion.mm is not None
