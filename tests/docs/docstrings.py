"""Docstrings of classes and of their fields, as the pages and the forms show them."""

import inspect

from tracker.casebook.field_docs import field_docs

__all__ = ["field_docs", "paragraphs"]


def paragraphs(cls: type) -> str:
    """The docstring of a class as Markdown, without the breaks of its lines."""
    return "\n\n".join(" ".join(part.split()) for part in inspect.getdoc(cls).split("\n\n"))  # type: ignore[union-attr]  # all have one
