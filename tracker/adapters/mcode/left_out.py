"""What a bundle holds and no fact does, by reason and with every name. Refuses to count what it does not name."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

IDENTIFYING = "it may tell who somebody is, or is free text"


class LeftOut(Struct, frozen=True):
    """What is left out for one reason."""

    reason: str
    names: tuple[str, ...]
    """All of it: a resource such as `Condition/htn`, an element of one, or the key of a fact that would not be sound."""
    patient: str = ""
    """Whose it is, by pseudonym; empty for what is nobody's, or is left out of the bundle as a whole."""

    def __str__(self) -> str:
        """Return one sentence with every name, and how many where it takes counting."""
        names = ", ".join(self.names)
        if self.reason == IDENTIFYING:
            return f"left out because {self.reason}: {names}"
        many = f" ({len(self.names)})" if len(self.names) > 1 else ""
        return f"not recorded{many}: {names}: {self.reason}"


def by_reason(said: Iterable[str], patient: str = "") -> list[LeftOut]:
    """Gather `name: reason` by reason, in the order in which the reasons come.

    >>> [str(each) for each in by_reason(["Condition/a: no fact holds it", "Condition/b: no fact holds it"])]
    ['not recorded (2): Condition/a, Condition/b: no fact holds it']
    """
    reasons: dict[str, list[str]] = {}
    for each in said:
        name, _, why = each.partition(": ")
        reasons.setdefault(why, []).append(name)
    return [LeftOut(why, tuple(names), patient) for why, names in reasons.items()]


def identifying(elements: Counter[str]) -> Iterator[LeftOut]:
    """What may tell who somebody is: elements with how many of each, and no id of a resource."""
    if elements:
        yield LeftOut(IDENTIFYING, tuple(f"{element} ({count})" for element, count in sorted(elements.items())))


def of_patient(left_out: Iterable[LeftOut], patient: str) -> tuple[LeftOut, ...]:
    """What concerns one patient of a bundle: what is left out of it, then what is nobody's."""
    known = tuple(left_out)
    own = (each for each in known if each.patient == patient)
    return (*own, *(structs.replace(each, patient="") for each in known if not each.patient))
