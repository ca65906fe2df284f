"""Names of analytes that resemble others and are none of them, as data. Refuses to say what they are, and to be complete.

Tumor markers, blood counts, enzymes, hormones, proteins, electrolytes, ratios and drug levels, as laboratories abbreviate or
name them. A name in this list is never taken for a slip: `LDL` is not `LDH`, `creatine` not `creatinine`.
"""

from tracker.values.spelling import spelled

_NAMES = (
    "5-hiaa", "a/g", "a1at", "ace", "acth", "ada", "adh", "afp-l3", "ala", "alanine", "aldolase", "aldosterone",
    "alpha-1-antitrypsin", "alpha-fetoprotein", "amh", "ammonia", "amy", "amylase", "amyloid a", "ana", "anca",
    "androstenedione", "anion gap", "anti-ccp", "anti-tpo", "antithrombin", "apolipoprotein a1", "apolipoprotein b",
    "apolipoprotein e", "aptt", "aptt ratio", "arginine", "b2m", "bands", "base excess", "basophils", "bcr-abl1", "be",
    "beta-2-microglobulin", "beta-hcg", "bhb", "bicarbonate", "bile acids", "blasts", "bnp", "bun", "c-peptide", "c3", "c4",
    "ca", "ca 125", "ca 15-3", "ca 19-9", "ca 242", "ca 27.29", "ca 50", "ca 72-4", "calcitonin", "calcium", "calprotectin",
    "carbamazepine", "carboxyhemoglobin", "carotene", "catecholamines", "cd19", "cd20", "cd3", "cd4", "cd56", "cd8", "cea",
    "ceruloplasmin", "cga", "che", "chloride", "chol", "cholecystokinin", "cholesterol", "cholinesterase", "chromogranin a",
    "citrulline", "ck", "ck-mb", "cl", "complement", "conjugated bilirubin", "coombs", "copper", "corrected calcium",
    "cortisol", "cpk", "crea", "creatine", "creatine kinase", "creatine phosphokinase", "creatinine clearance", "crp",
    "cryoglobulin", "ctc", "ctdna", "cu", "cyfra 21-1", "cystatin c", "d-dimer", "dbil", "dcp", "deoxyhemoglobin", "dhea",
    "dheas", "digoxin", "direct bilirubin", "dopamine", "dsdna", "eber", "ebv ea-iga", "ebv vca-iga", "ebv-dna", "egfr",
    "elastase", "ena", "eosinophils", "epinephrine", "epo", "erythroblasts", "erythrocytes", "erythropoietin", "esr",
    "estradiol", "estriol", "estrogen", "ethanol", "fasting glucose", "fdp", "fe", "ferritin", "fibrinogen", "flc",
    "folate", "folic acid", "free hemoglobin", "free kappa", "free lambda", "free psa", "fructosamine", "fsh", "ft3", "ft4",
    "g6pd", "gamma globulin", "gastrin", "gfr", "ggt", "gh", "globulin", "globulins", "glu", "glucagon", "glucose",
    "glutamine", "got", "gpt", "granulocytes", "haematocrit", "haemopexin", "haptoglobin", "hba1c", "hbdh", "hbf", "hbs",
    "hbsag", "hbv dna", "hcg", "hco3", "hct", "hcv rna", "hdl", "hdl cholesterol", "he4", "hematocrit", "hemoglobin a1c",
    "hemoglobin f", "hemopexin", "hepcidin", "hgf", "hgh", "histamine", "hiv rna", "homocysteine", "homovanillic acid",
    "hpv dna", "hva", "hydroxyproline", "ibil", "icg", "iga", "igd", "ige", "igf-1", "igg", "igg4", "igm", "il-10", "il-2",
    "il-2r", "il-6", "il-8", "immature granulocytes", "indirect bilirubin", "inr", "insulin", "ionized calcium", "iron",
    "k", "kappa", "ketones", "ki-67", "lactate", "lambda", "lap", "ld", "ldl", "ldl cholesterol", "lead", "leptin",
    "leucine aminopeptidase", "lh", "lipase", "lipoprotein(a)", "lithium", "lmr", "lp(a)", "lym", "lymphoblasts",
    "lysozyme", "macroglobulin", "magnesium", "mch", "mchc", "mcv", "mercury", "metamyelocytes", "metanephrine",
    "methemoglobin", "methotrexate level", "mg", "microalbumin", "mma", "monocytes", "mpv", "mrd", "myeloblasts",
    "myelocytes", "myoglobin", "na", "neutrophil bands", "nlr", "norepinephrine", "normetanephrine", "nrbc", "nse",
    "nt-probnp", "orosomucoid", "osmolality", "osmolarity", "osteocalcin", "oxygen saturation", "oxyhemoglobin", "p",
    "p1np", "pap", "paraprotein", "pco2", "pct", "pd-l1", "pdw", "pepsinogen", "pepsinogen i", "pepsinogen ii", "ph",
    "phenylalanine", "phenytoin", "phosphate", "phosphorus", "pivka-ii", "plasma cells", "plateletcrit", "plr", "pni",
    "po2", "po4", "potassium", "prealbumin", "procalcitonin", "progesterone", "progrp", "prolactin", "promyelocytes",
    "protein", "protein c", "protein s", "proteinuria", "prothrombin time", "psa", "pt", "pth", "pthrp", "ptt", "pyruvate",
    "random glucose", "rbc", "rdw", "renin", "reticulocytes", "retinol", "rf", "rheumatoid factor", "s100", "s100b", "saa",
    "scc", "scc-ag", "scca", "secretin", "segs", "selenium", "serotonin", "shbg", "sii", "sma", "sodium",
    "soluble il-2 receptor", "somatostatin", "t3", "t4", "tacrolimus", "tba", "tbil", "tc", "testosterone", "tg", "tgab",
    "thrombin time", "thymidine kinase", "thyroglobulin", "thyroxine", "tibc", "tk1", "tmb", "tnf", "tni", "tnt",
    "total calcium", "total cholesterol", "total protein", "tp", "tpa", "tpo", "tps", "trab", "transferrin",
    "transferrin saturation", "transthyretin", "triglycerides", "triiodothyronine", "troponin", "troponin i", "troponin t",
    "tryptase", "tsh", "tt", "tyrosine", "ua", "uibc", "unconjugated bilirubin", "urate", "urea", "urea nitrogen",
    "uric acid", "urobilinogen", "vancomycin", "vanillylmandelic acid", "vegf", "viscosity", "vitamin a", "vitamin b12",
    "vitamin d", "vitamin e", "vma", "von willebrand factor", "zinc", "zn",
)  # fmt: skip
"""In lower case, in the order of the alphabet."""

OTHER_ANALYTES = frozenset(map(spelled, _NAMES))
"""As they are compared."""
