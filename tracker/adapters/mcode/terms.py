"""Profiles, extensions and codes of mCODE STU4 (4.0.0) that are read and written here. Refuses codes that were not looked up.

Sources: the mCODE implementation guide STU4, FHIR R4B, SNOMED CT and LOINC as that guide uses them.
"""

from types import MappingProxyType

from tracker.values.vocabularies import ChangeReason, Laterality, ResponseCategory

MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-"
US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
FHIR = "http://hl7.org/fhir/StructureDefinition/"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ICD_O_3 = "http://terminology.hl7.org/CodeSystem/icd-o-3"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"

OWN = "http://oncology-tracker.invalid/fhir/"
"""Where the extensions and identifiers of this program live: a name that no host can ever have, so it never resolves."""

REST_OF_FACT = f"{OWN}StructureDefinition/rest-of-fact"
"""Extension: what a fact says and its resource cannot, as JSON; `null` on a resource that is no fact by itself."""

RELATIVE = f"{FHIR}cqf-relativeDateTime"
"""FHIR's extension of a time relative to an event; it alone may hold a range."""

RELATIVE_DATE = f"{FHIR}relative-date"
"""The other one, read as well."""

ABSENT = f"{FHIR}data-absent-reason"
ASSERTED_DATE = f"{FHIR}condition-assertedDate"
HISTOLOGY = f"{MCODE}histology-morphology-behavior"
LATERALITY = f"{MCODE}laterality-qualifier"
INTENT = f"{MCODE}procedure-intent"
EVIDENCE_TYPE = f"{MCODE}cancer-disease-status-evidence-type"
DOSE_TO_VOLUME = f"{MCODE}radiotherapy-dose-delivered-to-volume"

AJCC_8 = "897275008"
AJCC_8_NAME = (
    "American Joint Commission on Cancer, Cancer Staging Manual, 8th edition neoplasm staging system (tumor staging)"
)

ECOG = "89247-1"
DISEASE_STATUS = "97509-4"
TUMOR_SIZE = "21889-1"
LONGEST_DIMENSION = "33728-7"
OTHER_DIMENSION = "33729-5"
RADIOTHERAPY_COURSE = "1217123003"

STATUS_OF_DISEASE = MappingProxyType(
    {
        ResponseCategory.COMPLETE_RESPONSE: ("550991000124107", "Malignant neoplasm in full remission (disorder)"),
        ResponseCategory.PARTIAL_RESPONSE: ("551001000124108", "Malignant neoplasm in partial remission (disorder)"),
        ResponseCategory.STABLE_DISEASE: ("359746009", "Patient's condition stable (finding)"),
        ResponseCategory.PROGRESSIVE_DISEASE: ("271299001", "Patient's condition worsened (finding)"),
        ResponseCategory.NOT_EVALUABLE: ("709137006", "Patient condition undetermined (finding)"),
    }
)
"""mCODE's trend of the condition. `268910001`, improved, has no category here: it stays a word."""

CATEGORY_OF_STATUS = MappingProxyType({code: category for category, (code, _) in STATUS_OF_DISEASE.items()})

REASONS = MappingProxyType(
    {
        ChangeReason.COMPLETED: ("182992009", "Treatment completed (situation)"),
        ChangeReason.TOXICITY: ("407563006", "Treatment not tolerated (situation)"),
        ChangeReason.FINANCIAL: ("160932005", "Financial problem (finding)"),
        ChangeReason.REFUSAL: ("105480006", "Refusal of treatment by patient (situation)"),
        ChangeReason.NOT_AVAILABLE: ("309846006", "Treatment not available (situation)"),
        ChangeReason.LOST_TO_FOLLOW_UP: ("399307001", "Lost to follow-up (finding)"),
        ChangeReason.DEATH: ("419620001", "Death (event)"),
    }
)
"""mCODE's reasons for the end of a treatment. Progression has none: it is never called `no response`."""

REASON_OF_CODE = MappingProxyType({code: reason for reason, (code, _) in REASONS.items()})

SIDES = MappingProxyType(
    {
        Laterality.LEFT: ("7771000", "Left (qualifier value)"),
        Laterality.RIGHT: ("24028007", "Right (qualifier value)"),
        Laterality.BILATERAL: ("51440002", "Right and left (qualifier value)"),
        Laterality.MIDLINE: ("399488007", "Midline (qualifier value)"),
    }
)
SIDE_OF_CODE = MappingProxyType({code: side for side, (code, _) in SIDES.items()})

CATEGORY_CODES = MappingProxyType(
    {
        "399504009": "t", "21905-5": "t", "21899-0": "t",
        "399534004": "n", "21906-3": "n", "21900-6": "n",
        "399387003": "m", "21907-1": "m", "21901-4": "m",
    }
)  # fmt: skip
"""Code of an observation to the category that it is about."""

PATHOLOGIC_CODES = frozenset({"21899-0", "21900-6", "21901-4", "21902-2", "399588009"})

STAGE_CODES = MappingProxyType(
    {
        ("c", "t"): (SNOMED, "399504009", "cT category"),
        ("c", "n"): (SNOMED, "399534004", "cN category"),
        ("c", "m"): (SNOMED, "399387003", "cM category"),
        ("c", "group"): (SNOMED, "399537006", "Clinical TNM stage grouping"),
        ("p", "t"): (LOINC, "21899-0", "Primary tumor.pathology Cancer"),
        ("p", "n"): (LOINC, "21900-6", "Regional lymph nodes.pathology [Class] Cancer"),
        ("p", "m"): (LOINC, "21901-4", "Distant metastases.pathology [Class] Cancer"),
        ("p", "group"): (LOINC, "21902-2", "Stage group.pathology Cancer"),
    }
)
"""Clinical or pathologic, and what of: system, code and name. A stage of neither sort is named by text."""

ANALYTES = MappingProxyType(
    {
        "718-7": "Hb",
        "26464-8": "WBC",
        "26499-4": "neutrophils",
        "26515-7": "platelets",
        "2532-0": "LDH",
        "47982-4": "EBV-DNA",
    }
)
"""LOINC to the name that an analyte has everywhere in this program; any other keeps the bundle's name."""

LOINC_OF = MappingProxyType({name: code for code, name in ANALYTES.items() if code != "47982-4"})
"""EBV-DNA is left out: its code is one of serum or plasma, which a fact may not say."""

MEASUREMENTS = MappingProxyType(
    {
        "29463-7": "weight",
        "8302-2": "height",
        "39156-5": "bmi",
        "3140-1": "bsa",
        "8310-5": "temperature",
        "8867-4": "heart rate",
        "9279-1": "respiratory rate",
    }
)
LOINC_OF_MEASUREMENT = MappingProxyType({name: code for code, name in MEASUREMENTS.items()})
