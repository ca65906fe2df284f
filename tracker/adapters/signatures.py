"""What a file is that is no text, by its first bytes. Refuses to guess: what has no signature is nothing it knows."""

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a workbook or another zip archive",
    b"\xd0\xcf\x11\xe0": "a workbook or a document of an old office program",
    b"SQLite format 3\x00": "a database",
    b"\x1f\x8b": "compressed",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
}


def kind_of_binary(first: bytes) -> str:
    """What begins so; empty where that is nothing known.

    >>> kind_of_binary(b"%PDF-1.7"), kind_of_binary(b"format: 1")
    ('a PDF', '')
    """
    return next((kind for signature, kind in _SIGNATURES.items() if first.startswith(signature)), "")


def no_utf8(data: bytes, what: str) -> str:
    r"""What is wrong with bytes that are no UTF-8, and what to do.

    Args:
        data: From the beginning of the file on.
        what: What is expected, such as `a case file`.

    >>> no_utf8(b"%PDF-1.7", "a case file"), no_utf8(b"M\xfcller", "a case file")
    ('is a PDF; expects a case file, which is text', 'not UTF-8; save the file in UTF-8')
    """
    kind = kind_of_binary(data) or ("binary" if b"\x00" in data[:4096] else "")
    return f"is {kind}; expects {what}, which is text" if kind else "not UTF-8; save the file in UTF-8"
