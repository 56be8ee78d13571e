"""One resident with a bit of everything, for tests and notebooks' pictures."""

DAY = "2026-02-28"

LIN = {"subject_id": "lin", "birth_date": "1990-04-01", "residency": "registered",
       "capacity": "full", "enrolled_on": "2024-01-01"}


def _record(identity, category, day, origin="platform", attributes=None, **days):
    record = {"record_id": identity, "category": category, "provider": "350400-05",
              "occurred_on": day, "origin": origin, "status": "active", **days}
    if attributes:
        record["attributes"] = attributes
    return record


RECORDS = [
    _record("id", "B-ID-01", "2024-01-01"),
    _record("contact", "B-CT-01", "2024-01-01"),
    _record("check", "B-AC-01", "2026-01-10"),
    _record("honour", "P-HON-03", "2025-05-04"),
    _record("volunteer", "P-VOL-01", "2026-02-01", attributes={"hours": 66}),
    _record("blood-1", "P-BLD-01", "2025-06-14"),
    _record("blood-2", "P-BLD-01", "2026-01-20"),
    _record("donation", "P-DON-01", "2025-09-05"),
    _record("parking", "U-PRK-01", "2025-12-31", "usage", {"months": 11}),
    _record("library", "U-LIB-01", "2025-12-31", "usage", {"times": 14}),
    _record("list", "N-LST-MKT", "2024-11-12", service_on="2025-12-19"),
    _record("litter", "N-UNC-01", "2026-01-05"),
    _record("disputed", "N-UNC-02", "2026-01-08", status="disputed"),
]


def assessment():
    import chengxin as cx
    return cx.Rulebook.builtin().assess(LIN, RECORDS, DAY)
