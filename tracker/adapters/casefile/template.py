"""The empty form of a case, as `tracker new` writes it. Refuses to record what nobody filled in: examples are comments."""

_FORM = """\
# A case file: what a document says about one patient, one event each, without inventing a date.
# Every value is text until its field wants a number. A field with nothing behind it is left out.
format: 1
case: {case}

# Documents that sources point into; the first is meant where a source names none.
# sha256sum FILE gives the number. Keep locators here, never the sentences of the document.
# documents:
#   paper:
#     sha256: 0000000000000000000000000000000000000000000000000000000000000000
#     citation: authors, journal, year

# Who says so, for every event that does not name its own author.
asserted_by: authors

# A time says what is known and no more:
#   time-zero                                  the origin of the case, usually the diagnosis
#   2023-04-12, 2023-04, 2023                  a date as precise as the chart gives it
#   {{after: dx, stated: 7 mo}}                  a stated duration after (or before) another fact
#   {{after: dx, at_least: 0 d, at_most: 14 d}}  a range; without at_most it is open
#   {{with: l1}}, {{between: [l1, l1-c1.end]}}     the same time as another fact; some time between two
#   [ … , … ]                                  a list: all of them hold
#   unknown                                    nothing is known
# basis: stated (left out), derived (it follows from what is stated) or assumed (somebody had to decide).
events:
- key: registered
  type: patient-registered
  occurred: {{at: time-zero, basis: assumed}}
  sex: not-stated                # male, female, other, not-stated
  age_at_diagnosis:
  history: []                    # - {{item: diabetes, presence: absent}}

- key: dx
  type: cancer-diagnosed
  occurred: {{at: time-zero, basis: assumed}}
  role: primary                  # primary, metastasis, recurrence
  diagnosis: cancer              # as the document words it, such as nasopharyngeal carcinoma
  topography:                    # ICD-O-3, where sure
  sites: []                      # - {{name: bone, certainty: possible}}
  sources: []                    # - §2 ¶1, or - {{locator: §2 ¶1, span: [120, 163]}}

# Examples of further facts: remove the # in front of those that the document states, and fill them in.
#- key: stage
#  type: stage-assigned
#  occurred: {{with: dx, basis: assumed}}
#  t:
#  n:
#  m:
#  group:
#  edition:                       # of the AJCC manual; another system goes into system

#- key: labs-0-hb
#  type: lab-resulted             # one analyte is one event
#  occurred: {{with: dx, basis: assumed}}
#  analyte: Hb
#  value:
#  unit: g/L                      # UCUM: g/L, 10*9/L, U/L, {{copies}}/mL
#  word:                          # the document's own word, such as elevated
#  word_means:                    # high, low, normal, rising, falling

#- key: l1
#  type: regimen-started
#  occurred: {{after: dx, basis: derived}}
#  regimen: l1                    # the name by which its cycles find it
#  line: 1
#  drugs: []                      # - drug: cisplatin

#- key: l1-c1
#  type: cycle-given              # one cycle is one event
#  occurred: {{with: l1, basis: derived}}
#  lasting: {{stated: 21 d, basis: assumed}}
#  regimen: l1
#  number: 1
#  drugs: []                      # - {{drug: cisplatin, dose: 75, unit: mg, per: day, days: 1-2}}

#- key: restaging-1
#  type: scan-reported
#  occurred: {{after: l1-c1.end, basis: derived}}
#  studies:
#  - modality: CT                 # CT, MRI, PET-CT, SPECT, bone-scan, ultrasound, radiograph, endoscopy, other
#    region:
#    overall: not-stated          # better, same, worse, mixed, not-stated
#    lesions: []                  # - {{lesion: liver-1, site: {{name: liver}}, mm: 24, axis: long, new: yes}}

#- key: response-1
#  type: response-assessed
#  occurred: {{with: restaging-1, basis: derived}}
#  category: not-stated           # CR, PR, SD, PD, NE, iUPD, iCPD, not-stated
#  criteria: not-stated           # RECIST 1.1, iRECIST, clinical, biochemical, not-stated
#  evidence: [restaging-1]

#- key: last-follow-up
#  type: patient-contacted
#  occurred: {{after: response-1, basis: derived}}
#  vital_status: not-stated       # alive, deceased, not-stated

# Other types: pathology-reported, measurement-taken, finding-noted, performance-assessed, regimen-held, regimen-resumed,
# regimen-stopped, radiotherapy-given, procedure-performed, progression-declared, adverse-event-noted, decision-recorded,
# patient-died, interval-stated, ambiguity-noted, reading-selected.
# What the document leaves open or contradicts is a fact too:
#- key: noted-seven-months
#  type: ambiguity-noted
#  severity: warning            # warning or note
#  summary: it is not said from when the seven months count
#  keys: [restaging-1]
"""


def template(case: str) -> str:
    """The commented case file for a new case: as it stands it says that a patient has a cancer, and no more.

    >>> template("case-7").splitlines()[3]
    'case: case-7'
    """
    return _FORM.format(case=case)
