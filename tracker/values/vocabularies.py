"""Closed vocabularies. The value is the standard's code or the word stored on the wire; it never changes once released.

Refuses free text: what a source says in words has a text field beside the coded one.
"""

from enum import StrEnum


class Sex(StrEnum):
    """Administrative sex."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    NOT_STATED = "not-stated"


class Certainty(StrEnum):
    """How sure the source is."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Presence(StrEnum):
    """Whether something was there when somebody looked."""

    PRESENT = "present"
    ABSENT = "absent"
    RELIEVED = "relieved"
    NOT_STATED = "not-stated"


class Laterality(StrEnum):
    """Side of a paired site."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"
    MIDLINE = "midline"
    NOT_STATED = "not-stated"


class DiagnosisRole(StrEnum):
    """What the diagnosis is about."""

    PRIMARY = "primary"
    METASTASIS = "metastasis"
    RECURRENCE = "recurrence"


class Comparator(StrEnum):
    """A result that bounds a value instead of giving it."""

    BELOW = "<"
    AT_MOST = "<="
    AT_LEAST = ">="
    ABOVE = ">"


class WordMeaning(StrEnum):
    """What the source's word about a laboratory value means; the only basis of a flag where no limits are given."""

    HIGH = "high"
    LOW = "low"
    NORMAL = "normal"
    RISING = "rising"
    FALLING = "falling"


class Modality(StrEnum):
    """How an image was made."""

    CT = "CT"
    MRI = "MRI"
    PET_CT = "PET-CT"
    SPECT = "SPECT"
    BONE_SCAN = "bone-scan"
    ULTRASOUND = "ultrasound"
    RADIOGRAPH = "radiograph"
    MAMMOGRAPHY = "mammography"
    ENDOSCOPY = "endoscopy"
    OTHER = "other"


class OverallChange(StrEnum):
    """The report's overall comparison with before, as PRISSMM codes it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    MIXED = "mixed"
    NOT_STATED = "not-stated"


class Axis(StrEnum):
    """The diameter that was measured."""

    LONG = "long"
    SHORT = "short"
    UNKNOWN = "unknown"


class LesionStatus(StrEnum):
    """What became of a lesion, in the words of the report."""

    PRESENT = "present"
    INCREASED = "increased"
    STABLE = "stable"
    DECREASED = "decreased"
    INACTIVE = "inactive"
    RESOLVED = "resolved"
    NOT_STATED = "not-stated"


class Newness(StrEnum):
    """Whether the report calls a lesion new."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"
    NOT_STATED = "not-stated"


class FindingKind(StrEnum):
    """What sort of finding it is."""

    SYMPTOM = "symptom"
    SIGN = "sign"
    FUNCTION = "function"
    EXAMINATION = "examination"


class Trend(StrEnum):
    """Direction of change without a number."""

    IMPROVING = "improving"
    STABLE = "stable"
    WORSENING = "worsening"
    NOT_STATED = "not-stated"


class DrugStatus(StrEnum):
    """Whether a drug of a regimen was given, or the source leaves open whether it went on."""

    GIVEN = "given"
    NOT_STATED = "not-stated"


class Phase(StrEnum):
    """Purpose of a regimen within its line."""

    INDUCTION = "induction"
    MAINTENANCE = "maintenance"
    CONCURRENT = "concurrent"
    NEOADJUVANT = "neoadjuvant"
    ADJUVANT = "adjuvant"
    PALLIATIVE = "palliative"
    NOT_STATED = "not-stated"


class ChangeReason(StrEnum):
    """Why a regimen was started, held, resumed or stopped."""

    FINANCIAL = "financial"
    PROGRESSION = "progression"
    MARKER_RISE = "marker-rise"
    TOXICITY = "toxicity"
    COMPLETED = "completed"
    REFUSAL = "refusal"
    NOT_AVAILABLE = "not-available"
    LOST_TO_FOLLOW_UP = "lost-to-follow-up"
    DEATH = "death"
    REMISSION = "remission"
    OTHER = "other"
    NOT_STATED = "not-stated"


class Per(StrEnum):
    """What a dose is per. `dose` is one administration; the source may leave day or cycle open."""

    DOSE = "dose"
    DAY = "day"
    CYCLE = "cycle"
    NOT_STATED = "not-stated"


class Delivery(StrEnum):
    """Whether a planned treatment is known to have been delivered."""

    PLANNED = "planned"
    DELIVERED = "delivered"
    NOT_STATED = "delivery-not-stated"


class ResponseCategory(StrEnum):
    """Tumor response as assessed. The value is the code of RECIST 1.1 or iRECIST."""

    COMPLETE_RESPONSE = "CR"
    PARTIAL_RESPONSE = "PR"
    STABLE_DISEASE = "SD"
    PROGRESSIVE_DISEASE = "PD"
    NOT_EVALUABLE = "NE"
    UNCONFIRMED_PROGRESSION = "iUPD"
    CONFIRMED_PROGRESSION = "iCPD"
    NOT_STATED = "not-stated"


class Criteria(StrEnum):
    """By which rules a response or a progression was called."""

    RECIST_1_1 = "RECIST 1.1"
    IRECIST = "iRECIST"
    CLINICAL = "clinical"
    BIOCHEMICAL = "biochemical"
    NOT_STATED = "not-stated"


class ProgressionExtent(StrEnum):
    """Where the disease progressed."""

    LOCAL = "local"
    REGIONAL = "regional"
    LOCOREGIONAL = "locoregional"
    DISTANT = "distant"
    BIOCHEMICAL_ONLY = "biochemical-only"
    NOT_STATED = "not-stated"


class DiseaseStatus(StrEnum):
    """Disease as a contact reports it."""

    NO_EVIDENCE = "no-evidence-of-disease"
    CONTROLLED = "controlled"
    STABLE = "stable"
    PROGRESSING = "progressing"
    NOT_STATED = "not-stated"


class VitalStatus(StrEnum):
    """Whether the patient was alive at a contact."""

    ALIVE = "alive"
    DECEASED = "deceased"
    NOT_STATED = "not-stated"


class YesNo(StrEnum):
    """A question the source may leave open."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not-stated"


class Severity(StrEnum):
    """Weight of a discrepancy."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
