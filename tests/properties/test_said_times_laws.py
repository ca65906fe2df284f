"""A time told in words and read again is the same time."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.values.said_lengths import said_lasting, told_lasting
from tracker.values.said_times import said_when, told_when
from tracker.values.when import Basis, Lasting, Timing, When, read_lasting, read_when

BASES = st.sampled_from(Basis)
ANCHORS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,8}(\.end)?\Z") | st.sampled_from(
    ["and", "to", "after", "d", "M8"]
)
LENGTHS = st.from_regex(r"\A[0-9]{1,3}(\.[0-9]{1,2})? ?(d|wk|mo|a)\Z")
DAYS = st.integers(-50_000, 50_000).map(float) | st.floats(-50_000, 50_000, allow_nan=False)
TEXTS = st.sampled_from(["unknown", "time-zero", "publication", "2023", "2023-04", "2023-04-12", "2023-04/2024"])
NAMES = st.text(min_size=1, max_size=12)


def hanging(side: str) -> st.SearchStrategy[Timing]:
    length = st.fixed_dictionaries({}, optional={"stated": LENGTHS}) | st.fixed_dictionaries(
        {}, optional={"at_least": LENGTHS, "at_most": LENGTHS}
    )
    return st.builds(lambda anchor, said, basis: Timing(**{side: anchor}, **said, basis=basis), ANCHORS, length, BASES)


def is_sound(said: When) -> bool:
    try:
        read_when(said)
    except ValueError:
        return False
    return True


def lasts(said: Lasting) -> bool:
    try:
        read_lasting(said)
    except ValueError:
        return False
    return True


FORMS = st.one_of(
    TEXTS,
    st.builds(Timing, at=TEXTS, basis=BASES),
    st.builds(Timing, day=DAYS | st.tuples(DAYS, DAYS), basis=BASES),
    hanging("after"),
    hanging("before"),
    st.builds(Timing, with_=ANCHORS, basis=BASES),
    st.builds(Timing, between=st.tuples(ANCHORS, ANCHORS), basis=BASES),
).filter(is_sound)
SEVERAL = FORMS | st.lists(FORMS, min_size=1, max_size=3).map(tuple)


@st.composite
def questions(draw: st.DrawFn) -> Timing:
    readings = draw(st.dictionaries(NAMES, SEVERAL, min_size=1, max_size=3))
    preferred = draw(st.sampled_from(sorted(readings)))
    return Timing(question=draw(NAMES), readings=readings, preferred=preferred, basis=draw(BASES))


@given(SEVERAL | questions() | st.lists(FORMS | questions(), min_size=1, max_size=3).map(tuple))
def test_a_time_told_in_words_reads_as_the_same_time(when: When) -> None:
    assert said_when(told_when(when)) == when


@given(
    st.builds(Lasting, stated=LENGTHS, basis=BASES) | st.builds(Lasting, at_least=LENGTHS, at_most=st.none() | LENGTHS)
)
def test_a_length_told_in_words_reads_as_the_same_length(lasting: Lasting) -> None:
    if lasts(lasting):
        assert said_lasting(told_lasting(lasting)) == lasting


@given(st.text())
def test_any_words_are_a_time_or_refused_in_one_line(words: str) -> None:
    when: When | None = None
    refusal = ""
    try:
        when = said_when(words)
    except ValueError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert when is None or said_when(told_when(when)) == when
