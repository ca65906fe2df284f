"""What the two published cases must hold, row by row, checked against the report by hand. Refuses to be generated."""

PAPER = "98e46bb408df58d966a32dae70b6f4b41192aff46d7fcdabf60fa683410cfcef"
PAPER_LENGTH = 39_536
"""Characters: no span ends beyond the document."""

# key, type, basis of the time (Stated, Derived, Assumed; all hold that stand together; name: of each reading)
CASE_1 = """
registered           patient-registered     A
onset                finding-noted          A
worsening            finding-noted          R1:SD R2:S
dx                   cancer-diagnosed       A
pathology            pathology-reported     A
examination          finding-noted          A
ecog-0               performance-assessed   A
baseline-imaging     scan-reported          A
stage                stage-assigned         A
labs-0-hb            lab-resulted           A
labs-0-plt           lab-resulted           A
labs-0-ldh           lab-resulted           A
labs-0-ebv           lab-resulted           A
labs-0-liver         lab-resulted           A
labs-0-kidney        lab-resulted           A
l1                   regimen-started        D
l1-c1                cycle-given            D
relief               finding-noted          S
response-c1          response-assessed      A
l1-c2                cycle-given            A
labs-1-ebv           lab-resulted           S
labs-1-ldh           lab-resulted           S
well                 finding-noted          D
work                 finding-noted          D
l1-held              regimen-held           D
restaging-1          scan-reported          F:S T:S E:S
response-1           response-assessed      D
labs-2-ebv           lab-resulted           D
pd-1                 progression-declared   D
l2                   regimen-started        D
l2-c1                cycle-given            D
l2-c2                cycle-given            A
l2-held              regimen-held           D
restaging-2          scan-reported          SS
pd-2                 progression-declared   D
l3                   regimen-started        A
l3-c1                cycle-given            D
l3-c2                cycle-given            A
response-3           response-assessed      A
l3-stopped           regimen-stopped        P:D C:DS
labs-low             lab-resulted           D
drug-free-end        patient-contacted      SD
drug-free            interval-stated        S
last-follow-up       patient-contacted      S
no-radiotherapy      decision-recorded      D
"""

CASE_2 = """
registered           patient-registered     A
onset                finding-noted          A
dx                   cancer-diagnosed       A
pathology            pathology-reported     A
ecog-0               performance-assessed   A
labs-0-ebv           lab-resulted           A
labs-0-ldh           lab-resulted           A
baseline-imaging     scan-reported          A
stage                stage-assigned         A
l1                   regimen-started        A
l1-c1                cycle-given            D
l1-c2                cycle-given            S
l1-c3                cycle-given            S
l1-c4                cycle-given            S
l1-c5                cycle-given            S
l1-c6                cycle-given            S
restaging-1          scan-reported          D
cr-1                 response-assessed      D
m1                   regimen-started        D
labs-fall-ebv        lab-resulted           D
restaging-2          scan-reported          S
labs-1-ebv           lab-resulted           D
pd-1                 progression-declared   D
m1-stopped           regimen-stopped        A
l2                   regimen-started        D
l2-c1                cycle-given            D
l2-c2                cycle-given            A
l2-c3                cycle-given            A
l2-c4                cycle-given            A
l2-stopped           regimen-stopped        D
restaging-3          scan-reported          AD
sd-2                 response-assessed      D
m2                   regimen-started        D
restaging-4          scan-reported          S:S O:SD
pd-2                 progression-declared   D
condition            finding-noted          D
no-marrow-toxicity   adverse-event-noted    D
decision-rt          decision-recorded      D
m2-stopped           regimen-stopped        A
rt-1                 radiotherapy-given     A
rt-1-judged          decision-recorded      D
rt-1-cis             regimen-started        D
rt-1-cis-1           cycle-given            D
rt-1-cis-2           cycle-given            S
rt-1-cis-3           cycle-given            S
rt-1-cis-stopped     regimen-stopped        D
m3                   regimen-started        A
restaging-5          scan-reported          S
pain                 finding-noted          D
pd-3                 progression-declared   D
local-mri            scan-reported          SA
rt-2                 radiotherapy-given     D
rt-2-abscopal        decision-recorded      D
m3-stopped           regimen-stopped        D
l4                   regimen-started        D
labs-3-ebv           lab-resulted           A
labs-3-ldh           lab-resulted           A
l4-stopped           regimen-stopped        D
l5                   regimen-started        A
labs-4-ebv           lab-resulted           D
labs-4-peak          lab-resulted           D
pd-4                 progression-declared   D
l5-stopped           regimen-stopped        S
marrow               adverse-event-noted    D
marrow-cause         adverse-event-noted    D
labs-high            lab-resulted           D
decline              performance-assessed   D
death                patient-died           SD
"""

TABLES = {"npc-1": CASE_1, "npc-2": CASE_2}

PREFERRED = {"worsening": "R1", "restaging-1": "F", "l3-stopped": "P", "restaging-4": "S"}
QUESTIONS = {"npc-1": {"two-months", "seven-months", "course-3-end"}, "npc-2": {"six-months"}}

# What a program can work out from the facts is a rule of its own and stands in neither file.
NOTED = {
    "npc-1": """
noted-seven-months      reader-noted      warning
noted-first-line-cycles sources-disagree  warning
noted-two-months        reader-noted      warning
noted-lung              sources-disagree  warning
noted-early-response    reader-noted      note
noted-ebv-words         reader-noted      warning
noted-response-1        reader-noted      note
noted-cisplatin         sources-disagree  warning
noted-last-response     reader-noted      note
noted-no-counts         reader-noted      note
noted-drug-free         reader-noted      note
noted-superscripts      lost-superscript  note
noted-units             no-criteria       note
noted-no-dates          reader-noted      note
""",
    "npc-2": """
noted-six-months        reader-noted      warning
noted-mri-response      sources-disagree  warning
noted-histology         reader-noted      note
noted-residual          reader-noted      warning
noted-left-wall         reader-noted      note
noted-bone-sites        reader-noted      warning
noted-mixed-response    reader-noted      warning
noted-node-axis         reader-noted      note
noted-decline           reader-noted      note
noted-delivery          reader-noted      note
noted-superscripts      lost-superscript  note
noted-units             no-criteria       note
noted-no-dates          reader-noted      note
""",
}

# What the authors say in hindsight alone: in the abstract or the discussion only, or of results that were still to come.
HINDSIGHT = {
    "npc-1": ["response-c1", "labs-low"],
    "npc-2": ["rt-1-judged", "rt-2-abscopal", "labs-4-peak", "marrow-cause", "labs-high"],
}

LINES = {
    "npc-1": {"l1": 1, "l2": 2, "l3": 3},
    "npc-2": {"l1": 1, "m1": 1, "l2": 2, "m2": 2, "rt-1": 3, "rt-1-cis": 3, "m3": 3, "l4": 4, "l5": 5},
}

MONTHS = {
    "npc-1": {"dx": 0, "labs-1-ebv": 1, "restaging-1": 8, "pd-1": 8, "l2": 8, "pd-2": 14, "last-follow-up": 28},
    "npc-2": {"dx": 0, "cr-1": 4, "m1": 4, "pd-1": 8, "pd-2": 14, "rt-1": 14, "pd-3": 18, "l5": 19, "death": 21},
}
