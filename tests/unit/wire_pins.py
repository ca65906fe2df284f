"""How each event type is stored, byte by byte, on one example each. Refuses to be generated: these lines are the contract."""

from decimal import Decimal

from tests import examples as an
from tracker.events.catalogue import Event
from tracker.events.disease import TumorMarker
from tracker.events.fact import Source
from tracker.values import vocabularies as words
from tracker.values.when import Basis, Timing

SEVEN_MONTHS = Timing(
    question="seven-months",
    readings={"F": Timing(after="l1-c2.end", stated="7 mo"), "T": (Timing(after="l1-c1", stated="7 mo"), "unknown")},
    preferred="F",
)

PINS: tuple[tuple[Event, str], ...] = (
    (
        an.registered(words.Sex.MALE, 51, "mother: gastric cancer", at="time-zero", basis=Basis.ASSUMED),
        (
            '{"type":"patient-registered","key":"registered","occurred":{"at":"time-zero","basis":"assumed"},'
            '"sex":"male","age_at_diagnosis":51,"history":[{"item":"mother: gastric cancer"}]}'
        ),
    ),
    (
        an.diagnosed("nasopharyngeal carcinoma", "bone", at="2023-04", known="publication"),
        (
            '{"type":"cancer-diagnosed","key":"dx","occurred":"2023-04","known":"publication",'
            '"role":"primary","diagnosis":"nasopharyngeal carcinoma","sites":[{"name":"bone"}]}'
        ),
    ),
    (
        an.staged("T4", "N3", "M1", "IVb", with_="dx"),
        (
            '{"type":"stage-assigned","key":"stage","occurred":{"with":"dx"},'
            '"t":"T4","n":"N3","m":"M1","group":"IVb","edition":"8"}'
        ),
    ),
    (
        an.pathology("undifferentiated", TumorMarker(name="PD-L1 CPS", value=Decimal(40)), with_="dx"),
        (
            '{"type":"pathology-reported","key":"pathology","occurred":{"with":"dx"},'
            '"histology":"undifferentiated","markers":[{"name":"PD-L1 CPS","value":40}]}'
        ),
    ),
    (
        an.lab("EBV-DNA", "6.15E+5", "{copies}/mL", sources=(Source(locator="§2 ¶1", span=(10, 20)),)),
        (
            '{"type":"lab-resulted","key":"labs-ebv-dna","sources":[{"locator":"§2 ¶1","span":[10,20]}],'
            '"occurred":"time-zero","analyte":"EBV-DNA","value":6.15E+5,"unit":"{copies}/mL"}'
        ),
    ),
    (
        an.measurement("weight", "61.0", "kg", day=213),
        '{"type":"measurement-taken","key":"weight","occurred":{"day":213},"what":"weight","value":61.0,"unit":"kg"}',
    ),
    (
        an.scan("restaging-1", an.lesion("axilla-1", 24, new=words.Newness.YES), at=SEVEN_MONTHS),
        (
            '{"type":"scan-reported","key":"restaging-1","occurred":{"question":"seven-months",'
            '"readings":{"F":{"after":"l1-c2.end","stated":"7 mo"},"T":[{"after":"l1-c1","stated":"7 mo"},"unknown"]},'
            '"preferred":"F"},"studies":[{"modality":"CT",'
            '"lesions":[{"lesion":"axilla-1","site":{"name":"node"},"new":"yes","mm":24}]}]}'
        ),
    ),
    (
        an.finding("onset", "headache", before="dx"),
        '{"type":"finding-noted","key":"onset","occurred":{"before":"dx"},"findings":[{"name":"headache"}]}',
    ),
    (
        an.ecog(2, day=(198, 228)),
        '{"type":"performance-assessed","key":"ecog-0","occurred":{"day":[198,228]},"ecog":2}',
    ),
    (
        an.started("l1", "cisplatin", line=1, after="dx", at_least="0 d", at_most="14 d"),
        (
            '{"type":"regimen-started","key":"l1","occurred":{"after":"dx","at_least":"0 d","at_most":"14 d"},'
            '"regimen":"l1","drugs":[{"drug":"cisplatin"}],"line":1}'
        ),
    ),
    (
        an.held("l1", words.ChangeReason.FINANCIAL, with_="l1-c2.end"),
        '{"type":"regimen-held","key":"l1-held","occurred":{"with":"l1-c2.end"},"regimen":"l1","reason":"financial"}',
    ),
    (
        an.resumed("l1", at="unknown"),
        '{"type":"regimen-resumed","key":"l1-resumed","occurred":"unknown","regimen":"l1"}',
    ),
    (
        an.stopped("l1", words.ChangeReason.PROGRESSION, between=("l1-c2.end", "l2")),
        (
            '{"type":"regimen-stopped","key":"l1-stopped","occurred":{"between":["l1-c2.end","l2"]},'
            '"regimen":"l1","reason":"progression"}'
        ),
    ),
    (
        an.cycle("l1", 2, an.drug("capecitabine", "1.5", "g", times_per_day=2, days="1-14"), after="l1-c1"),
        (
            '{"type":"cycle-given","key":"l1-c2","occurred":{"after":"l1-c1","stated":"21 d"},'
            '"lasting":{"stated":"21 d","basis":"assumed"},"regimen":"l1","number":2,'
            '"drugs":[{"drug":"capecitabine","dose":1.5,"unit":"g","times_per_day":2,"days":"1-14"}]}'
        ),
    ),
    (
        an.radiotherapy("rt-1", "22.5", 5, lasting="7 d", at="2023-04-01/2023-06-30"),
        (
            '{"type":"radiotherapy-given","key":"rt-1","occurred":"2023-04-01/2023-06-30","lasting":{"stated":"7 d"},'
            '"volumes":[{"name":"PTV","dose_gy":22.5,"fractions":5}],"delivery":"delivered"}'
        ),
    ),
    (
        an.procedure("transfusion", at=("2023-04", Timing(after="dx"))),
        (
            '{"type":"procedure-performed","key":"transfusion","occurred":["2023-04",{"after":"dx"}],'
            '"procedure":"transfusion"}'
        ),
    ),
    (
        an.response("response-1", "PR", "restaging-1", with_="restaging-1", asserted_by="authors"),
        (
            '{"type":"response-assessed","key":"response-1","asserted_by":"authors","occurred":{"with":"restaging-1"},'
            '"category":"PR","evidence":["restaging-1"]}'
        ),
    ),
    (
        an.progression(1, "axillary node", certainty=words.Certainty.POSSIBLE),
        (
            '{"type":"progression-declared","key":"pd-1","certainty":"possible","occurred":"time-zero",'
            '"ordinal":1,"sites":[{"name":"axillary node"}]}'
        ),
    ),
    (
        an.adverse_event("Anemia", 2, 3, extra={"toxicity code": "10002272"}),
        (
            '{"type":"adverse-event-noted","key":"anemia","extra":{"toxicity code":"10002272"},"occurred":"time-zero",'
            '"term":"Anemia","grade":2,"grade_most":3}'
        ),
    ),
    (
        an.decision("radiotherapy", "radiotherapy", "chemotherapy", question="what next", note="hedged"),
        (
            '{"type":"decision-recorded","key":"decision","note":"hedged","occurred":"time-zero",'
            '"question":"what next","options":["radiotherapy","chemotherapy"],"choice":"radiotherapy"}'
        ),
    ),
    (
        an.contact(status=words.DiseaseStatus.CONTROLLED, after="dx", stated="28 mo"),
        (
            '{"type":"patient-contacted","key":"last-follow-up","occurred":{"after":"dx","stated":"28 mo"},'
            '"disease_status":"controlled"}'
        ),
    ),
    (
        an.died("infection", at="2025"),
        '{"type":"patient-died","key":"death","occurred":"2025","causes":["infection"]}',
    ),
    (
        an.interval("drug-free", "l3-stopped", "drug-free-end", "7 mo"),
        '{"type":"interval-stated","key":"drug-free","from":"l3-stopped","to":"drug-free-end","stated":"7 mo"}',
    ),
    (
        an.ambiguity("two-months", "two readings", "worsening", severity=words.Severity.WARNING),
        (
            '{"type":"ambiguity-noted","key":"two-months","severity":"warning","summary":"two readings",'
            '"keys":["worsening"]}'
        ),
    ),
    (
        an.reading("seven-months", "T", "Table 1 says so"),
        '{"type":"reading-selected","question":"seven-months","reading":"T","why":"Table 1 says so"}',
    ),
    (
        an.amended(an.ecog(1), "misread"),
        (
            '{"type":"fact-amended","target":"ecog-0","replacement":{"type":"performance-assessed","key":"ecog-0",'
            '"occurred":"time-zero","ecog":1},"reason":"misread"}'
        ),
    ),
    (
        an.retracted("labs-ebv-dna", "another patient"),
        '{"type":"fact-retracted","target":"labs-ebv-dna","reason":"another patient"}',
    ),
    (
        an.erased("request of the patient"),
        '{"type":"patient-erased","legal_basis":"request of the patient"}',
    ),
)
