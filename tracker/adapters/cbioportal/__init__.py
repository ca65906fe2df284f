"""cBioPortal study folders: rows of timelines and clinical tables ⇄ events. Refuses to touch a file: rows come in and go out.

The format: https://docs.cbioportal.org/file-formats (Clinical Data, Timeline Data); `docs/exchange.md` says what maps to what.
"""

from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.rows import Misfit, Row

__all__ = ["Kind", "Misfit", "Row"]
