"""Synthetic cohorts, deterministic by seed: charts as a clinic would record them. Refuses to look like anybody's real one.

A chart has calendar dates (a few only to the month) and some times that hang on others, three-weekly regimens with
holds, results each cycle, scans with lesions, responses and progressions that follow from the lesions, knowledge later
than the fact, late entries, amendments and retractions. It is clean: no rule of `tracker check` fires on it.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.chart import Chart, Habits
from tests.examples import recorded
from tests.panel import INDUCTION, MAINTENANCE, TOXICITIES, Regimen
from tracker.events.catalogue import Event
from tracker.events.deliberation import IntervalStated
from tracker.events.fact import Site
from tracker.events.person import PatientContacted, PatientDied, PerformanceAssessed
from tracker.events.recorded import Recorded
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    CycleGiven,
    RadiotherapyGiven,
    RadiotherapyVolume,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.values import vocabularies as words
from tracker.values.when import Lasting, Timing, When

CYCLE_DAYS = 21
CYCLE = Lasting(stated="21 d")
CYCLES_PER_RESTAGING = 3
DEFAULT_HABITS = Habits()


def _toxicity(chart: Chart, cycle: str) -> AdverseEventNoted:
    rng = chart.rng
    occurred: When = chart.when()
    if rng.random() < chart.habits.relative:
        occurred = Timing(after=cycle, stated=f"{rng.randrange(1, 15)} d")
    return AdverseEventNoted(
        key=f"ae-{chart.number('toxicity')}",
        occurred=occurred,
        term=rng.choice(TOXICITIES),
        grade=rng.randrange(1, 4),
        ctcae_version="5.0",
        attribution="possible",
    )


def _hold(chart: Chart, regimen: str) -> None:
    number = chart.number("hold")
    reason = chart.rng.choice((words.ChangeReason.TOXICITY, words.ChangeReason.REFUSAL))
    on = chart.day.isoformat()
    chart.day += timedelta(days=7 * chart.rng.randrange(1, 3))
    back = chart.day.isoformat()
    chart.add(
        RegimenHeld(key=f"hold-{number}", occurred=on, regimen=regimen, reason=reason),
        RegimenResumed(key=f"resume-{number}", occurred=back, regimen=regimen),
    )


def _cycle(chart: Chart, regimen: str, number: int, plan: Regimen) -> None:
    """One cycle with its results and complaints; the day moves to the next one."""
    rng, key = chart.rng, f"{regimen}-c{number}"
    on = chart.day.isoformat()
    chart.add(CycleGiven(key=key, occurred=on, regimen=regimen, number=number, drugs=plan.given, lasting=CYCLE))
    chart.panel()
    if rng.random() < 0.4 and not chart.full():
        chart.add(_toxicity(chart, key))
    if rng.random() < 0.3 and not chart.full():
        chart.add(PerformanceAssessed(key=f"ecog-{chart.number('ecog')}", occurred=on, ecog=rng.randrange(3)))
    if rng.random() < 0.2 and not chart.full():
        chart.add(PatientContacted(key=f"visit-{chart.number('contact')}", occurred=chart.when(), function="working"))
    chart.day += timedelta(days=CYCLE_DAYS)
    if rng.random() < 0.08 and not chart.full():
        _hold(chart, regimen)


def _irradiate(chart: Chart, regimen: str) -> None:
    volume = RadiotherapyVolume(name="PGTVm", sites=(Site(name="bone"),), dose_gy=Decimal(30), fractions=10)
    chart.add(
        RadiotherapyGiven(
            key=f"rt-{chart.number('radiotherapy')}",
            occurred=chart.day.isoformat(),
            lasting=Lasting(stated="14 d"),
            intents=("palliative",),
            volumes=(volume,),
            delivery=words.Delivery.DELIVERED,
            concurrent_regimen=regimen,
        )
    )


def _regimen(chart: Chart, regimen: str, line: int, phase: words.Phase, cycles: int | None) -> bool:
    """Give a regimen until its cycles are given, the disease progresses or the chart is full; True on progression."""
    rng = chart.rng
    plan = rng.choice(MAINTENANCE if phase is words.Phase.MAINTENANCE else INDUCTION)
    on = chart.day.isoformat()
    chart.add(
        RegimenStarted(
            key=regimen, occurred=on, regimen=regimen, name=plan.name, drugs=plan.drugs, phase=phase, line=line
        )
    )
    if line > 1 and phase is words.Phase.PALLIATIVE and rng.random() < 0.25:
        _irradiate(chart, regimen)
    number = 0
    progressed = False
    while not (progressed or chart.full() or number == cycles):
        number += 1
        _cycle(chart, regimen, number, plan)
        if number % CYCLES_PER_RESTAGING == 0 and not chart.full():
            progressed = chart.restage(line)
    if progressed or number == cycles:
        reason = words.ChangeReason.PROGRESSION if progressed else words.ChangeReason.COMPLETED
        chart.add(
            RegimenStopped(key=f"{regimen}-stopped", occurred=chart.day.isoformat(), regimen=regimen, reason=reason)
        )
    return progressed


def _end(chart: Chart) -> None:
    """Fill the chart to its number of events: what was entered late, contacts, and the death if it comes to that."""
    chart.flush()
    rest = chart.count - len(chart.events) - chart.dies
    for _ in range(rest):
        key = f"visit-{chart.number('contact')}"
        status = words.DiseaseStatus.STABLE
        chart.add(PatientContacted(key=key, occurred=chart.day.isoformat(), disease_status=status))
        chart.day += timedelta(days=1)
    if chart.dies:
        chart.add(
            PatientDied(
                key="death",
                occurred=chart.day.isoformat(),
                causes=("nasopharyngeal carcinoma",),
                underlying_cause="nasopharyngeal carcinoma",
                related_to_disease=words.YesNo.YES,
            )
        )


def chart_of(seed: int, events: int = 200, habits: Habits = DEFAULT_HABITS) -> tuple[Event, ...]:
    """One patient's events in order of recording, exactly so many; the same for the same seed.

    Args:
        seed: Who it is.
        events: Length of the stream, corrections included; at least 60.
        habits: How often the chart departs from an exact date recorded on the day.
    """
    chart = Chart(Random(seed), events, habits)  # noqa: S311 - the same chart every time is the point
    chart.admit()
    waited = chart.rng.randrange(3, 11)
    chart.add(IntervalStated(key="to-treatment", from_="dx", to="line-1", stated=f"{waited} d", meaning="to treatment"))
    chart.day += timedelta(days=waited)
    line = 0
    while not chart.full():
        line += 1
        progressed = _regimen(chart, f"line-{line}", line, words.Phase.PALLIATIVE, chart.rng.randrange(4, 7))
        if not progressed and not chart.full():
            _regimen(chart, f"line-{line}-maintenance", line, words.Phase.MAINTENANCE, None)
        chart.day += timedelta(days=chart.rng.randrange(1, 4))
    _end(chart)
    return tuple(chart.events)


def cohort(
    patients: int, events: int = 200, *, seed: int = 1, habits: Habits = DEFAULT_HABITS
) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Patients `syn-0001` … with their events, one after the other."""
    for number in range(1, patients + 1):
        yield f"syn-{number:04}", chart_of(seed * 1_000_003 + number, events, habits)


def recorded_cohort(patients: int, events: int = 200, *, seed: int = 1) -> Iterator[tuple[Recorded, ...]]:
    """The same as lines of one log, patient by patient."""
    seq = 1
    for patient, stream in cohort(patients, events, seed=seed):
        yield recorded(patient, stream, first_seq=seq)
        seq += len(stream)
