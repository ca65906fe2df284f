"""Pieces of text are found wherever they lie."""

from random import Random

import pytest

from tracker.store.traces import LEAST_BYTES, chunked, found_in, pieces_of

NOISE = Random(3).randbytes(3_000_000)  # noqa: S311 - the same noise every time is the point
TEXT = b'{"type":"finding-noted","key":"f1","note":"the lighthouse keeper of Westerhever whistled"}'
LEAST_REST = 39
"""What is left of a text is found from so many bytes on end."""


def hidden(at: int, what: bytes) -> list[bytes]:
    return [NOISE[:at], what, NOISE[at:]]


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4, 5, 6, 7, 8, 1_048_570, 1_048_576, 2_097_100, 3_000_000])
def test_a_text_is_found_at_any_place(at: int) -> None:
    pieces = frozenset(pieces_of(TEXT))
    assert found_in(chunked(hidden(at, TEXT)), pieces) == pieces


@pytest.mark.parametrize("cut", range(len(TEXT) - LEAST_REST))
def test_a_rest_of_a_text_is_found(cut: int) -> None:
    rest = TEXT[cut : cut + LEAST_REST]
    assert found_in(hidden(1001, rest)[1:2], frozenset(pieces_of(TEXT)))


def test_what_is_not_there_is_not_found() -> None:
    other = TEXT.replace(b"e", b"3")
    pieces = frozenset(pieces_of(TEXT)) - frozenset(pieces_of(other))
    assert found_in(chunked(hidden(1001, other)), pieces) == frozenset()


def test_a_short_text_is_one_piece_and_a_very_short_one_none() -> None:
    assert list(pieces_of(TEXT[:LEAST_BYTES])) == [TEXT[:LEAST_BYTES]]
    assert list(pieces_of(TEXT[: LEAST_BYTES - 1])) == []
    assert found_in(chunked(hidden(5, TEXT[:LEAST_BYTES])), {TEXT[:LEAST_BYTES]})


def test_every_byte_of_a_long_text_is_in_a_piece() -> None:
    covered: set[int] = set()
    for piece in pieces_of(TEXT):
        covered.update(range(TEXT.index(piece), TEXT.index(piece) + len(piece)))
    assert covered == set(range(len(TEXT)))
