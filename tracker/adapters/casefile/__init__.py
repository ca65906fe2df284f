"""Case files: what a curator writes, to events and back. Reads bytes and returns data; touches no file and no record.

`read_case_file` reads YAML or JSON Lines as a whole, `read_json_lines` a stream of them; `to_yaml` and `to_json_lines`
write them back; `template` is the empty form. Problems are data, and all of them are named at once.
"""

from tracker.adapters.casefile.lines import read_json_lines, to_json_lines
from tracker.adapters.casefile.problems import Problem
from tracker.adapters.casefile.reading import read_case_file
from tracker.adapters.casefile.result import CaseFile, CaseFileResult, Document, FileEvent
from tracker.adapters.casefile.template import template
from tracker.adapters.casefile.writing import to_yaml

__all__ = [
    "CaseFile",
    "CaseFileResult",
    "Document",
    "FileEvent",
    "Problem",
    "read_case_file",
    "read_json_lines",
    "template",
    "to_json_lines",
    "to_yaml",
]
