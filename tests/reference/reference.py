"""A slow and obvious implementation of the scoring semantics.

It is meant to be read next to the specification, section by section and step
by step, and to be compared with the library (compare.py).  It favours plain
loops over everything else.  No floating point touches a score: points are
Python ints of hundredths ("cents of a point").

A rulebook is assumed to be valid, rows are assumed to be good (a bad row is
the reader's business, not the score's).

Where the text is silent, the reading taken is in a comment that begins with
"Reading:".
"""

import csv
import functools
import hashlib
import json
import math
import re
from decimal import Decimal

import cel

# --------------------------------------------------------------------------
# Section 1: numbers
# --------------------------------------------------------------------------

LARGEST = 1_000_000 * 100          # no number of points is larger


def cents(number):
    """A JSON number of points, as a count of hundredths."""
    scaled = Decimal(number) * 100
    assert scaled == scaled.to_integral_value(), f"{number} is not a whole number of hundredths"
    return int(scaled)


def percent_of(amount, percent):
    """amount x percent / 100, half away from zero."""
    return divide_half_away(amount * percent, 100)


def divide_half_away(value, divisor):
    quotient = (abs(value) * 2 + divisor) // (divisor * 2)
    return quotient if value >= 0 else -quotient


def number(amount):
    """Cents as a JSON number: 12, -30.5, 0.25."""
    if amount % 100 == 0:
        return amount // 100
    return Decimal(decimal_text(amount))


def decimal_text(amount):
    whole, part = divmod(abs(amount), 100)
    text = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return "-" + text if amount < 0 else text


# --------------------------------------------------------------------------
# Section 1: dates.  A date is the number of its day; 1970-01-01 is 0.
# --------------------------------------------------------------------------

def days_in_month(year, month):
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year, month, day):
    y = year - 1 if month <= 2 else year          # the year begins in March
    m = (month + 9) % 12
    return y * 365 + y // 4 - y // 100 + y // 400 + (m * 153 + 2) // 5 + day - 1 - 719468


@functools.lru_cache(maxsize=None)
def civil(day):
    """(year, month, day of the month)"""
    year = 1970 + day * 400 // 146097             # right, or one off
    while day_number(year, 1, 1) > day:
        year -= 1
    while day_number(year + 1, 1, 1) <= day:
        year += 1
    month = 1
    while month < 12 and day_number(year, month + 1, 1) <= day:
        month += 1
    return year, month, day - day_number(year, month, 1) + 1


DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def read_date(text):
    """The day, or None where the text is no date between 1900 and 2199."""
    match = DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    if not (1900 <= year <= 2199 and 1 <= month <= 12):
        return None
    if not 1 <= day <= days_in_month(year, month):
        return None
    return day_number(year, month, day)


@functools.lru_cache(maxsize=None)
def date_text(day):
    return "%04d-%02d-%02d" % civil(day)


@functools.lru_cache(maxsize=None)
def add_months(day, months):
    """The same day of the month n months on, or that month's last day."""
    year, month, day_of_month = civil(day)
    count = year * 12 + (month - 1) + months
    year, month = count // 12, count % 12 + 1
    return day_number(year, month, min(day_of_month, days_in_month(year, month)))


@functools.lru_cache(maxsize=None)
def age_on(birth, day):
    """The largest n with add_months(birth, 12 n) <= day."""
    n = civil(day)[0] - civil(birth)[0]
    return n if add_months(birth, 12 * n) <= day else n - 1


# --------------------------------------------------------------------------
# Section 2 and 7: values from files
# --------------------------------------------------------------------------

class Cell(str):
    """An attribute's text in a CSV file, read according to its type."""


INTEGER_TEXT = re.compile(r"-?(0|[1-9][0-9]*)")
NUMBER_TEXT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")

INVALID = object()


def read_attribute(declaration, value):
    """The value of a declared attribute, or INVALID."""
    kind = declaration["type"]
    if isinstance(value, Cell):
        # The same value as JSON would have it.
        if kind == "integer":
            value = int(value) if INTEGER_TEXT.fullmatch(value) else INVALID
        elif kind == "number":
            value = Decimal(value) if NUMBER_TEXT.fullmatch(value) else INVALID
        elif kind == "boolean":
            value = {"true": True, "false": False}.get(value, INVALID)
        else:
            value = str(value)

    if kind == "boolean":
        return value if isinstance(value, bool) else INVALID

    if kind == "string":
        if not isinstance(value, str):
            return INVALID
        if "values" in declaration and value not in declaration["values"]:
            return INVALID
        return value

    if kind == "date":
        day = read_date(value) if isinstance(value, str) else None
        return INVALID if day is None else day

    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return INVALID

    if kind == "integer":
        # 3.0 and 1e2 are not integers: they were parsed as Decimal.
        if not isinstance(value, int) or not cel.INT_MIN <= value <= cel.INT_MAX:
            return INVALID
        low, high = declaration.get("min"), declaration.get("max")

    if kind == "number":
        value = finite_double(value)
        if value is None:
            return INVALID
        low, high = declaration.get("min"), declaration.get("max")
        low = None if low is None else finite_double(low)
        high = None if high is None else finite_double(high)

    # Reading: the bounds themselves are inside.
    if low is not None and value < low or high is not None and value > high:
        return INVALID
    return value


def finite_double(value):
    try:
        value = float(value)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def read_attributes(declarations, attributes):
    """All attributes, or INVALID: missing, undeclared, wrong, outside."""
    values = {}
    for name, value in attributes.items():
        if value is None:                          # null is absent
            continue
        if name not in declarations:
            return INVALID
        values[name] = read_attribute(declarations[name], value)
        if values[name] is INVALID:
            return INVALID
    for name, declaration in declarations.items():
        if declaration.get("required") and name not in values:
            return INVALID
    return values


def read_rows(path):
    """The subjects or records of a file, as dictionaries."""
    rows = []
    if str(path).endswith(".csv"):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for line in csv.DictReader(file, strict=True):
                row, attributes = {}, {}
                for column, text in line.items():
                    if text == "":                 # an empty cell is absent
                        continue
                    if column.startswith("attributes."):
                        attributes[column.removeprefix("attributes.")] = Cell(text)
                    else:
                        row[column] = text
                row["attributes"] = attributes
                rows.append(row)
    else:
        with open(path, encoding="utf-8", newline="") as file:
            for line in file.read().split("\n"):
                if line.strip():
                    rows.append(json.loads(line, parse_float=Decimal))
    return rows


# --------------------------------------------------------------------------
# Section 3: the rulebook
# --------------------------------------------------------------------------

class Points:
    """One of the three forms of `points`, with its conditions parsed."""

    def __init__(self, points):
        self.number = self.per = self.table = None
        if isinstance(points, dict) and "per" in points:
            self.per = points["per"]
            self.unit = points["unit"]
            self.each = cents(points["points"])
            self.max = cents(points["max"]) if points.get("max") is not None else LARGEST
            numbers = [self.each]
        elif isinstance(points, dict):
            self.table = [(cel.parse(row["when"], read_date), cents(row["points"]))
                          for row in points["table"]]
            self.otherwise = cents(points.get("otherwise") or 0)
            numbers = [amount for _, amount in self.table] + [self.otherwise]
        else:
            self.number = cents(points)
            numbers = [self.number]
        self.can_deduct = any(amount < 0 for amount in numbers)


class Rule:
    def __init__(self, rule, order):
        self.order = order                         # place in the document
        self.id = rule["id"]
        self.kind = rule.get("kind", "record")
        self.dimension = rule["dimension"]
        self.categories = set(rule.get("categories", ()))
        self.when = cel.parse(rule["when"], read_date) if rule.get("when") is not None else None
        self.can_deduct = False
        if self.kind in ("record", "subject"):
            self.points = Points(rule["points"])
            self.can_deduct = self.points.can_deduct
        if self.kind == "record":
            self.valid_months = rule.get("valid_months")
            self.decay = [(step["after_months"], step["percent"]) for step in rule.get("decay") or ()]
            self.combine = rule.get("combine", "sum")
            limits = rule.get("limits") or {}
            self.per_year = cents(limits["per_year"]) if "per_year" in limits else None
            self.count = limits.get("count")
            self.total = cents(limits["total"]) if "total" in limits else None
            self.group = rule.get("group")
        if self.kind == "absence":
            self.break_months = rule["break_months"]
            self.steps = [(step["months"], cents(step["points"])) for step in rule["steps"]]
        if self.kind == "restore":
            self.step = rule["step"]
            self.percent = rule["percent"]
            self.after_days = rule.get("after_days", 0)


class Ceiling:
    def __init__(self, ceiling, order):
        self.order = order                         # after all rules
        self.id = ceiling["id"]
        self.categories = set(ceiling["categories"])
        self.when = cel.parse(ceiling["when"], read_date) if ceiling.get("when") is not None else None
        self.valid_months = ceiling["valid_months"]
        self.max_score = cents(ceiling["max_score"])


class Dimension:
    def __init__(self, dimension):
        self.id = dimension["id"]
        self.min = cents(dimension["min"])
        self.max = cents(dimension["max"])
        self.repairs = dimension.get("repairs", False)


class Rulebook:
    """`document` is the parsed JSON: json.loads(text, parse_float=Decimal)."""

    def __init__(self, document):
        self.document = document
        self.id = document["id"]
        self.version = document["version"]
        self.effective_from = read_date(document["effective"]["from"])
        until = document["effective"].get("until")
        self.effective_until = read_date(until) if until is not None else None
        self.base = cents(document["score"]["base"])
        self.score_min = cents(document["score"]["min"])
        self.score_max = cents(document["score"]["max"])
        self.min_age = document["eligibility"]["min_age"]
        self.residency = document["eligibility"]["residency"]
        self.capacity = document["eligibility"]["capacity"]
        self.subject_attributes = document.get("subject_attributes") or {}
        self.dimensions = [Dimension(d) for d in document["dimensions"]]
        self.categories = {c["id"]: c for c in document.get("categories") or ()}
        self.barred = {b["category"] for b in document.get("barred") or ()}
        self.groups = [(g["id"], g["dimension"], cents(g["total"]))
                       for g in document.get("groups") or ()]
        self.rules = [Rule(r, i) for i, r in enumerate(document.get("rules") or ())]
        self.ceilings = [Ceiling(c, len(self.rules) + i)
                         for i, c in enumerate(document.get("ceilings") or ())]
        self.tiers = [(t["id"], cents(t["min"])) for t in document["tiers"]]
        self.conditions = []
        for rule in self.rules + self.ceilings:
            self.conditions.append(rule.when)
            if getattr(rule, "points", None) and rule.points.table:
                self.conditions.extend(when for when, _ in rule.points.table)
        self.reads_age = any(cel.reads(c, "subject", "age") for c in self.conditions if c)

        self.rules_of = {d.id: [r for r in self.rules if r.kind == "record" and r.dimension == d.id]
                         for d in self.dimensions}

    def record_rules(self, dimension):
        return self.rules_of[dimension.id]

    @functools.cached_property
    def fingerprint(self):
        """Section 6: SHA-256 of the canonical JSON (RFC 8785)."""
        return hashlib.sha256(canonical_json(self.document).encode("utf-8")).hexdigest()


def load_rulebook(text):
    return Rulebook(json.loads(text, parse_float=Decimal))


def canonical_json(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical_json(n) + ":" + canonical_json(value[n]) for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical_json(v) for v in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return ecmascript_number(float(value))


def ecmascript_number(value):
    """Number::toString of ECMAScript, which RFC 8785 prescribes."""
    if value == 0:
        return "0"
    if value < 0:
        return "-" + ecmascript_number(-value)
    _, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(str(d) for d in digits)
    k, n = len(digits), len(digits) + exponent
    if k <= n <= 21:
        return digits + "0" * (n - k)
    if 0 < n <= 21:
        return digits[:n] + "." + digits[n:]
    if -6 < n <= 0:
        return "0." + "0" * -n + digits
    mantissa = digits if k == 1 else digits[0] + "." + digits[1:]
    return f"{mantissa}e{'+' if n > 0 else '-'}{abs(n - 1)}"


# --------------------------------------------------------------------------
# Section 4: the assessment of one subject
# --------------------------------------------------------------------------

STEPS = ("corrected", "service", "conduct")


class Record:
    """A record as it was given; nothing here depends on the day."""

    def __init__(self, rulebook, row, index):
        self.index = index                         # place in the input
        self.id = row["record_id"]
        self.id_bytes = self.id.encode("utf-8")
        self.category_id = row["category"]
        self.category = rulebook.categories.get(self.category_id)
        self.provider = row["provider"]
        self.origin = row["origin"]
        self.occurred_on = read_date(row["occurred_on"])
        self.expires_on = optional_date(row, "expires_on")
        self.repaired_on = optional_date(row, "repaired_on")
        self.step_days = {step: optional_date(row, step + "_on") for step in STEPS}
        self.status = row["status"]
        self.good = self.category is not None and self.category["nature"] == "good"
        if self.good and self.status == "repaired":
            self.status = "active"                 # section 2
        # The matter counts only in categories with `matter`.
        self.matter = None
        if self.category is not None and self.category.get("matter"):
            self.matter = row.get("matter") or None
        self.values = INVALID
        if self.category is not None:
            self.values = read_attributes(self.category.get("attributes") or {}, row.get("attributes") or {})
        if self.values is not INVALID:
            self.values.update(occurred_on=self.occurred_on, provider=self.provider,
                               origin=self.origin, category=self.category_id)


def optional_date(row, member):
    return read_date(row[member]) if row.get(member) is not None else None


class Claim:
    """A record claimed by a rule in one dimension (step 2)."""

    def __init__(self, rule, record):
        self.rule = rule
        self.record = record
        self.expired = False
        self.contribution = 0                      # step 3
        self.percent = 100                         # step 3, the decay's
        self.award = 0                             # step 5
        self.outcome = None                        # what became of it, None: it stays


class Assessment:
    pass


class Resident:
    """One subject with their records, under one rulebook."""

    def __init__(self, rulebook, subject, records):
        self.rulebook = rulebook
        self.id = subject["subject_id"]
        self.birth = optional_date(subject, "birth_date")
        self.enrolled_on = optional_date(subject, "enrolled_on")
        self.residency = subject["residency"]
        self.capacity = subject["capacity"]
        self.values = read_attributes(rulebook.subject_attributes, subject.get("attributes") or {})
        assert self.values is not INVALID, "a subject with a bad attribute is a bad row"
        self.values["residency"] = self.residency
        self.records = [Record(rulebook, row, i) for i, row in enumerate(records)]
        self.remembered = {}                       # see condition()

    # -- conditions --------------------------------------------------------

    def condition(self, when, record, day):
        """True, False or cel.Error.  An absent condition is true.

        A condition depends on the day by the subject's age alone, so its
        value is remembered for each age (this is for speed only).
        """
        if when is None:
            return True
        age = None if self.birth is None else age_on(self.birth, day)
        key = (id(when), None if record is None else record.index, age)
        if key not in self.remembered:
            subject = dict(self.values)
            if age is not None:
                subject["age"] = age
            self.remembered[key] = cel.evaluate(when, None if record is None else record.values, subject)
        return self.remembered[key]

    def points(self, points, record, day):
        """(cents, why): why is None unless the points are undetermined."""
        if points.per is not None:
            root, values = ("subject", self.values) if record is None else ("record", record.values)
            if points.per not in values:
                return 0, f"{root}.{points.per} is absent"
            value = values[points.per]
            if value < 0:
                return 0, None
            product = value // points.unit * points.each
            # Section 1: a product is cut to 1,000,000, and to its own `max`.
            most = min(points.max, LARGEST)
            return max(-most, min(most, product)), None
        if points.table is not None:
            for when, amount in points.table:
                truth = self.condition(when, record, day)
                if isinstance(truth, cel.Error):
                    return 0, truth.why            # ends the table
                if truth:
                    return amount, None
            return points.otherwise, None
        return points.number, None

    # -- the day -----------------------------------------------------------

    def assess(self, day):
        book = self.rulebook
        assert day >= book.effective_from
        assert book.effective_until is None or day <= book.effective_until

        a = Assessment()
        a.day = day
        a.undetermined = []                        # (record or None, rule, why)

        # Eligible.
        a.because = []
        # Reading: without a birth date nobody is of min_age, even where it is 0.
        if self.birth is None or age_on(self.birth, day) < book.min_age:
            a.because.append("age")
        if self.enrolled_on is not None and self.enrolled_on > day:
            a.because.append("not_enrolled")
        if self.residency not in book.residency:
            a.because.append("residency")
        if self.capacity not in book.capacity:
            a.because.append("capacity")
        a.eligible = not a.because

        self.step1_disposition(a)
        self.easing(a)
        self.step2_and_3_claims(a)
        for dimension in book.dimensions:
            claims = [c for c in a.claims[dimension.id] if not c.expired]
            amounts = [c.contribution for c in claims]
            results = settle(book, dimension, claims, amounts)           # steps 4 and 5
            for claim, (award, outcome) in zip(claims, results):
                claim.award, claim.outcome = award, outcome
        self.final_dispositions(a)

        a.effects = {record.index: [] for record in self.records}
        a.score = a.total = a.tier = a.ceiling = None
        a.ceiling_held = a.held = 0
        a.values = []
        if not a.eligible:
            a.undetermined = []
            return a
        self.ceilings_in_play(a)
        self.step6_other_kinds(a)
        self.step7_dimensions(a)
        self.step8_total(a)
        # Reading: by input order of records, within a record by rulebook order
        # (rules, then ceilings); those of subject rules last.
        a.undetermined.sort(key=lambda u: (len(self.records) if u[0] is None else u[0].index, u[1].order))
        return a

    def step1_disposition(self, a):
        book, day = self.rulebook, a.day
        a.disposition = {}
        a.live = []
        seen = set()
        for record in self.records:
            duplicate = record.id in seen
            seen.add(record.id)
            category = record.category
            if duplicate:
                what = "duplicate"
            elif record.category_id in book.barred:
                what = "barred"
            elif category is None:
                what = "unknown_category"
            elif record.values is INVALID:
                what = "invalid_attribute"
            elif category.get("providers") is not None and record.provider not in category["providers"]:
                what = "provider_not_authorised"
            elif record.origin not in category.get("origins", ["platform"]):
                what = "origin_not_allowed"
            elif record.status in ("revoked", "disputed"):
                what = record.status
            elif record.occurred_on > day:
                what = "not_yet"
            elif record.expires_on is not None and record.expires_on < day:
                what = "lapsed"
            elif (not record.good and self.birth is not None
                  and age_on(self.birth, record.occurred_on) < book.min_age):
                what = "minor"
            else:
                what = "live"
                a.live.append(record)
            a.disposition[record.index] = what

    def easing(self, a):
        book, day = self.rulebook, a.day
        a.eased = {record.index: 0 for record in self.records}
        a.easing_rules = {record.index: [] for record in self.records}
        for record in a.live:
            if record.good:
                continue                           # restore rules never list it
            if record.status == "repaired" and record.repaired_on <= day:
                # Reading: a decision to repair settles it; no restore rule is
                # needed, so none is evaluated and none is named.
                a.eased[record.index] = 100
                continue
            total = 0
            chosen = []
            for step in STEPS:
                step_day = record.step_days[step]
                if step_day is None:
                    continue
                best = None
                for rule in book.rules:
                    if rule.kind != "restore" or rule.step != step:
                        continue
                    if record.category_id not in rule.categories:
                        continue
                    if step_day + rule.after_days > day:
                        continue                   # its condition is not needed
                    truth = self.condition(rule.when, record, day)
                    if isinstance(truth, cel.Error):
                        a.undetermined.append((record, rule, truth.why))
                    elif truth and (best is None or rule.percent > best.percent):
                        best = rule
                if best is not None:
                    total += best.percent
                    chosen.append(best)
            a.eased[record.index] = min(total, 100)
            a.easing_rules[record.index] = sorted(chosen, key=lambda rule: rule.order)

    def step2_and_3_claims(self, a):
        day = a.day
        a.claims = {dimension.id: [] for dimension in self.rulebook.dimensions}
        for dimension in self.rulebook.dimensions:
            rules = self.rulebook.record_rules(dimension)
            for record in a.live:
                for rule in rules:
                    if record.category_id not in rule.categories:
                        continue
                    truth = self.condition(rule.when, record, day)
                    undetermined = isinstance(truth, cel.Error)
                    if undetermined:
                        a.undetermined.append((record, rule, truth.why))
                        if not rule.can_deduct:
                            continue               # the rule does not apply
                    elif not truth:
                        continue

                    claim = Claim(rule, record)
                    a.claims[dimension.id].append(claim)
                    if (rule.valid_months is not None
                            and day > add_months(record.occurred_on, rule.valid_months)):
                        claim.expired = True
                        claim.outcome = "expired"
                        break
                    # Step 3.
                    points = 0
                    if not undetermined:
                        points, why = self.points(rule.points, record, day)
                        if why is not None:
                            a.undetermined.append((record, rule, why))
                    for after_months, percent in rule.decay:
                        if day > add_months(record.occurred_on, after_months):
                            claim.percent = percent
                    claim.contribution = percent_of(points, claim.percent)
                    break                          # the first rule claims it

    def final_dispositions(self, a):
        for record in a.live:
            claims = [claim for dimension in self.rulebook.dimensions
                      for claim in a.claims[dimension.id] if claim.record is record]
            if not claims:
                a.disposition[record.index] = "no_rule"
            elif any(claim.outcome is None for claim in claims):
                a.disposition[record.index] = "counted"
            else:
                a.disposition[record.index] = claims[0].outcome

    def ceilings_in_play(self, a):
        """Step 8, the ceilings that apply; effects name them before absences."""
        a.ceiling_records = []
        for ceiling in self.rulebook.ceilings:
            records = []
            for record in a.live:
                if record.category_id not in ceiling.categories or a.eased[record.index] == 100:
                    continue
                if a.day > add_months(record.occurred_on, ceiling.valid_months):
                    continue                       # its condition is not needed
                truth = self.condition(ceiling.when, record, a.day)
                if isinstance(truth, cel.Error):
                    a.undetermined.append((record, ceiling, truth.why))
                elif truth:
                    records.append(record)
                    a.effects[record.index].append("ceiling:" + ceiling.id)
            if records:
                a.ceiling_records.append((ceiling, records))

    def step6_other_kinds(self, a):
        a.other_awards = {dimension.id: [] for dimension in self.rulebook.dimensions}
        for rule in self.rulebook.rules:
            if rule.kind == "subject":
                truth = self.condition(rule.when, None, a.day)
                if isinstance(truth, cel.Error):
                    a.undetermined.append((None, rule, truth.why))
                    continue
                if not truth:
                    continue
                points, why = self.points(rule.points, None, a.day)
                if why is not None:
                    a.undetermined.append((None, rule, why))
                a.other_awards[rule.dimension].append((rule, points))

            if rule.kind == "absence":
                # Which acts set it back?  (Needed for the effects even where
                # there is no step to set back.)
                acts = set()
                for record in a.live:
                    if record.category_id not in rule.categories or a.eased[record.index] == 100:
                        continue
                    if a.day > add_months(record.occurred_on, rule.break_months):
                        continue                   # its condition is not needed
                    truth = self.condition(rule.when, record, a.day)
                    if isinstance(truth, cel.Error):
                        a.undetermined.append((record, rule, truth.why))
                    elif truth:
                        a.effects[record.index].append("absence:" + rule.id)
                        if record.matter is not None:
                            acts.add(("matter", record.matter))
                        else:
                            acts.add(("record", record.index))
                b = len(acts)
                n = 0
                if self.enrolled_on is not None:
                    for months, _ in rule.steps:
                        if a.day > add_months(self.enrolled_on, months):
                            n += 1
                if n - b >= 1:
                    a.other_awards[rule.dimension].append((rule, rule.steps[n - b - 1][1]))

    def step7_dimensions(self, a):
        book = self.rulebook
        raw, value, eased_value = {}, {}, {}
        for dimension in book.dimensions:
            if dimension.repairs:
                continue
            claims = [claim for claim in a.claims[dimension.id] if not claim.expired]
            others = sum(points for _, points in a.other_awards[dimension.id])
            raw[dimension.id] = sum(claim.award for claim in claims) + others
            value[dimension.id] = held_to(raw[dimension.id], dimension.min, dimension.max)

            # The same from step 4 on, with the negative contributions eased.
            amounts = []
            for claim in claims:
                amount = claim.contribution
                if amount < 0:
                    amount = percent_of(amount, 100 - a.eased[claim.record.index])
                amounts.append(amount)
            awards = [award for award, _ in settle(book, dimension, claims, amounts)]
            eased_value[dimension.id] = held_to(sum(awards) + others, dimension.min, dimension.max)

        a.restored = {dimension.id: [] for dimension in book.dimensions}
        for repairing in book.dimensions:
            if not repairing.repairs:
                continue
            for dimension in book.dimensions:
                if dimension.repairs:
                    continue
                amount = eased_value[dimension.id] - value[dimension.id]
                if amount != 0:
                    records = [claim.record for claim in a.claims[dimension.id]
                               if claim.contribution < 0 and a.eased[claim.record.index] > 0]
                    a.restored[repairing.id].append((dimension, amount, records))
            raw[repairing.id] = sum(amount for _, amount, _ in a.restored[repairing.id])
            # Never held to its max: section 3 bounds it "so that it never holds back a
            # repair", which what the others' min can take does not ensure where a
            # record takes a dimension from above 0 down to its min.
            value[repairing.id] = raw[repairing.id]

        a.raws = [raw[dimension.id] for dimension in book.dimensions]
        a.values = [value[dimension.id] for dimension in book.dimensions]

    def step8_total(self, a):
        book = self.rulebook
        total = book.base + sum(a.values)
        held = held_to(total, book.score_min, book.score_max)
        a.held = held - total
        a.total = held
        for ceiling, records in a.ceiling_records:
            # The lowest; the first in the rulebook among equals.
            if a.ceiling is None or ceiling.max_score < a.ceiling[0].max_score:
                a.ceiling = (ceiling, records)
        if a.ceiling is not None:
            a.total = min(held, a.ceiling[0].max_score)
            a.ceiling_held = a.total - held
        a.score = divide_half_away(a.total, 100)
        best = None
        for tier, least in book.tiers:
            if least <= a.score * 100 and (best is None or least > best[1]):
                best = (tier, least)
        a.tier = best[0]

    # -- section 5 -----------------------------------------------------------

    def state(self, day):
        """Two days are alike when this is the same."""
        a = self.assess(day)
        # Reading: for an ineligible subject only that counts, not the reasons.
        return (a.eligible, a.total, a.tier, tuple(a.values))

    def turning_days(self, day):
        """Every later day on which anything at all could begin or end."""
        book = self.rulebook
        days = set()
        if self.enrolled_on is not None:
            days.add(self.enrolled_on)
            for rule in book.rules:
                if rule.kind == "absence":
                    days.update(add_months(self.enrolled_on, months) + 1 for months, _ in rule.steps)
        if self.birth is not None:
            days.add(add_months(self.birth, 12 * book.min_age))
            if book.reads_age:                     # every birthday, up to the 300th
                days.update(add_months(self.birth, 12 * n) for n in range(301))
        for record in self.records:
            days.add(record.occurred_on)
            if record.expires_on is not None:
                days.add(record.expires_on + 1)
            if record.repaired_on is not None:
                days.add(record.repaired_on)
            for rule in book.rules + book.ceilings:
                if record.category_id not in rule.categories:
                    continue
                periods = []
                if isinstance(rule, Ceiling):
                    periods.append(rule.valid_months)
                elif rule.kind == "record":
                    periods.extend(months for months, _ in rule.decay)
                    if rule.valid_months is not None:
                        periods.append(rule.valid_months)
                elif rule.kind == "absence":
                    periods.append(rule.break_months)
                elif rule.kind == "restore":
                    if record.step_days[rule.step] is not None:
                        days.add(record.step_days[rule.step] + rule.after_days)
                days.update(add_months(record.occurred_on, months) + 1 for months in periods)
        last = book.effective_until
        return sorted(d for d in days if d > day and (last is None or d <= last))

    def stable_through(self, day):
        """The last day D such that `day` and every day to D are alike."""
        now = self.state(day)
        for later in self.turning_days(day):
            if self.state(later) != now:
                return later - 1
        # Reading: where nothing differs, the rulebook's last day, if it has one.
        return self.rulebook.effective_until

    def stable_through_day_by_day(self, day, horizon):
        """The same by trying each day; None if it lasts beyond the horizon."""
        now = self.state(day)
        for later in range(day + 1, day + horizon + 1):
            last = self.rulebook.effective_until
            if last is not None and later > last:
                return last
            if self.state(later) != now:
                return later - 1
        return None

    def timeline(self, first, last):
        """The segments of section 7, day by day, without `causes`."""
        segments = []
        previous = None
        for day in range(first, last + 1):
            state = self.state(day)
            if state == previous:
                segments[-1]["through"] = date_text(day)
                continue
            previous = state
            eligible, total, tier, values = state
            segments.append({
                "from": date_text(day), "through": date_text(day), "eligible": eligible,
                "score": divide_half_away(total, 100) if eligible else None,
                "total": number(total) if eligible else None,
                "tier": tier,
                "dimensions": {dimension.id: number(value)
                               for dimension, value in zip(self.rulebook.dimensions, values)},
            })
        return segments

    # -- section 7 -----------------------------------------------------------

    def explain(self, day, library=None):
        """The object of `explain --format json`."""
        book = self.rulebook
        a = self.assess(day)
        stable = self.stable_through(day)
        result = {
            "subject_id": self.id,
            "as_of": date_text(day),
            "rulebook": {"id": book.id, "version": book.version, "fingerprint": book.fingerprint},
            "library": library,
            "eligible": a.eligible,
            "ineligible_because": a.because,
            "score": a.score,
            "total": number(a.total) if a.eligible else None,
            "tier": a.tier,
            "stable_through": date_text(stable) if stable is not None else None,
            "dimensions": self.explain_dimensions(a) if a.eligible else [],
            "base": number(book.base),
            "held": number(a.held),
            "ceiling": None,
            "records": [{"record": record.id,
                         "disposition": a.disposition[record.index],
                         "eased": a.eased[record.index],
                         "effects": a.effects[record.index]} for record in self.records],
            "undetermined": [],
        }
        if a.ceiling is not None:
            ceiling, records = a.ceiling
            result["ceiling"] = {"id": ceiling.id, "max_score": number(ceiling.max_score),
                                 "held": number(a.ceiling_held),
                                 "records": [record.id for record in records]}
        for record, rule, why in a.undetermined:
            entry = {"rule": rule.id}
            if record is not None:
                entry["record"] = record.id
            entry["why"] = why
            result["undetermined"].append(entry)
        return result

    def explain_dimensions(self, a):
        result = []
        for dimension, raw, value in zip(self.rulebook.dimensions, a.raws, a.values):
            awards = []
            for claim in a.claims[dimension.id]:           # in input order
                if claim.award != 0:
                    awards.append({"rule": claim.rule.id, "record": claim.record.id,
                                   "points": number(claim.award),
                                   "before_limits": number(claim.contribution),
                                   "percent": claim.percent})
            for rule, points in a.other_awards[dimension.id]:   # in rulebook order
                if points != 0:
                    awards.append({"rule": rule.id, "points": number(points)})
            restored = []
            for source, amount, records in a.restored[dimension.id]:
                restored.append({
                    "dimension": source.id, "points": number(amount),
                    "records": [{"record": record.id, "percent": a.eased[record.index],
                                 "rules": [rule.id for rule in a.easing_rules[record.index]]}
                                for record in records]})
            result.append({"id": dimension.id, "raw": number(raw), "value": number(value),
                           "awards": awards, "restored": restored})
        return result

    def score_row(self, day, with_stable_through=False):
        """The cells of a row of `score`."""
        a = self.assess(day)
        row = [self.id, "true" if a.eligible else "false"]
        if a.eligible:
            row += [str(a.score), a.tier] + [decimal_text(value) for value in a.values]
        else:
            row += ["", ""] + [""] * len(self.rulebook.dimensions)
        if with_stable_through:
            stable = self.stable_through(day)
            row.append(date_text(stable) if stable is not None else "")
        return row


def held_to(amount, least, most):
    return max(least, min(most, amount))


def settle(book, dimension, claims, amounts):
    """Steps 4 and 5: for each contribution (award, outcome).

    `outcome` is None where the contribution stays, at whatever points.
    """
    if not claims:
        return []
    amounts = list(amounts)
    outcome = [None] * len(claims)
    everything = range(len(claims))

    def the_three_keys(i):
        """Magnitude descending, occurred_on descending, record_id ascending."""
        return (-abs(amounts[i]), -claims[i].record.occurred_on, claims[i].record.id_bytes)

    # Step 4, one act, one consequence.
    acts = {}
    for i in everything:
        if amounts[i] != 0 and claims[i].record.matter is not None:
            acts.setdefault((claims[i].record.matter, amounts[i] > 0), []).append(i)
    for members in acts.values():
        members.sort(key=lambda i: (-abs(amounts[i]), claims[i].rule.order,
                                    -claims[i].record.occurred_on, claims[i].record.id_bytes))
        for i in members[1:]:
            amounts[i] = 0
            outcome[i] = "same_matter"

    def cut(i, left):
        """Cuts a contribution to what is left; returns what is left then."""
        sign = -1 if amounts[i] < 0 else 1
        kept = min(abs(amounts[i]), left)
        if amounts[i] != 0 and kept == 0:
            outcome[i] = "over_limit"
        amounts[i] = sign * kept
        return left - kept

    # Step 5, rule by rule.
    for rule in book.record_rules(dimension):
        mine = [i for i in everything if claims[i].rule is rule and outcome[i] is None]
        if not mine:
            continue
        mine.sort(key=the_three_keys)
        if rule.combine == "max":
            # Reading: contributions of 0 take part too.
            for i in mine[1:]:
                amounts[i] = 0
                outcome[i] = "not_highest"
            mine = mine[:1]
        if rule.per_year is not None:
            left = {}
            for i in mine:
                year = civil(claims[i].record.occurred_on)[0]
                left[year] = cut(i, left.get(year, rule.per_year))
        mine.sort(key=the_three_keys)
        if rule.count is not None:
            nonzero = 0
            for i in mine:
                if amounts[i] != 0:
                    nonzero += 1
                    if nonzero > rule.count:
                        amounts[i] = 0
                        outcome[i] = "over_limit"
        if rule.total is not None:
            left = rule.total
            for i in mine:
                left = cut(i, left)

    # Then the groups.
    for group, _, total in book.groups:
        mine = [i for i in everything if claims[i].rule.group == group and outcome[i] is None]
        mine.sort(key=the_three_keys)
        left = total
        for i in mine:
            left = cut(i, left)

    return list(zip(amounts, outcome))


# --------------------------------------------------------------------------
# Files at once
# --------------------------------------------------------------------------

def residents(rulebook, subjects, records):
    """The subjects in input order, each with their records in input order."""
    of = {subject["subject_id"]: [] for subject in subjects}
    for record in records:
        of[record["subject_id"]].append(record)
    return [Resident(rulebook, subject, of[subject["subject_id"]]) for subject in subjects]


def main():
    import sys
    if len(sys.argv) != 5:
        sys.exit("usage: reference.py RULEBOOK SUBJECTS RECORDS DAY")
    with open(sys.argv[1], encoding="utf-8") as file:
        rulebook = load_rulebook(file.read())
    for resident in residents(rulebook, read_rows(sys.argv[2]), read_rows(sys.argv[3])):
        result = resident.explain(read_date(sys.argv[4]))
        print(json.dumps(result, ensure_ascii=False, default=JsonDecimal))


class JsonDecimal(float):
    """json.dumps writes a float by its repr: that of two places is exact."""


if __name__ == "__main__":
    main()
