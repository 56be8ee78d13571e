"""A rulebook, three subjects and three records small enough to score by hand.

On 2026-02-28 (SPECIFICATION section 4):
  s1  +12.5 (5 hours x 2.5), -20 (a fine of 2024-12-01: -40, halved after 12
      months); total 492.5, score 493 (half away from zero), tier B
  s2  16 years old: no score
  s3  -40 (a fine of 2025-12-01), half of it given back since it was corrected;
      total 480, tier B
s1 changes by itself on 2026-12-02, when the fine of 2024-12-01 has run 24 months;
s3 on the same day, when that of 2025-12-01 is halved. s2 comes of age on
2028-01-01, after the rulebook's last day.
"""

import json


def title(text):
    return {"zh": text, "en": text}


def rule(identifier, **members):
    return {"id": identifier, "title": title(identifier), "cite": ["law:1"], **members}


RULEBOOK = {
    "format": "chengxin-rulebook/1",
    "id": "corner",
    "version": "1",
    "title": title("corner"),
    "jurisdiction": "350400",
    "effective": {"from": "2026-01-01", "until": "2027-12-31"},
    "basis": [{"id": "law", "title": title("law")}],
    "score": {"base": 500, "min": 0, "max": 1000},
    "eligibility": {"min_age": 18, "residency": ["registered", "habitual"], "capacity": ["full"]},
    "subject_attributes": {},
    "dimensions": [
        {"id": "conduct", "title": title("conduct"), "min": -300, "max": 200},
        {"id": "repair", "title": title("repair"), "min": 0, "max": 500, "repairs": True},
    ],
    "categories": [
        {"id": "good.deed", "title": title("deed"), "nature": "good", "cite": ["law:1"],
         "attributes": {"hours": {"type": "integer", "min": 0, "max": 100, "required": True}}},
        {"id": "bad.fine", "title": title("fine"), "nature": "bad", "cite": ["law:2"]},
    ],
    "rules": [
        rule("R1", dimension="conduct", categories=["good.deed"],
             points={"per": "hours", "unit": 1, "points": 2.5, "max": 50}),
        rule("R2", dimension="conduct", categories=["bad.fine"], points=-40, valid_months=24,
             decay=[{"after_months": 12, "percent": 50}]),
        rule("E1", dimension="repair", kind="restore", categories=["bad.fine"], step="corrected",
             percent=50),
    ],
    "ceilings": [],
    "tiers": [
        {"id": "A", "title": title("A"), "min": 510},
        {"id": "B", "title": title("B"), "min": 480},
        {"id": "C", "title": title("C"), "min": 0},
    ],
}
RULEBOOK_JSON = json.dumps(RULEBOOK)

SUBJECTS_CSV = """\
subject_id,birth_date,residency,capacity
s1,1990-05-01,registered,full
s2,2010-01-01,registered,full
s3,1980-01-01,habitual,full
"""

RECORDS_CSV = """\
record_id,subject_id,category,provider,occurred_on,origin,status,corrected_on,attributes.hours
r1,s1,good.deed,p,2025-06-01,platform,active,,5
r2,s1,bad.fine,p,2024-12-01,platform,active,,
r3,s3,bad.fine,p,2025-12-01,platform,active,2026-01-15,
"""

SUBJECTS_JSONL = """\
{"subject_id":"s1","birth_date":"1990-05-01","residency":"registered","capacity":"full"}

{"subject_id":"s2","birth_date":"2010-01-01","residency":"registered","capacity":"full"}
{"capacity":"full","residency":"habitual","birth_date":"1980-01-01","subject_id":"s3"}
"""

RECORDS_JSONL = """\
{"record_id":"r3","subject_id":"s3","category":"bad.fine","provider":"p","occurred_on":"2025-12-01",\
"origin":"platform","status":"active","corrected_on":"2026-01-15"}
{"record_id":"r1","subject_id":"s1","category":"good.deed","provider":"p",\
"occurred_on":"2025-06-01","origin":"platform","status":"active","attributes":{"hours":5}}
{"record_id":"r2","subject_id":"s1","category":"bad.fine","provider":"p",\
"occurred_on":"2024-12-01","origin":"platform","status":"active","attributes":null}
"""

SCORES_CSV = """\
subject_id,eligible,score,tier,conduct,repair
s1,true,493,B,-7.5,0
s2,false,,,,
s3,true,480,B,-40,20
"""

SCORES_WITH_STABLE_THROUGH_CSV = """\
subject_id,eligible,score,tier,conduct,repair,stable_through
s1,true,493,B,-7.5,0,2026-12-01
s2,false,,,,,2027-12-31
s3,true,480,B,-40,20,2026-12-01
"""

S1_EXPLAINED = {
    "subject_id": "s1", "as_of": "2026-02-28", "eligible": True, "ineligible_because": [],
    "score": 493, "total": 492.5, "tier": "B", "stable_through": "2026-12-01",
    "dimensions": [
        {"id": "conduct", "raw": -7.5, "value": -7.5, "restored": [], "awards": [
            {"rule": "R1", "record": "r1", "points": 12.5, "before_limits": 12.5, "percent": 100},
            {"rule": "R2", "record": "r2", "points": -20, "before_limits": -20, "percent": 50}]},
        {"id": "repair", "raw": 0, "value": 0, "restored": [], "awards": []}],
    "base": 500, "held": 0, "ceiling": None,
    "records": [{"record": "r1", "disposition": "counted", "eased": 0, "effects": []},
                {"record": "r2", "disposition": "counted", "eased": 0, "effects": []}],
    "undetermined": [],
}

S1_TIMELINE = [
    {"from": "2026-02-28", "through": "2026-12-01", "eligible": True, "score": 493,
     "total": 492.5, "tier": "B", "dimensions": {"conduct": -7.5, "repair": 0}, "causes": []},
    {"from": "2026-12-02", "through": "2027-12-31", "eligible": True, "score": 513,
     "total": 512.5, "tier": "A", "dimensions": {"conduct": 12.5, "repair": 0},
     "causes": [{"rule": "R2", "record": "r2", "what": "expired"}]},
]
