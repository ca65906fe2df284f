"""Random small lives for laws about months and states: few names, many collisions. Refuses to be clinically plausible."""

from collections.abc import Callable

from hypothesis import strategies as st
from msgspec import structs

from tests import examples as ex
from tests.said import Said, time
from tracker.events.catalogue import Fact
from tracker.values import vocabularies as words
from tracker.values.vocabularies import Newness

REGIMENS = ("l1", "l2", "l3")
DAYS = st.integers(-70, 400)
Maker = Callable[[st.DataObject, str, Said], Fact]


def _kind(data: st.DataObject, *choices: str) -> str:
    return data.draw(st.sampled_from(choices))


def _started(data: st.DataObject, key: str, said: Said) -> Fact:
    return ex.started(
        _kind(data, *REGIMENS),
        *data.draw(st.sampled_from((("cisplatin",), ("tislelizumab", "capecitabine"), ()))),
        key=key,
        line=data.draw(st.sampled_from((None, 1, 2))),
        phase=data.draw(st.sampled_from((words.Phase.NOT_STATED, words.Phase.MAINTENANCE, words.Phase.CONCURRENT))),
        **said,
    )


def _resulted(data: st.DataObject, key: str, said: Said) -> Fact:
    analyte, unit = data.draw(st.sampled_from((("EBV-DNA", "{copies}/mL"), ("LDH", "U/L"))))
    return ex.lab(analyte, data.draw(st.integers(1, 9)), unit, key=key, **said)


def _assessed(data: st.DataObject, key: str, said: Said) -> Fact:
    """A score, or a decline without one."""
    score = data.draw(st.sampled_from((None, 0, 1, 5)))
    return structs.replace(ex.ecog(score, key=key, **said), words="decline" if score is None else "")


MAKERS: tuple[Maker, ...] = (
    _started,
    lambda data, key, said: ex.held(_kind(data, *REGIMENS), words.ChangeReason.FINANCIAL, key=key, **said),
    lambda data, key, said: ex.resumed(_kind(data, *REGIMENS), key=key, **said),
    lambda data, key, said: ex.stopped(_kind(data, *REGIMENS), key=key, **said),
    lambda data, key, said: ex.cycle(_kind(data, *REGIMENS), data.draw(st.integers(1, 4)), key=key, **said),
    lambda _, key, said: ex.radiotherapy(key, 60, 30, **said),
    _resulted,
    lambda data, key, said: ex.staged("T2", "N1", "M0", _kind(data, "II", "III"), key=key, **said),
    _assessed,
    lambda data, key, said: ex.scan(
        key,
        ex.lesion(
            _kind(data, "node", "liver"),
            data.draw(st.sampled_from((None, 10, 24))),
            status=data.draw(st.sampled_from((words.LesionStatus.PRESENT, words.LesionStatus.RESOLVED))),
            new=data.draw(st.sampled_from((Newness.YES, Newness.NO))),
        ),
        **said,
    ),
    lambda data, key, said: ex.finding(
        key,
        _kind(data, "pain", "fatigue", "symptoms"),
        presence=data.draw(st.sampled_from((words.Presence.PRESENT, words.Presence.RELIEVED, words.Presence.ABSENT))),
        **said,
    ),
    lambda data, key, said: ex.response(key, _kind(data, "CR", "SD", "PD", "not-stated"), **said),
    lambda _, key, said: ex.progression(None, "liver", key=key, **said),
    lambda data, key, said: ex.adverse_event(
        _kind(data, "Nausea", "Rash"), data.draw(st.integers(1, 3)), key=key, **said
    ),
    lambda data, key, said: ex.contact(key, data.draw(st.sampled_from(tuple(words.DiseaseStatus))), **said),
    lambda _, key, said: ex.died("infection", key=key, **said),
)
"""One maker per event that moves a state."""


TREATMENT = (*MAKERS[:5], *MAKERS[:4], MAKERS[-1])
"""Makers of what opens and ends regimens, so that a short life has many of them."""

CHEMORADIATION: tuple[Maker, ...] = (
    lambda data, key, said: structs.replace(
        ex.radiotherapy(key, 60, 30, **said),
        concurrent_regimen=data.draw(st.sampled_from((None, *REGIMENS))),
        line=data.draw(st.sampled_from((None, 1))),
    ),
)
"""Makers of courses of radiotherapy beside drugs, which may begin a line before the drugs do."""

RESULTS: tuple[Maker, ...] = (_resulted, _resulted)
"""Makers of results, so that some fall between a start and its first cycle."""


def _said(data: st.DataObject, before: list[str], *, fixed: bool, known: bool) -> Said:
    """A day, some days, or some days after another fact; sometimes known later."""
    day = data.draw(DAYS)
    forms: list[Said] = [{"day": day}]
    if not fixed:
        forms.append({"day": (day, day + data.draw(st.integers(1, 90)))})
        forms.append({"at": "unknown"})
        if before:
            forms.append({"after": data.draw(st.sampled_from(before)), "at_least": "3 d", "at_most": "60 d"})
    said = data.draw(st.sampled_from(forms))
    if known and data.draw(st.booleans()) and "day" in said:
        latest = day + 90 if isinstance(said["day"], tuple) else day
        late = time(day=latest + data.draw(st.integers(1, 200)))
        said["known"] = data.draw(st.sampled_from((late, "publication")))
    return said


@st.composite
def lives(
    draw: st.DrawFn, *, fixed: bool = False, known: bool = True, most: int = 14, of: tuple[Maker, ...] = MAKERS
) -> tuple[Fact, ...]:
    """Facts of one patient, a diagnosis at time zero among them.

    Args:
        draw: Hypothesis' own.
        fixed: Every fact on an exact day, so that nothing hangs on anything.
        known: Whether facts may be known later than they happened.
        most: At most so many facts besides the diagnosis.
        of: What the facts are.
    """
    data = draw(st.data())
    facts: list[Fact] = [ex.diagnosed(day=0)]
    for number in range(draw(st.integers(1, most))):
        make = draw(st.sampled_from(of))
        said = _said(data, [fact.key for fact in facts], fixed=fixed, known=known)
        facts.append(make(data, f"f{number:02}", said))
    return tuple(facts)
