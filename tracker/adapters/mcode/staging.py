"""Stage groups and TNM categories, as Observations and facts. Refuses to compute a group, or to mix clinical and pathologic.

A stage group and the categories that it names are one fact. Categories that no group names go with the only group of the same
time, sort and system; where there is not exactly one of each, every Observation is a fact of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, common, part_id, resource
from tracker.adapters.mcode.elements import Json, codes_of, concept, list_at, profiles, text_at, words, words_of
from tracker.adapters.mcode.terms import (
    AJCC_8,
    AJCC_8_NAME,
    CATEGORY_CODES,
    MCODE,
    PATHOLOGIC_CODES,
    SNOMED,
    STAGE_CODES,
    TERMINOLOGY,
)
from tracker.adapters.mcode.times import missing_reason, read_moment, write_moment
from tracker.events.deliberation import AmbiguityNoted
from tracker.events.disease import StageAssigned
from tracker.events.fact import Source
from tracker.values.vocabularies import Severity

_LETTERS = {
    "mcode-tnm-primary-tumor-category": "t",
    "mcode-tnm-regional-nodes-category": "n",
    "mcode-tnm-distant-metastases-category": "m",
}
_PROFILE_OF = {letter: profile.removeprefix("mcode-") for profile, letter in _LETTERS.items()}
_CATEGORY = re.compile(r"\b([cpyra]*[TNM](?:is|X|[0-4])[a-d0-9]{0,3}(?:\([a-z0-9+-]+\))?)(?![A-Za-z0-9])")
_GROUP = re.compile(r"\bstage\s+(?:group\s+)?(0is|0a|0|I{1,3}[A-D]?[0-9]?|IV[A-D]?)\b", re.IGNORECASE)
_EDITION = re.compile(
    r"\b([0-9]{1,2})(?:st|nd|rd|th)\s+(?:ed\.?|edition)|\b(?:version|v|edition)\s*([0-9]{1,2})\b", re.IGNORECASE
)
_SORT = re.compile(r"^(?:y|r|a)*([cp])", re.IGNORECASE)


def letter_of(observation: Json) -> str:
    """`t`, `n` or `m` for a category, `group` for a stage group; empty for anything else."""
    found = profiles(observation)
    if "mcode-tnm-stage-group" in found or "mcode-cancer-stage-group" in found:
        return "group"
    by_profile = next((letter for profile, letter in _LETTERS.items() if profile in found), "")
    return by_profile or next(
        (CATEGORY_CODES[code] for code in codes_of(observation.get("code")) if code in CATEGORY_CODES), ""
    )


def read_stages(reading: Reading) -> Iterator[Draft]:
    """Every stage of a bundle."""
    staged = {
        name: item
        for name, item in reading.resources.items()
        if (item["resourceType"] == "Observation") and letter_of(item)
    }
    groups = [name for name, item in staged.items() if letter_of(item) == "group"]
    members: dict[str, list[str]] = {}
    for name in groups:
        listed = (text_at(item, "reference") for item in list_at(staged[name], "hasMember"))
        members[name] = [
            member for member in dict.fromkeys(listed) if letter_of(staged.get(member, {})) in {"t", "n", "m"}
        ]
    taken = {member for listed in members.values() for member in listed}
    loose = [name for name in staged if name not in groups and name not in taken]
    by_assessment: dict[object, list[str]] = {}
    for name in loose:
        by_assessment.setdefault(_assessment(staged[name], reading), []).append(name)
    alike = Counter(_assessment(staged[name], reading) for name in groups)
    joined: set[str] = set()
    for name in groups:
        assessment = _assessment(staged[name], reading)
        fitting = by_assessment.get(assessment, [])
        letters = [letter_of(staged[member]) for member in fitting]
        if not members[name] and alike[assessment] == 1 and len(letters) == len(set(letters)):
            members[name] = fitting
            joined.update(fitting)
        yield _draft(name, members[name], staged, reading)
    for name in loose:
        if name not in joined:
            yield _draft(name, [name], staged, reading)


def _assessment(observation: Json, reading: Reading) -> tuple[object, str, str]:
    return (
        read_moment(observation, "effective", reading.places),
        _sort(observation),
        words_of(observation.get("method")),
    )


def _sort(observation: Json) -> str:
    """`c` or `p`, from the code or the value; empty where it is neither."""
    if PATHOLOGIC_CODES & set(codes_of(observation.get("code"))):
        return "p"
    text = f"{words_of(observation.get('code'))} "
    if "linical" in text:
        return "c"
    if "atholog" in text:
        return "p"
    found = _SORT.match(text) or _SORT.match(category_in(words_of(observation.get("valueCodeableConcept"))))
    return found[1].lower() if found and (letter_of(observation) != "group") else ""


def category_in(text: str) -> str:
    """The category that a display names, else the display.

    >>> category_in("American Joint Committee on Cancer cT3"), category_in("T4"), category_in("unknown")
    ('cT3', 'T4', 'unknown')
    """
    found = _CATEGORY.search(text)
    return found[1] if found else text


def group_in(text: str) -> str:
    """The stage group that a display names, else the display.

    >>> group_in("American Joint Committee on Cancer stage IIB"), group_in("IVb")
    ('IIB', 'IVb')
    """
    found = _GROUP.search(text)
    return found[1] if found else text


def _draft(name: str, members: list[str], staged: dict[str, Json], reading: Reading) -> Draft:
    first = staged[name]
    said = common(name, read_moment(first, "effective", reading.places))
    method = words_of(first.get("method"))
    said["system"] = _system(method)
    found = _EDITION.search(method)
    said["edition"] = (found[1] or found[2]) if found else ""
    if letter_of(first) == "group":
        said["group"] = group_in(words_of(first.get("valueCodeableConcept")))
    for member in members:
        said[letter_of(staged[member])] = category_in(words_of(staged[member].get("valueCodeableConcept")))
    parts = (
        name,
        *sorted((member for member in members if member != name), key=lambda own: "tnm".index(letter_of(staged[own]))),
    )
    said |= {field: words(said[field]) for field in ("t", "n", "m", "group", "system", "edition") if field in said}
    return Draft(StageAssigned(**said), parts)


def _system(method: str) -> str:
    if "American Joint" in method or "AJCC" in method or not method:
        return "AJCC"
    return "UICC" if "UICC" in method or "Union for International Cancer Control" in method else method


def disagreements(reading: Reading) -> Iterator[Draft]:
    """A condition that names another stage than the Observation that it rests on: both stand, and the difference is noted."""
    for name, condition in reading.resources.items():
        for place, stage in enumerate(list_at(condition, "stage") if condition["resourceType"] == "Condition" else ()):
            stated = group_in(words_of(stage.get("summary")))
            for reference in list_at(stage, "assessment"):
                other, observation = reading.follow(reference)
                found = group_in(words_of(observation.get("valueCodeableConcept")))
                if stated and found and stated.casefold() != found.casefold():
                    yield Draft(
                        AmbiguityNoted(
                            key=f"{name.partition('/')[2]}-stage-{place + 1}",
                            rule="sources-disagree",
                            severity=Severity.WARNING,
                            summary=f"the condition names the stage {stated}, the Observation that it rests on {found}",
                            keys=(name.partition("/")[2], other.partition("/")[2]),
                            statements=(Source(locator=f"FHIR {name}"), Source(locator=f"FHIR {other}")),
                        ),
                        (name,),
                        derived=True,
                    )


def write_stage(fact: StageAssigned, writing: Writing) -> list[Json]:
    """A stage group with its categories as members."""
    found = next((match for text in (fact.t, fact.n, fact.m) if (match := _SORT.match(text))), None)
    sort = found[1].lower() if found else ""
    group = _observation(fact, sort, "group", fact.group, writing)
    members = [
        _observation(fact, sort, letter, text, writing) | {"id": part_id(fact.key, letter)}
        for letter, text in (("t", fact.t), ("n", fact.n), ("m", fact.m))
        if text
    ]
    if members:
        group["hasMember"] = [{"reference": f"Observation/{member['id']}"} for member in members]
    return [group, *members]


def _observation(fact: StageAssigned, sort: str, letter: str, text: str, writing: Writing) -> Json:
    profile = "tnm-stage-group" if letter == "group" else _PROFILE_OF[letter]
    named = {"group": "TNM stage group"}.get(letter, f"{letter.upper()} category")
    system, code, display = STAGE_CODES.get((sort, letter), ("", "", ""))
    said = resource("Observation", fact.key, f"{MCODE}{profile}") | {
        "status": "final",
        "category": [concept(system=f"{TERMINOLOGY}observation-category", code="imaging", display="Imaging")],
        "code": concept("", system, code, display) if code else concept(named),
        "subject": writing.subject(),
    }
    if not code:
        del said["category"]
    if writing.reason():
        said["focus"] = writing.reason()
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    if text:
        said["valueCodeableConcept"] = concept(text)
    else:
        said["dataAbsentReason"] = missing_reason("unknown")
    if (fact.system, fact.edition) == ("AJCC", "8"):
        said["method"] = concept(system=SNOMED, code=AJCC_8, display=AJCC_8_NAME)
    else:
        said["method"] = concept(f"{fact.system} version {fact.edition}" if fact.edition else fact.system)
    return said
