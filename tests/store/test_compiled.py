import pytest
from sqlalchemy.sql import ClauseElement

from tests import golden
from tracker.store import tables

COMPILED = golden.GOLDEN.parents[1] / "tracker" / "store" / "compiled.py"
DOC = """The statements of the log as text: what `tables` says, as SQLite takes it. Refuses to be edited: `make golden` writes it.

Compiling them takes SQLAlchemy, a seventh of a second and 20 MB of every command.
"""


@pytest.mark.golden
def test_the_statements_are_what_sqlalchemy_makes_of_the_tables() -> None:
    statements = {
        name: each
        for name, each in vars(tables).items()
        if name.isupper() and name[0] != "_" and isinstance(each, ClauseElement)
    }
    columns = "".join(f'    "{column.name}",\n' for column in tables.events.c)
    text = f'"""{DOC}"""\n\nCOLUMNS = (\n{columns})\n"""Every column of the log, in the order of the table."""\n\n'
    text += "\n".join(f'{name} = """\n{tables.text_of(each)}\n"""\n' for name, each in statements.items())
    golden.agree(COMPILED, text)
