"""Taking a case apart into a reel: what the first frame needs first, the rest behind it. Refuses a case without a month.

The only slow step of a replay; a worker takes it, once.
"""

from msgspec.structs import replace

from tracker.tui.ascii_words import in_ascii
from tracker.tui.library import Case
from tracker.tui.reel import Finding, Reel

_END_OF_DAY = "23:59:59.999999Z"


def _instant_text(instant: str) -> str:
    """The end of a day by its date, any other instant to the minute.

    >>> _instant_text("2025-05-03T23:59:59.999999Z"), _instant_text("2025-05-03T14:30:00.000000Z")
    ('2025-05-03', '2025-05-03 14:30Z')
    """
    day, _, time = instant.partition("T")
    return day if not time or time == _END_OF_DAY else f"{day} {time[:5]}Z"


def reel_of(patient: str, case: Case, *, ascii_only: bool = False) -> Reel:
    """Take everything the replay needs out of a case; the only slow step, done once.

    Args:
        patient: Whose.
        case: Finished.
        ascii_only: Spell every text in ASCII.

    Raises:
        ValueError: The case has no month to show.
    """
    return checked(unchecked_reel_of(patient, case, ascii_only=ascii_only))


def unchecked_reel_of(patient: str, case: Case, *, ascii_only: bool = False) -> Reel:
    """Take what the first frame needs out of a case, and leave the rest to `checked`.

    Raises:
        ValueError: The case has no month to show.
    """
    now = tuple(case.sheets(known=False))
    if not now:
        raise ValueError(f"{patient} has no month to show: nothing in it has a time")
    picture = case.picture
    return Reel(
        patient=patient,
        case=case,
        now=in_ascii(now) if ascii_only else now,
        picture=in_ascii(picture) if ascii_only else picture,
        as_recorded=_instant_text(case.as_recorded or ""),
        ascii_only=ascii_only,
    )


def checked(reel: Reel) -> Reel:
    """The same with what its first frame does without: discrepancies, every month as known then."""
    found = _findings_of(reel.case)
    whole = replace(reel, findings=in_ascii(found) if reel.ascii_only else found)
    # Folded here, where a worker waits, and not when somebody asks for it.
    _ = whole.then
    return whole


def _findings_of(case: Case) -> tuple[Finding, ...]:
    found: dict[tuple[str, str, frozenset[str]], Finding] = {}
    for its in case.discrepancies:
        facts = tuple(its.events)
        untimed = [key for key in facts if key in case.untimed]
        finding = Finding(
            severity=str(its.severity),
            rule=its.rule,
            summary=its.summary,
            facts=facts,
            about=(*facts, *(key for each in untimed for key in case.untimed[each])),
            hindsight=bool(untimed),
        )
        found.setdefault((finding.severity, finding.rule, frozenset(finding.facts)), finding)
    return tuple(found.values())
