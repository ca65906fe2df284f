"""What studies call things, and what that is here. Refuses a near miss: what is not in a table stays the study's own word.

Sources: cBioPortal, File Formats, Timeline Data and Clinical Data, with the values that published studies use for them.
"""

import re
from functools import lru_cache
from types import MappingProxyType

from tracker.events.fact import Words
from tracker.values.vocabularies import (
    DiagnosisRole,
    DiseaseStatus,
    Modality,
    OverallChange,
    ResponseCategory,
    Sex,
    VitalStatus,
)

TREATMENT, LAB_TEST, IMAGING, STATUS = "TREATMENT", "LAB_TEST", "IMAGING", "STATUS"
SPECIMEN, SURGERY, PROCEDURE, PATHOLOGY = "SPECIMEN", "SURGERY", "PROCEDURE", "PATHOLOGY"
DIAGNOSIS, STAGE, PERFORMANCE, ADVERSE_EVENT = "DIAGNOSIS", "STAGE", "PERFORMANCE_STATUS", "ADVERSE_EVENT"
MEASUREMENT, FINDING = "MEASUREMENT", "FINDING"

_TYPES = MappingProxyType(
    {
        "LABTEST": LAB_TEST,
        "LAB": LAB_TEST,
        "LABS": LAB_TEST,
        "DIAGNOSTIC": IMAGING,
        "SAMPLE_ACQUISITION": SPECIMEN,
        "SEQUENCING": SPECIMEN,
        "ECOG": PERFORMANCE,
        "TOXICITY": ADVERSE_EVENT,
    }
)


_SIGNS = re.compile(r"[^a-z0-9+/]+")


@lru_cache(maxsize=4_096)  # the words of a study are few, and every row has some
def plain(text: str) -> str:
    """A word without case, signs and doubled blanks, to look it up.

    >>> plain(" Radiographic_Progression ")
    'radiographic progression'
    """
    return _SIGNS.sub(" ", text.lower()).strip()


def type_of(text: str) -> str:
    """The event type that a study's word means; any other stays itself.

    >>> type_of("Lab test"), type_of("Sample Acquisition"), type_of("Hospital stay")
    ('LAB_TEST', 'SPECIMEN', 'HOSPITAL_STAY')
    """
    name = plain(text).upper().replace(" ", "_")
    return _TYPES.get(name, name)


SEXES = MappingProxyType({"male": Sex.MALE, "m": Sex.MALE, "female": Sex.FEMALE, "f": Sex.FEMALE, "other": Sex.OTHER})

MODALITIES = MappingProxyType(
    {
        "ct": Modality.CT,
        "ct scan": Modality.CT,
        "cat scan": Modality.CT,
        "mri": Modality.MRI,
        "mr": Modality.MRI,
        "mri scan": Modality.MRI,
        "pet ct": Modality.PET_CT,
        "pet/ct": Modality.PET_CT,
        "pet or pet ct scan": Modality.PET_CT,
        "spect": Modality.SPECT,
        "bone scan": Modality.BONE_SCAN,
        "ultrasound": Modality.ULTRASOUND,
        "us": Modality.ULTRASOUND,
        "x ray": Modality.RADIOGRAPH,
        "xray": Modality.RADIOGRAPH,
        "chest x ray": Modality.RADIOGRAPH,
        "radiograph": Modality.RADIOGRAPH,
        "mammogram": Modality.MAMMOGRAPHY,
        "mammography": Modality.MAMMOGRAPHY,
        "endoscopy": Modality.ENDOSCOPY,
    }
)

CHANGES = MappingProxyType(
    {
        "worse": OverallChange.WORSE,
        "progression": OverallChange.WORSE,
        "progressive disease": OverallChange.WORSE,
        "progressing/worsening/enlarging": OverallChange.WORSE,
        "same": OverallChange.SAME,
        "stable": OverallChange.SAME,
        "stable disease": OverallChange.SAME,
        "stable/no change": OverallChange.SAME,
        "no change": OverallChange.SAME,
        "better": OverallChange.BETTER,
        "improved": OverallChange.BETTER,
        "improving/responding": OverallChange.BETTER,
        "mixed": OverallChange.MIXED,
    }
)

RESPONSES = MappingProxyType(
    {
        "complete response": ResponseCategory.COMPLETE_RESPONSE,
        "complete remission": ResponseCategory.COMPLETE_RESPONSE,
        "cr": ResponseCategory.COMPLETE_RESPONSE,
        "partial response": ResponseCategory.PARTIAL_RESPONSE,
        "partial remission": ResponseCategory.PARTIAL_RESPONSE,
        "partial remission/response": ResponseCategory.PARTIAL_RESPONSE,
        "complete remission/response": ResponseCategory.COMPLETE_RESPONSE,
        "pr": ResponseCategory.PARTIAL_RESPONSE,
        "stable disease": ResponseCategory.STABLE_DISEASE,
        "sd": ResponseCategory.STABLE_DISEASE,
        "pd": ResponseCategory.PROGRESSIVE_DISEASE,
        "not evaluable": ResponseCategory.NOT_EVALUABLE,
        "ne": ResponseCategory.NOT_EVALUABLE,
    }
)

PROGRESSIONS = frozenset(
    {
        "progression",
        "progressed",
        "progressive disease",
        "disease progression",
        "tumor progression",
        "radiographic progression",
        "clinical progression",
        "biochemical progression",
        "local progression",
        "distant progression",
        "recurred/progressed",
        "first progression",
        "second progression",
    }
)

ROLES = MappingProxyType(
    {
        "primary": DiagnosisRole.PRIMARY,
        "primary tumor": DiagnosisRole.PRIMARY,
        "primary diagnosis": DiagnosisRole.PRIMARY,
        "initial diagnosis": DiagnosisRole.PRIMARY,
        "initial": DiagnosisRole.PRIMARY,
        "diagnosis": DiagnosisRole.PRIMARY,
        "metastasis": DiagnosisRole.METASTASIS,
        "metastatic": DiagnosisRole.METASTASIS,
        "metastatic disease": DiagnosisRole.METASTASIS,
        "metastatic recurrence": DiagnosisRole.METASTASIS,
        "distant metastasis": DiagnosisRole.METASTASIS,
        "recurrence": DiagnosisRole.RECURRENCE,
        "recurred": DiagnosisRole.RECURRENCE,
        "local recurrence": DiagnosisRole.RECURRENCE,
        "locoregional recurrence": DiagnosisRole.RECURRENCE,
    }
)

DEATHS = frozenset({"deceased", "dead", "death", "died", "1 deceased"})

CONTACTS = MappingProxyType(
    {
        "alive": (VitalStatus.ALIVE, DiseaseStatus.NOT_STATED),
        "living": (VitalStatus.ALIVE, DiseaseStatus.NOT_STATED),
        "0 living": (VitalStatus.ALIVE, DiseaseStatus.NOT_STATED),
        "ned": (VitalStatus.ALIVE, DiseaseStatus.NO_EVIDENCE),
        "no evidence of disease": (VitalStatus.ALIVE, DiseaseStatus.NO_EVIDENCE),
        "disease free": (VitalStatus.ALIVE, DiseaseStatus.NO_EVIDENCE),
        "diseasefree": (VitalStatus.ALIVE, DiseaseStatus.NO_EVIDENCE),
        "alive with disease": (VitalStatus.ALIVE, DiseaseStatus.NOT_STATED),
        "last follow up": (VitalStatus.ALIVE, DiseaseStatus.NOT_STATED),
        "reported deceased": (VitalStatus.DECEASED, DiseaseStatus.NOT_STATED),
        "last contact": (VitalStatus.NOT_STATED, DiseaseStatus.NOT_STATED),
    }
)

OS_STATUSES = MappingProxyType(
    {
        "1 deceased": VitalStatus.DECEASED,
        "deceased": VitalStatus.DECEASED,
        "dead": VitalStatus.DECEASED,
        "1": VitalStatus.DECEASED,
        "0 living": VitalStatus.ALIVE,
        "living": VitalStatus.ALIVE,
        "alive": VitalStatus.ALIVE,
        "0 alive": VitalStatus.ALIVE,
        "0": VitalStatus.ALIVE,
    }
)

_BETWEEN_DRUGS = re.compile(r"\s*(?:\+|,|;|\s&\s|\sand\s)\s*", re.IGNORECASE)


def drugs_in(agent: str) -> tuple[Words, ...]:
    """The drugs that `AGENT` names, in its order, each once. A slash is part of a name, as in trifluridine/tipiracil.

    >>> drugs_in("TMZ + accutane"), drugs_in("Trifluridine/Tipiracil")
    (('TMZ', 'accutane'), ('Trifluridine/Tipiracil',))
    """
    return tuple(dict.fromkeys(name for name in _BETWEEN_DRUGS.split(agent.strip()) if name))
