"""Generated docs say what the code says."""

import pytest

from tests import golden
from tests.docs.events_page import events_page
from tests.docs.sql_page import columns, sql_page
from tracker.projections.rows import READ_MODELS

DOCS = golden.GOLDEN.parents[1] / "docs"
UNITS = {"day": "d", "month": "mo"}


@pytest.mark.golden
def test_docs_events_lists_every_event_as_its_class_says() -> None:
    golden.agree(DOCS / "events.md", events_page())


@pytest.mark.golden
def test_docs_sql_lists_every_column_with_its_unit() -> None:
    golden.agree(DOCS / "sql.md", sql_page())


def test_every_column_of_days_and_months_has_its_unit() -> None:
    for model in READ_MODELS:
        for name, _, unit, _ in columns(model.row):
            stem = name.removeprefix("start_").removeprefix("stop_").removeprefix("known_").partition("_")[0]
            if stem in UNITS:
                assert unit == UNITS[stem], f"{model.name}.{name}"
