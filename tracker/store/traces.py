"""Looking for pieces of text in many bytes. Refuses to take a piece for gone because it moved: every byte is read.

What was erased can lie anywhere in a file, cut by page boundaries and half overwritten. It is therefore looked for in
overlapping pieces. All pieces are looked for at once: the bytes are read as words of eight, and a piece is compared only
where the first whole word inside it stands.
"""

import sys
from collections.abc import Collection, Iterable, Iterator

PIECE_BYTES = 32
"""Length of the pieces of a longer text."""

STRIDE_BYTES = 8
"""How far one piece begins after the one before: whatever is left of a text in 39 bytes on end, holds a piece."""

LEAST_BYTES = 16
"""A shorter text is not looked for: it says too little to be told from others."""

WORD_BYTES = 8
CHUNK_BYTES = 1 << 20


def pieces_of(text: bytes) -> Iterator[bytes]:
    """The pieces to look for; none of a short text.

    >>> [len(piece) for piece in pieces_of(bytes(50))], list(pieces_of(b"M, 51 y"))
    ([32, 32, 32, 32], [])
    """
    if LEAST_BYTES <= len(text) <= PIECE_BYTES:
        yield text
    elif len(text) > PIECE_BYTES:
        for start in range(0, len(text) - PIECE_BYTES, STRIDE_BYTES):
            yield text[start : start + PIECE_BYTES]
        yield text[-PIECE_BYTES:]


def found_in(chunks: Iterable[bytes], pieces: Collection[bytes]) -> frozenset[bytes]:
    """Which of the pieces are there.

    Args:
        chunks: Bytes in parts that overlap by a piece; see `chunked`.
        pieces: From `pieces_of`.
    """
    index = _indexed(pieces)
    found: set[bytes] = set()
    for chunk in chunks:
        words = memoryview(chunk + bytes(-len(chunk) % WORD_BYTES)).cast("Q")
        for place in [place for place, word in enumerate(words) if word in index]:
            for piece, offset in index.get(words[place], ()):
                start = place * WORD_BYTES - offset
                if start >= 0 and chunk.startswith(piece, start):
                    found.add(piece)
                    _forget(index, piece)
    return frozenset(found)


Index = dict[int, tuple[tuple[bytes, int], ...]]
"""The first whole word inside a piece, wherever the reading of words cuts it, to the piece and where the word begins."""


def _words(piece: bytes) -> Iterator[tuple[int, int]]:
    for offset in range(WORD_BYTES):
        yield int.from_bytes(piece[offset : offset + WORD_BYTES], sys.byteorder), offset


def _indexed(pieces: Collection[bytes]) -> Index:
    index: Index = {}
    for piece in pieces:
        for word, offset in _words(piece):
            index[word] = (*index.get(word, ()), (piece, offset))
    return index


def _forget(index: Index, piece: bytes) -> None:
    """What was found is looked for no more: words that many texts share then cost nothing."""
    for word, _ in _words(piece):
        rest = tuple(entry for entry in index.get(word, ()) if entry[0] != piece)
        if rest:
            index[word] = rest
        else:
            index.pop(word, None)


def chunked(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Parts put together into chunks of about a megabyte, each with the end of the one before."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= CHUNK_BYTES:
            chunk = b"".join(held)
            yield chunk
            held = [chunk[-PIECE_BYTES:]]
            size = len(held[0])
    if held:
        yield b"".join(held)
