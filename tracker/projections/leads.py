"""How long one fact came before another, in few words and with the bounds of their pair. Refuses to subtract estimates."""

from tracker.projections.history import History
from tracker.projections.moments import APPROXIMATELY, age_text
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS


def lead_text(history: History, first: Anchor, second: Anchor) -> str:
    """`with`, `30 d before`, or `≈3 mo [2 mo–4 mo] before` where the pair leaves more than one length open.

    Raises:
        KeyError: for an anchor that names nothing that stands in time.
    """
    between = history.chronology.between(first, second)
    least, most = between.least, between.most
    if least is None or most is None:
        return "at an unknown time before"
    if max(abs(least), abs(most)) <= PRECISION_DAYS:
        return "with"
    if most - least <= PRECISION_DAYS:
        return f"{age_text(most)} before"
    bounds = f"[{age_text(max(least, 0.0))}–{age_text(most)}]"
    return f"{APPROXIMATELY}{age_text(max((least + most) / 2, 0.0))} {bounds} before"
