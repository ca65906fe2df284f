"""Named rule sets by which lines of therapy are counted, with their parameters. Refuses a rule set without a name.

Sources. `genie-bpc`: regimens as AACR Project GENIE BPC curates them by PRISSMM (Analytic Data Guide). `rw120`, `rw180`: the
window, the gap and the substitutions of Meng et al., JMIR Med Inform 2021;9(10):e29017, Table 5, an algorithm for metastatic
non-small-cell lung cancer before and after its refinement; adapted, for its exceptions name drugs of lung cancer, and it knows
maintenance by drug and not by phase. `merck-hnscc`: that algorithm with the gap and the substitutions of recurrent or
metastatic squamous-cell carcinoma of the head and neck; a publication that states these parameters is not known here.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct


class RuleSet(StrEnum):
    """How lines of therapy are counted. A line number always carries one."""

    ASSERTED = "asserted"
    GENIE_BPC = "genie-bpc"
    RW120 = "rw120"
    RW180 = "rw180"
    MERCK_HNSCC = "merck-hnscc"


class LineRules(Struct, frozen=True, kw_only=True):
    """The parameters of a rule set. Lengths in days."""

    window_days: float = 0.0
    """A drug that starts within so many days of a line's first dose belongs to its regimen."""
    gap_days: float
    """From the last administration to the next first one; see `gap_included`."""
    gap_included: bool = False
    """Whether a gap of exactly that length starts a new line."""
    substitutions: tuple[frozenset[str], ...] = ()
    """Drugs, in lower case, that may replace each other without starting a line."""
    maintenance: bool = False
    """Whether maintenance belongs to the line it follows, where no progression came between."""


_PLATINUM = frozenset({"cisplatin", "carboplatin"})
_TAXANE = frozenset({"paclitaxel", "nab-paclitaxel"})
_FLUOROPYRIMIDINE = frozenset({"capecitabine", "5-fu"})

LINE_RULES: Mapping[RuleSet, LineRules] = MappingProxyType(
    {
        RuleSet.GENIE_BPC: LineRules(gap_days=56, gap_included=True),
        RuleSet.RW120: LineRules(window_days=28, gap_days=120, substitutions=(_PLATINUM, _TAXANE), maintenance=True),
        RuleSet.RW180: LineRules(window_days=28, gap_days=180, substitutions=(_PLATINUM, _TAXANE), maintenance=True),
        RuleSet.MERCK_HNSCC: LineRules(window_days=28, gap_days=180, substitutions=(_PLATINUM, _FLUOROPYRIMIDINE)),
    }
)
"""Every rule set that counts by itself; `asserted` counts nothing."""
