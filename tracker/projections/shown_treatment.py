"""Regimens, line, cycle and radiotherapy as plain objects. Refuses to complete a drug list that the source leaves open."""

from tracker.events.treatment import RadiotherapyGiven
from tracker.projections.current_line import CurrentLine, Lasting
from tracker.projections.history import PlacedFact
from tracker.projections.regimen_state import RegimenState
from tracker.projections.stamps import Shown, Stamps, bounds_of_days, months_of_days, plain_number
from tracker.projections.state import CaseState
from tracker.projections.stated import Stated
from tracker.projections.treatment_drafts import in_course
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import ChangeReason, DrugStatus


def regimen_objects(state: CaseState, stamps: Stamps) -> list[Shown]:
    """Every regimen so far with its status: on, held, stopped, or ended without a recorded stop."""
    return [_regimen(regimen, stamps) for regimen in state.regimens.values()]


def line_object(state: CaseState, line: CurrentLine | None, stamps: Stamps) -> Shown | None:
    """The line of therapy with its rule set, from the fact on that began it, and how long it has gone.

    Asserted lines are those of the state; others are counted, and say where the count is not certain.
    """
    if line is None:
        return None
    asserted = state.line if line.rule_set is RuleSet.ASSERTED else None
    return {
        "number": line.number,
        "rule_set": line.rule_set.value,
        "doubt": line.doubt or None,
        **stamps.of(line.since if asserted is None else asserted.by),
        "progression_free": _lasting(line.progression_free),
        "treatment_free": None if line.treatment_free is None else _lasting(line.treatment_free),
    }


def _lasting(lasting: Lasting) -> Shown:
    """A time in months of 30.4375 d, censored where it was last seen to run unless something ended it."""
    earliest, latest = bounds_of_days(lasting.earliest_days, lasting.latest_days)
    return {
        "from": lasting.start,
        "to": lasting.stop,
        "seen_until": lasting.until,
        "running": lasting.stop is None,
        "months": months_of_days(lasting.estimate_days),
        "months_earliest": earliest,
        "months_latest": latest,
        "note": lasting.note,
    }


def cycle_object(state: CaseState, stamps: Stamps) -> Shown | None:
    """The last cycle of the regimen that is running or held."""
    regimen = state.regimen
    if regimen is None or regimen.cycle is None:
        return None
    cycle = regimen.cycle
    return {"regimen": regimen.regimen, "number": cycle.value.number, **stamps.of(cycle.by)}


def radiotherapy_object(course: Stated[RadiotherapyGiven], stamps: Stamps) -> Shown:
    """A course with its volumes, which are never summed. Its end, and that it was delivered, is only told once it has come."""
    event, stop = course.value, course.by.stop
    ended = stop is not None and stop.estimate < stamps.frame.end_day
    return {
        "volumes": [
            {
                "volume": volume.name,
                "sites": [site.name for site in volume.sites],
                "dose_gy": plain_number(volume.dose_gy),
                "fractions": volume.fractions,
            }
            for volume in event.volumes
        ],
        "delivery": "in-course" if in_course(course.by, stamps.frame.end_day) else event.delivery.value,
        "intents": list(event.intents),
        "stop_month": stamps.month(stop.estimate) if stop is not None and ended else None,
        **stamps.of(course.by),
    }


def _regimen(regimen: RegimenState, stamps: Stamps) -> Shown:
    started = None if regimen.started is None else regimen.started.value
    end = _end(regimen)
    cycle = regimen.cycle
    listed = [] if started is None else [(drug.drug, drug.status) for drug in started.drugs]
    if not listed and cycle is not None:
        listed = [(drug.drug, drug.status) for drug in cycle.value.drugs]
    return {
        "regimen": regimen.regimen,
        "name": regimen.name,
        "drugs": [drug for drug, status in listed if status is DrugStatus.GIVEN],
        "drugs_not_stated": [drug for drug, status in listed if status is DrugStatus.NOT_STATED],
        "phase": None if started is None else started.phase.value,
        "line": None if started is None else started.line,
        "status": regimen.status.value,
        "reason": None if regimen.reason is ChangeReason.NOT_STATED else regimen.reason.value,
        "last_cycle": None if cycle is None else cycle.value.number,
        "start": None if regimen.started is None else stamps.of(regimen.started.by),
        "end": None if end is None else stamps.of(end),
    }


def _end(regimen: RegimenState) -> PlacedFact | None:
    """The stop; else the hold, at which the treatment ended; else what ended it without a recorded stop."""
    if regimen.stopped is not None:
        return regimen.stopped.by
    return regimen.ended_by if regimen.held is None else regimen.held.by
