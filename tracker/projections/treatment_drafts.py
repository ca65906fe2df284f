"""Lines of the state panel about treatment, and the short names of regimens. Refuses to hide a doubt about a drug."""

from collections.abc import Iterator

from tracker.events.person import PatientDied
from tracker.events.treatment import RadiotherapyGiven, RadiotherapyVolume, RegimenDrug, RegimenHeld, RegimenStopped
from tracker.projections.history import History, PlacedFact
from tracker.projections.leads import lead_text
from tracker.projections.regimen_state import RegimenState
from tracker.projections.standing_values import hold_value
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.projections.stated import Stated
from tracker.projections.summaries import IN_COURSE
from tracker.projections.words import bracketed, listed, number_words, said, site_words
from tracker.values.drugs import short_name
from tracker.values.vocabularies import (
    ChangeReason,
    Delivery,
    DrugStatus,
    Phase,
    YesNo,
)


def drug_text(drug: RegimenDrug) -> str:
    """A drug in few characters, with a question mark where it is not stated whether it was given."""
    return short_name(drug.drug) + ("" if drug.status is DrugStatus.GIVEN else "?")


def regimen_text(regimen: RegimenState) -> str:
    """A regimen in few characters; a regimen named only by reference keeps the source's words in quotation marks."""
    started = regimen.started
    if started is not None and started.value.drugs:
        return " + ".join(map(drug_text, started.value.drugs))
    if started is not None and not regimen.drugs and started.value.referred_to_as and not started.value.name:
        return f"“{started.value.referred_to_as}”"
    return " + ".join(map(short_name, regimen.drugs)) or regimen.name


def dose_text(volume: RadiotherapyVolume, *, sites: bool = True) -> str:
    """A target volume in few characters, such as `PGTVm bone (ribs) 22.5 Gy/5`.

    Args:
        volume: The volume.
        sites: Whether to name what it covers; the name alone may be used again for another target.
    """
    fractions = "" if volume.fractions is None else f"/{volume.fractions}"
    dose = "" if volume.dose_gy is None else f"{number_words(volume.dose_gy)} Gy{fractions}"
    covered = " + ".join(map(site_words, volume.sites)) if sites else ""
    return listed((volume.name, covered, dose), " ")


def treatment_drafts(history: History, state: CaseState, end_day: float) -> Iterator[StateDraft]:
    """Regimens with their cycles, whether drugs are held or off, and courses of radiotherapy.

    Args:
        history: Whose state it is; its times and nothing else are read.
        state: What stands.
        end_day: The end of the month, by which a course of radiotherapy may be over.
    """
    main = state.regimen
    others = [regimen for regimen in state.regimens.values() if regimen.current and regimen is not main]
    for regimen in (*(() if main is None else (main,)), *reversed(others)):
        slot = "" if regimen is main else f":{regimen.regimen}"
        yield from _regimen(regimen, slot)
    yield from _off(state, end_day) if state.death is None else _at_death(history, state, state.death)
    for course in reversed(state.radiotherapy):
        value = ", ".join(map(dose_text, course.value.volumes))
        delivery = course.value.delivery
        said_of = "" if delivery is Delivery.DELIVERED else delivery.value.replace("-", " ")
        tail = bracketed(IN_COURSE if in_course(course.by, end_day) else said_of)
        yield StateDraft(
            slot=f"rt:{course.key}",
            label="RT",
            value=value,
            by=course.by,
            since=course.by,
            until=course.by.stop,
            tail=tail,
            ages=False,
        )


def _regimen(regimen: RegimenState, slot: str) -> Iterator[StateDraft]:
    if regimen.started is not None:
        phase = said(regimen.started.value.phase.value)
        is_held = "held" if regimen.held is not None else ""
        yield StateDraft(
            slot=f"regimen{slot}",
            label="Regimen",
            value=regimen_text(regimen),
            by=regimen.started.by,
            tail=bracketed(listed((phase if phase != Phase.INDUCTION else "", is_held))),
            full=_full_text(regimen),
            ages=False,
            rests=() if regimen.held is None else (regimen.held.by,),
        )
    if regimen.cycle is not None:
        cycle = regimen.cycle
        value = f"{cycle.value.number} of {regimen.regimen}"
        yield StateDraft(slot=f"cycle{slot}", label="Cycle", value=value, by=cycle.by)
    if regimen.held is not None:
        held = regimen.held
        yield StateDraft(
            slot=f"treatment{slot}", label="Treatment", value=hold_value(regimen), by=held.by, since=held.by, was="on"
        )


def _full_text(regimen: RegimenState) -> str:
    """The drugs unabbreviated, with the same doubts as in `regimen_text`; without a list of drugs the name of the regimen."""
    started = regimen.started
    if started is None or all(drug.status is DrugStatus.GIVEN for drug in started.value.drugs):
        return regimen.name
    return " + ".join(drug.drug + ("" if drug.status is DrugStatus.GIVEN else "?") for drug in started.value.drugs)


def _off(state: CaseState, end_day: float) -> Iterator[StateDraft]:
    """No drugs any more, since the last recorded stop, and how long that was stated.

    While a course of radiotherapy runs the patient is not off treatment: the line says which drugs are over.
    """
    if state.regimen is not None:
        return
    stops = [(regimen.stopped, regimen) for regimen in state.regimens.values() if regimen.stopped is not None]
    if stops:
        last, regimen = max(stops, key=lambda stop: stop[0].day)
        reason = last.value.reason
        value = "off" if reason is ChangeReason.NOT_STATED else f"off: {reason.value.replace('-', ' ')}"
        if any(is_running(course, end_day) for course in state.radiotherapy):
            over = "completed" if reason is ChangeReason.COMPLETED else value
            value = f"radiotherapy goes on; {regimen_text(regimen)} {over}"
        said_of = state.off_treatment
        later = said_of is not None and said_of.day > last.day
        under = said_of is not None and later and said_of.value is YesNo.NO
        yield StateDraft(
            slot="treatment",
            label="Treatment",
            value=value,
            by=last.by,
            since=last.by,
            seen=said_of.by if said_of is not None and later else None,
            tail=listed((_after_text(regimen), "(a later contact says under treatment)" if under else ""), " "),
            was=regimen_text(regimen),
            also=() if regimen.cycle is None else (regimen.cycle.key,),
        )


def _at_death(history: History, state: CaseState, death: Stated[PatientDied]) -> Iterator[StateDraft]:
    """What was given at a death, else how long before it the last treatment was held or stopped."""
    ended = [regimen for regimen in state.regimens.values() if regimen.ended_by is death.by]
    running = [regimen for regimen in ended if regimen.held is None and regimen.opened is not None]
    ends: list[tuple[Stated[RegimenHeld] | Stated[RegimenStopped], str]] = [
        (regimen.held, hold_value(regimen)) for regimen in ended if regimen.held is not None
    ]
    ends += [
        (regimen.stopped, listed(("off", said(regimen.reason.value.replace("-", " "), "not stated")), ": "))
        for regimen in state.regimens.values()
        if regimen.stopped is not None
    ]
    if running:
        names = ", ".join(map(regimen_text, running))
        opened = [regimen.opened for regimen in running if regimen.opened is not None]
        yield StateDraft(
            slot="treatment",
            label="Treatment",
            value=f"on at death: {names}",
            by=opened[-1],
            also=(*(placed.key for placed in opened[:-1]), death.key),
            ages=False,
            rests=(death.by, *opened),
        )
    elif ends:
        last, value = max(ends, key=lambda end: end[0].day)
        yield StateDraft(
            slot="treatment",
            label="Treatment",
            value=value,
            by=last.by,
            since=last.by,
            tail=f"({lead_text(history, last.key, death.key)} death)",
            also=(death.key,),
            ages=False,
            rests=(death.by,),
        )


def is_running(course: Stated[RadiotherapyGiven], end_day: float) -> bool:
    """Whether a course that was begun is to end after the month, by estimate; one that is only planned does not run."""
    stop = course.by.stop
    return course.value.delivery is not Delivery.PLANNED and stop is not None and stop.estimate >= end_day


def in_course(placed: PlacedFact, end_day: float) -> bool:
    """Whether a fact is a course that was delivered in the end, and that by estimate is not over at the end of the month."""
    event, stop = placed.event, placed.stop
    delivered = isinstance(event, RadiotherapyGiven) and event.delivery is Delivery.DELIVERED
    return delivered and stop is not None and stop.estimate >= end_day


def _after_text(regimen: RegimenState) -> str:
    return "" if regimen.cycle is None else f"(after cycle {regimen.cycle.value.number} of {regimen.regimen})"
