"""Random rulebooks that are valid by section 3, and populations for them.

Everything follows from the seed.  Sizes are small, and numbers and dates are
drawn from small pools, so that ties, equal days, ends of periods and shared
matters happen often.
"""

import csv
import io
import json
import random
import re
from decimal import Decimal

import reference as ref

INT_MIN, INT_MAX = -(2 ** 63), 2 ** 63 - 1


# --------------------------------------------------------------------------
# Writing
# --------------------------------------------------------------------------

def to_json(value, indent=None, level=0):
    """JSON text; a Decimal is written as it stands (12.50, 1E+1)."""
    if isinstance(value, dict):
        items = [json.dumps(k, ensure_ascii=False) + (": " if indent else ":") + to_json(v, indent, level + 1)
                 for k, v in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, (list, tuple)):
        items = [to_json(v, indent, level + 1) for v in value]
        opening, closing = "[", "]"
    elif isinstance(value, Decimal):
        return str(value)
    else:
        return json.dumps(value, ensure_ascii=False)
    if not indent or not items or level >= 3:
        return opening + ("," + (" " if indent else "")).join(items) + closing
    pad = "\n" + " " * indent * (level + 1)
    return opening + pad + ("," + pad).join(items) + "\n" + " " * indent * level + closing


SUBJECT_MEMBERS = ["subject_id", "birth_date", "residency", "capacity", "enrolled_on"]
RECORD_MEMBERS = ["record_id", "subject_id", "category", "provider", "occurred_on", "expires_on",
                  "origin", "status", "repaired_on", "corrected_on", "service_on", "conduct_on", "matter"]


def to_jsonl(rows):
    return "".join(to_json(row) + "\n" for row in rows)


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def to_csv(rows, members, crlf=False, bom=False):
    names = sorted({name for row in rows for name in row.get("attributes") or ()})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if crlf else "\n")
    writer.writerow(members + ["attributes." + name for name in names])
    for row in rows:
        attributes = row.get("attributes") or {}
        writer.writerow([cell(row.get(member)) for member in members]
                        + [cell(attributes.get(name)) for name in names])
    return ("\ufeff" if bom else "") + out.getvalue()


# --------------------------------------------------------------------------
# Conditions
# --------------------------------------------------------------------------

# How tightly an expression binds.
TERNARY, OR, AND, RELATION, SUM, PRODUCT, UNARY, MEMBER = range(8)

TEXTS = ["", "a", "ab", "b", "高", "高级", "é", "A", "x\"y", "it's", "a\\b", "tab\there", "😀", "low", "high"]


class Expressions:
    """Random well-typed expressions over the names that are in sight."""

    def __init__(self, rng, names, dates, ages, constants):
        self.rng = rng
        self.names = names                 # type -> ["record.hours", ...]
        self.dates = dates                 # a pool of day numbers
        self.ages = ages
        self.constants = constants         # "record.hours" -> values worth comparing with

    def text(self):
        out = self.boolean(self.rng.choice([0, 1, 1, 2, 2, 3]))[0]
        if self.rng.random() < 0.05:
            out = "// why\n" + out
        if self.rng.random() < 0.05:
            out += " // because"
        return out

    # Each returns (text, how tightly it binds).

    def at_least(self, tightness, made):
        """In parentheses where it must be, and sometimes where not."""
        text, binds = made
        if binds < tightness or self.rng.random() < 0.05:
            return "(" + text + ")"
        return text

    def space(self):
        return self.rng.choice([" ", " ", " ", " ", " ", "", "  ", "\n", " // c\n"])

    def join(self, left, operator, right):
        return left + self.space() + operator + self.space() + right

    def name(self, kind):
        names = self.names.get(kind)
        return self.rng.choice(names) if names else None

    def boolean(self, depth):
        r = self.rng
        if depth > 0:
            what = r.choice(["or", "and", "or", "and", "not", "ternary", "relation", "relation", "relation",
                             "bools", "chain"])
            if what == "or":
                return self.join(self.at_least(OR, self.boolean(depth - 1)), "||",
                                 self.at_least(AND, self.boolean(depth - 1))), OR
            if what == "and":
                return self.join(self.at_least(AND, self.boolean(depth - 1)), "&&",
                                 self.at_least(RELATION, self.boolean(depth - 1))), AND
            if what == "not":
                return "!" * r.choice([1, 1, 1, 2]) + self.at_least(MEMBER, self.boolean(depth - 1)), UNARY
            if what == "ternary":
                return self.ternary(self.boolean, depth)
            if what == "bools":
                return self.relation(self.boolean, depth - 1, ["==", "!=", "<", "<=", ">", ">="])
            if what == "chain":            # (a < b) == c, left to right
                left = self.comparison(depth - 1)
                return self.join(self.at_least(RELATION, left), r.choice(["==", "!="]),
                                 self.at_least(SUM, self.boolean(depth - 1))), RELATION
            return self.comparison(depth)
        name = self.name("boolean")
        pick = r.random()
        if name and pick < 0.2:
            return name, MEMBER
        if pick < 0.35:
            everything = [n for kind in self.names.values() for n in kind]
            if everything:
                return "has(" + r.choice(everything) + ")", MEMBER
        if pick < 0.42:
            return r.choice(["true", "false"]), MEMBER
        return self.comparison(0)

    def relation(self, kind, depth, operators):
        return self.join(self.at_least(SUM, kind(depth)), self.rng.choice(operators),
                         self.at_least(SUM, kind(depth))), RELATION

    def comparison(self, depth):
        r = self.rng
        orders = ["==", "!=", "<", "<=", ">", ">="]
        what = r.choice(["named", "named", "named", "integer", "number", "mixed", "string", "date", "in",
                         "function"])
        if what == "named":                # an attribute with a value it often has
            everything = [n for n in self.constants if self.constants[n]]
            if everything:
                name = r.choice(sorted(everything))
                value = self.literal(r.choice(self.constants[name]))
                sides = [(name, MEMBER), value]
                if r.random() < 0.3:
                    sides.reverse()
                return self.join(self.at_least(SUM, sides[0]), r.choice(orders),
                                 self.at_least(SUM, sides[1])), RELATION
        if what == "mixed":
            left, right = self.integer, self.number
            if depth > 0 and r.random() < 0.3:     # branches of both types, compared only
                right = lambda d: self.ternary(lambda e: r.choice([self.integer, self.number])(e), d)
            if r.random() < 0.5:
                left, right = right, left
            return self.join(self.at_least(SUM, left(depth)), r.choice(orders),
                             self.at_least(SUM, right(depth))), RELATION
        if what == "number":
            return self.relation(self.number, depth, orders)
        if what == "string":
            return self.relation(self.string, depth, orders)
        if what == "date":
            return self.relation(self.date, depth, orders)
        if what == "in":
            kind = r.choice([self.integer, self.string, self.string, self.date, self.number, self.boolean])
            kinds = [kind] if kind not in (self.integer, self.number) else [self.integer, self.number]
            members = [r.choice(kinds)(r.choice([0, 0, depth]))[0] for _ in range(r.choice([1, 2, 2, 3, 4]))]
            return (self.at_least(SUM, kind(depth)) + " in" + self.space()
                    + "[" + ("," + self.space()).join(members) + "]"), RELATION
        if what == "function":
            function = r.choice(["startsWith", "endsWith", "contains"])
            return (self.at_least(MEMBER, self.string(depth)) + "." + function
                    + "(" + self.string(depth)[0] + ")"), MEMBER
        return self.relation(self.integer, depth, orders)

    def ternary(self, kind, depth):
        return (self.at_least(OR, self.boolean(depth - 1)) + self.space() + "?" + self.space()
                + self.at_least(OR, kind(depth - 1)) + self.space() + ":" + self.space()
                + self.at_least(TERNARY, kind(depth - 1))), TERNARY

    def integer(self, depth):
        r = self.rng
        if depth > 0:
            what = r.choice(["sum", "product", "minus", "ternary", "leaf", "leaf", "size"])
            if what == "sum":
                return self.join(self.at_least(SUM, self.integer(depth - 1)), r.choice(["+", "-"]),
                                 self.at_least(PRODUCT, self.integer(depth - 1))), SUM
            if what == "product":
                return self.join(self.at_least(PRODUCT, self.integer(depth - 1)), r.choice(["*", "/", "%"]),
                                 self.at_least(UNARY, self.integer(depth - 1))), PRODUCT
            if what == "minus":
                return "-" + self.space().strip(" ") + self.at_least(MEMBER, self.integer(depth - 1)), UNARY
            if what == "ternary":
                return self.ternary(self.integer, depth)
            if what == "size":
                if r.random() < 0.5:
                    return "size(" + self.string(depth - 1)[0] + ")", MEMBER
                return self.at_least(MEMBER, self.string(depth - 1)) + ".size()", MEMBER
        name = self.name("integer")
        if name and r.random() < 0.6:
            return name, MEMBER
        if r.random() < 0.05:
            return self.literal(r.choice([INT_MIN, INT_MAX, INT_MAX - 1, 2 ** 53, 2 ** 53 + 1]))
        return self.literal(r.choice([0, 1, 2, 3, 5, 8, 10, -1, -2, 18, 60]))

    def number(self, depth):
        r = self.rng
        if depth > 0 and r.random() < 0.3:
            if r.random() < 0.5:
                return self.ternary(self.number, depth)
            return "-" + self.at_least(MEMBER, self.number(depth - 1)), UNARY
        name = self.name("number")
        if name and r.random() < 0.5:
            return name, MEMBER
        return self.literal(r.choice([0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.5, -1.0, 1e3, 0.1, 9007199254740992.0,
                                      9223372036854775807.0, -9223372036854775808.0]))

    def string(self, depth):
        if depth > 0 and self.rng.random() < 0.15:
            return self.ternary(self.string, depth)
        name = self.name("string")
        if name and self.rng.random() < 0.6:
            return name, MEMBER
        return self.literal(self.rng.choice(TEXTS))

    def date(self, depth):
        if depth > 0 and self.rng.random() < 0.15:
            return self.ternary(self.date, depth)
        name = self.name("date")
        if name and self.rng.random() < 0.6:
            return name, MEMBER
        return self.date_literal(self.rng.choice(self.dates))

    def date_literal(self, day):
        return "date(" + self.rng.choice(['"%s"', "'%s'"]) % ref.date_text(day) + ")", MEMBER

    def literal(self, value):
        r = self.rng
        if isinstance(value, tuple):       # ("date", day number)
            return self.date_literal(value[1])
        if isinstance(value, bool):
            return ("true" if value else "false"), MEMBER
        if isinstance(value, int):
            digits = hex(abs(value)) if r.random() < 0.1 else str(abs(value))
            return ("-" + digits, UNARY) if value < 0 else (digits, MEMBER)
        if isinstance(value, float):
            text = repr(abs(value))
            if text.startswith("0.") and r.random() < 0.3:
                text = text[1:]
            if "e" not in text and r.random() < 0.1:
                text += "e0"
            return ("-" + text, UNARY) if value < 0 else (text, MEMBER)
        return self.string_literal(value), MEMBER

    def string_literal(self, value):
        r = self.rng
        quote = r.choice(['"', "'"])
        pick = r.random()
        if pick < 0.1 and quote not in value:
            return r.choice("rR") + quote + value + quote
        if pick < 0.2 and '"' not in value and "\\" not in value:
            return '"""' + value + '"""'
        out = ""
        for c in value:
            if c in (quote, "\\"):
                out += "\\" + c
            elif c == "\t":
                out += "\\t"
            elif r.random() < 0.05 and ord(c) < 128:
                out += r.choice(["\\x%02x", "\\u%04x", "\\%03o"]) % ord(c)
            elif r.random() < 0.1 and ord(c) >= 128:
                out += ("\\u%04X" if ord(c) < 0x10000 else "\\U%08X") % ord(c)
            else:
                out += c
        return quote + out + quote


# --------------------------------------------------------------------------
# A case: a rulebook, a population, a day
# --------------------------------------------------------------------------

PROVIDERS = ["court", "bureau", "市监局", "a"]
ORIGINS = ["platform", "self_declared", "usage"]
STEPS = ["corrected", "service", "conduct"]
MATTERS = ["court:0", "court:1", "市监:7"]


class Case:
    def __init__(self, rulebook, subjects, records, day, portable):
        self.rulebook = rulebook
        self.subjects = subjects
        self.records = records
        self.day = day
        self.portable = portable           # the same in CSV and in JSON Lines

    def copy(self, **changes):
        case = Case(self.rulebook, self.subjects, self.records, self.day, self.portable)
        for name, value in changes.items():
            setattr(case, name, value)
        return case

    def reference_rulebook(self):
        return ref.load_rulebook(to_json(self.rulebook))


def title(text):
    return {"zh": text + "（题）", "en": text}


class Generator:
    def __init__(self, seed, subjects=None):
        self.rng = random.Random(seed)
        self.subject_count = subjects

    def one(self, items):
        return self.rng.choice(items)

    def some(self, items, least=1, most=None):
        items = list(items)
        most = len(items) if most is None else min(most, len(items))
        chosen = self.rng.sample(items, self.rng.randint(min(least, len(items)), most))
        return [i for i in items if i in chosen]

    def chance(self, probability):
        return self.rng.random() < probability

    # -- the whole -----------------------------------------------------------

    def case(self):
        r = self.rng
        self.day = self.one([
            ref.day_number(2026, r.randint(1, 12), r.randint(1, 28)),
            ref.day_number(2027, 2, 28), ref.day_number(2028, 2, 29), ref.day_number(2026, 3, 31),
            ref.day_number(2028, 3, 1), ref.day_number(2026, 12, 31),
            ref.day_number(2024 + r.randint(0, 6), r.randint(1, 12), r.randint(1, 28))])
        self.huge = self.chance(0.08)
        self.months = self.some([1, 2, 3, 6, 12, 18, 24, 36, 59, 60], 3, 4)
        self.after_days = self.some([0, 1, 29, 30, 90, 365], 2, 3)
        self.make_pool()
        rulebook = self.rulebook()
        # Sometimes the seed asks for a population that only JSON Lines can say.
        self.portable = self.chance(0.8)
        subjects, records = self.population(rulebook)
        return Case(rulebook, subjects, records, self.day, self.portable)

    def make_pool(self):
        """Days on which records occur: near the ends of the periods."""
        r = self.rng
        pool = {self.day, self.day - 1, self.day + 1, self.day - r.randint(2, 2000), self.day + 40}
        for months in self.months:
            near = ref.add_months(self.day, -months)
            pool.update([near - 1, near, near + 1])
        for days in self.after_days:
            pool.update([self.day - days, self.day - days + 1])
        year = ref.civil(self.day)[0]
        pool.update([ref.day_number(2024, 2, 29), ref.day_number(year - 1, 12, 31), ref.day_number(year, 1, 1),
                     ref.day_number(year - 1, 1, 31), ref.day_number(year - 1, 8, 31)])
        self.all_days = sorted(pool)
        self.pool = r.sample(self.all_days, min(len(self.all_days), 10)) + [self.day]

    # -- the rulebook ----------------------------------------------------------

    def rulebook(self):
        r = self.rng
        book = {
            "format": "chengxin-rulebook/1", "id": "random-%d" % r.randint(1, 99), "version": "1.%d" % r.randint(0, 9),
            "title": title("random"), "jurisdiction": "350400",
            "effective": {"from": ref.date_text(self.one([ref.day_number(2020, 1, 1), self.day, self.day - 400])),
                          "until": None},
            "basis": [{"id": "measures", "title": title("Measures")}, {"id": "law", "title": title("Law")}],
        }
        if self.chance(0.3):
            book["effective"]["until"] = ref.date_text(
                self.one([self.day, self.day + 1, self.day + 30, self.day + 400, ref.day_number(2040, 12, 31)]))
        if self.chance(0.2):
            book["note"] = title("note")
        low, high = self.one([(0, 1000), (0, 1000), (400, 600), (-100, 100), (-1000000, 1000000), (490, 510)])
        book["score"] = {"base": self.points_between(low, high), "min": low, "max": high}
        self.min_age = self.one([18, 18, 18, 16, 14])
        book["eligibility"] = {"min_age": self.min_age,
                               "residency": self.some(["registered", "habitual", "none"], 2),
                               "capacity": self.some(["full", "limited", "none"], 2)}
        if self.chance(0.9):
            self.subject_attributes = self.declarations("subject")
            if self.subject_attributes or self.chance(0.5):
                book["subject_attributes"] = self.subject_attributes
        else:
            self.subject_attributes = {}

        # Categories first: what dimensions there must be depends on them.
        self.attribute_pool = self.declarations("record")
        natures = self.one([["good", "bad", "neutral"], ["good", "bad", "neutral"], ["good", "bad", "bad", "neutral"],
                            ["good", "bad"], ["bad"], ["good"]])
        self.categories = []
        for i in range(r.randint(3, 8)):
            self.categories.append(self.category(i, self.one(natures)))
        self.by_id = {c["id"]: c for c in self.categories}
        needs_repairs = any(c["nature"] != "good" for c in self.categories)

        self.dimensions = []
        for i in range(r.randint(2, 4)):
            low, high = self.one([(0, 100), (-200, 0), (-200, 300), (Decimal("-50.5"), Decimal("80.25")),
                                  (-30, 30), (0, 25), (Decimal("-0.01"), Decimal("99.99")),
                                  (-1000, 1000), (-540, 540)])
            self.dimensions.append({"id": "d%d" % i, "title": title("dimension"), "min": low, "max": high})
        if self.huge:
            self.dimensions[0].update(min=-900000, max=1000000)
        self.scoring = list(self.dimensions)
        if needs_repairs or self.chance(0.2):
            takes = sum(-Decimal(d["min"]) for d in self.dimensions)
            spans = sum(Decimal(d["max"]) - Decimal(d["min"]) for d in self.dimensions)
            if self.chance(0.5):
                most = min(Decimal(1000000), spans + self.one([0, 0, 10]))
            else:
                most = takes + self.one([0, 0, 0, 5, Decimal("0.01"), 1000])
            repairs = {"id": "repair", "title": title("repair"), "min": 0, "max": self.plain(most), "repairs": True}
            self.dimensions.insert(r.randint(0, len(self.dimensions)), repairs)
        if self.chance(0.2):
            self.one(self.dimensions)["note"] = title("note")
        book["dimensions"] = self.dimensions
        book["categories"] = self.categories
        if self.chance(0.7):
            book["barred"] = [{"category": "N-PEN-PSO", "title": title("barred"), "cite": ["law:1"]}]

        groups, rules = self.rules()
        if groups:
            book["groups"] = groups
        book["rules"] = rules
        if needs_repairs and self.chance(0.7):
            book["ceilings"] = [self.ceiling(i, low=book["score"]["min"], high=book["score"]["max"])
                                for i in range(r.randint(1, 3))]
        low, high = book["score"]["min"], book["score"]["max"]
        mins = {low} | {int(low + (high - low) * r.random()) for _ in range(r.randint(1, 4))}
        if self.chance(0.5):               # a tier that begins just at the base
            mins.add(int(book["score"]["base"]))
            mins = {m for m in mins if m >= low}
        book["tiers"] = [{"id": "T%d" % i, "title": title("tier"), "min": m}
                         for i, m in enumerate(sorted(mins, reverse=True))]
        if self.chance(0.3):
            book["uses"] = [{"id": "library.deposit_free", "title": title("use"), "cite": ["measures:21"],
                             "min_score": int((low + high) // 2)}]
        return book

    def plain(self, value):
        value = Decimal(value)
        return int(value) if value == value.to_integral_value() else value

    def points_between(self, low, high):
        if self.chance(0.5):
            return (low + high) // 2
        return self.plain(low + Decimal(self.rng.randint(0, (high - low) * 100)) / 100)

    def declarations(self, of):
        d = {}
        if self.chance(0.8):
            d["hours"] = self.one([{"type": "integer", "min": 0, "max": 8784}, {"type": "integer", "min": 1},
                                   {"type": "integer"}, {"type": "integer", "max": 10}])
        if self.chance(0.5) or self.huge:
            d["amount"] = self.one([{"type": "integer"}, {"type": "integer", "min": INT_MIN, "max": INT_MAX},
                                    {"type": "integer", "min": -10, "max": 10}])
        if self.chance(0.7):
            d["level"] = {"type": "string", "values": self.some(["low", "high", "高", "a", "ab"], 2)}
        if self.chance(0.4):
            d["memo"] = {"type": "string"}
        if self.chance(0.5):
            d["ratio"] = self.one([{"type": "number"}, {"type": "number", "min": 0, "max": Decimal("8.5")},
                                   {"type": "number", "min": Decimal("-1e3")}, {"type": "number", "max": 3}])
        if self.chance(0.5):
            d["paid"] = {"type": "boolean"}
        if self.chance(0.5):
            d["due_on"] = {"type": "date"}
        if of == "subject":
            d = {"s_" + name if self.chance(0.5) else name: value for name, value in d.items()}
        for name, declaration in d.items():
            if self.chance(0.3):
                declaration["required"] = self.chance(0.8)
            if of == "subject":
                declaration["title"] = title(name)
            elif declaration["type"] in ("integer", "number") and self.chance(0.5):
                declaration["unit"] = {"zh": "小时", "en": "h"}
        return d

    def values_of(self, declaration):
        """Few valid values of a declared attribute."""
        kind = declaration["type"]
        if kind == "boolean":
            return [True, False]
        if kind == "date":
            return [("date", day) for day in self.pool[:4]]
        if kind == "string":
            return declaration.get("values") or TEXTS
        low, high = declaration.get("min"), declaration.get("max")
        if kind == "integer":
            values = [0, 1, 2, 3, 5, 8, 10, -1, -7]
            if self.huge or self.chance(0.1):
                values += [INT_MAX, INT_MIN, INT_MAX - 1, 2 ** 53 + 1, 10 ** 12]
            values += [v for v in (low, high) if v is not None]
        else:
            values = [0.0, 0.5, 1.0, 2.0, 3.0, 8.5, -1.0, 0.1]
            if self.huge:
                values += [1e300, 9007199254740992.0, 9223372036854775807.0]
            values += [float(v) for v in (low, high) if v is not None]
        return [v for v in values if (low is None or v >= low) and (high is None or v <= high)] or [low or high]

    def category(self, i, nature):
        c = {"id": "%s.c%d" % (nature, i), "title": title("category"), "nature": nature, "cite": ["measures:11"]}
        if self.chance(0.3):
            c["providers"] = self.some(PROVIDERS, 1, 3)
        if self.chance(0.5):
            c["origins"] = self.some(ORIGINS, 2)
        if self.chance(0.4):
            c["matter"] = True
        elif self.chance(0.3):
            c["matter"] = False
        names = self.some(self.attribute_pool, 0) if self.chance(0.9) else list(self.attribute_pool)
        if names or self.chance(0.3):
            c["attributes"] = {name: self.attribute_pool[name] for name in names}
        return c

    def expressions(self, categories):
        """For conditions on records of these categories; None: on the subject only."""
        names = {"integer": ["subject.age"], "string": ["subject.residency"], "number": [], "boolean": [], "date": []}
        constants = {"subject.age": [17, 18, 30, 60, 65], "subject.residency": ["registered", "habitual"]}
        for name, declaration in self.subject_attributes.items():
            names[declaration["type"]].append("subject." + name)
            constants["subject." + name] = self.values_of(declaration)
        if categories is not None:
            # An attribute must be declared alike in all of them: the pool of
            # the rulebook has one declaration for each name.
            shared = set.intersection(*[set(self.by_id[c].get("attributes") or {}) for c in categories])
            names = {kind: [n for n in found if n.startswith("subject") and self.chance(0.5)]
                     for kind, found in names.items()}
            for name in sorted(shared):
                declaration = self.attribute_pool[name]
                names[declaration["type"]] += ["record." + name] * 2
                constants["record." + name] = self.values_of(declaration)
            names["string"] += ["record.provider", "record.origin", "record.category"]
            names["date"] += ["record.occurred_on"]
            constants["record.occurred_on"] = [("date", day) for day in self.pool[:4]]
            constants["record.origin"] = ["platform", "usage"]
            constants["record.category"] = list(categories)
            constants["record.provider"] = PROVIDERS
        if self.chance(0.6):               # age moves many things, so not in every rulebook
            names["integer"] = [n for n in names["integer"] if n != "subject.age"]
            constants.pop("subject.age")
        return Expressions(self.rng, names, self.pool, [18, 60], constants)

    def amount(self, sign):
        value = self.one([5, 10, 10, 20, 3, 1, Decimal("12.5"), Decimal("0.01"), Decimal("33.33"),
                          Decimal("7.25"), Decimal("0.05"), Decimal("10.10"), Decimal("1E+1")])
        if self.huge and self.chance(0.5):
            value = self.one([1000000, Decimal("999999.99"), 500000])
        elif self.chance(0.06):
            value = 0
        return value * sign if sign else 0

    def points(self, sign, categories):
        """A form of points; categories is None for a subject rule."""
        if categories is None:
            declarations = self.subject_attributes
            usable = list(declarations)
        else:
            declarations = self.attribute_pool
            usable = sorted(set.intersection(*[set(self.by_id[c].get("attributes") or {}) for c in categories]))
        integers = [name for name in usable if declarations[name]["type"] == "integer"]
        form = self.one(["number", "number", "per", "table", "table"])
        if form == "per" and integers:
            points = {"per": self.one(integers), "unit": self.one([1, 1, 2, 3, 8, 10]), "points": self.amount(sign)}
            if self.chance(0.5):
                points["max"] = self.one([10, 20, 50, Decimal("12.5"), 100])
            return points
        if form == "table":
            expressions = self.expressions(categories)
            points = {"table": [{"when": expressions.text(), "points": self.amount(sign)}
                                for _ in range(self.rng.randint(1, 3))]}
            if self.chance(0.6):
                points["otherwise"] = self.amount(sign)
            return points
        return self.amount(sign)

    def rules(self):
        r = self.rng
        rules, groups = [], []
        good = [c["id"] for c in self.categories if c["nature"] == "good"]
        bad = [c["id"] for c in self.categories if c["nature"] == "bad"]
        neutral = [c["id"] for c in self.categories if c["nature"] == "neutral"]
        number = 0
        for dimension in self.scoring:
            for sign, usable in ((1, good + neutral), (-1, bad + neutral)):
                if not usable:
                    continue
                # Section 3: rules that list a category with `matter` are, within
                # one dimension and sign, all in one group or all in none.
                name = "%s.%s" % (dimension["id"], "plus" if sign > 0 else "minus")
                shared_group = "g." + name if self.chance(0.4) else None
                other_group = "h." + name
                made = []
                for _ in range(r.randint(0, 4) if self.chance(0.8) else r.randint(1, 6)):
                    number += 1
                    rule = self.record_rule("R%d" % number, dimension, sign, self.some(usable, 1, 3))
                    matter = any(self.by_id[c].get("matter") for c in rule["categories"])
                    zero = not any(self.numbers(rule["points"]))
                    if matter:
                        for member in ("limits", "combine"):
                            rule.pop(member, None)
                        if zero:           # of neither sign, so in which group?
                            continue
                        if shared_group:
                            rule["group"] = shared_group
                    elif self.chance(0.4) and not zero:
                        rule["group"] = self.one([shared_group or other_group, other_group])
                    made.append(rule)
                for group in (shared_group, other_group):
                    members = [rule for rule in made if group and rule.get("group") == group]
                    if len(members) >= 2:
                        groups.append({"id": group, "dimension": dimension["id"], "title": title("group"),
                                       "total": self.one([10, 15, 20, 40, Decimal("12.34"), 100])})
                    else:
                        for rule in members:
                            del rule["group"]
                rules += made
            for _ in range(r.choice([0, 0, 1, 2])):
                number += 1
                rule = self.rule("S%d" % number, "subject", dimension["id"])
                expressions = self.expressions(None)
                if self.chance(0.6):
                    rule["when"] = expressions.text()
                rule["points"] = self.points(1, None)
                rules.append(rule)
            if (bad or neutral) and self.chance(0.5):
                number += 1
                rule = self.rule("A%d" % number, "absence", dimension["id"])
                rule["categories"] = self.some(bad + neutral, 1, 3)
                if self.chance(0.4):
                    rule["when"] = self.expressions(rule["categories"]).text()
                rule["break_months"] = self.one(self.months + [1, 12])
                months = sorted(self.some(self.months, 1, 4))
                amounts = sorted(self.one([5, 10, 10, Decimal("12.5"), 20, Decimal("0.05")]) for _ in months)
                rule["steps"] = [{"months": m, "points": p} for m, p in zip(months, amounts)]
                rules.append(rule)
        if (bad or neutral) and any(d.get("repairs") for d in self.dimensions):
            for _ in range(r.randint(1, 6)):
                number += 1
                rule = self.rule("P%d" % number, "restore", "repair")
                rule["categories"] = self.some(bad + neutral, 1, 4)
                if self.chance(0.4):
                    rule["when"] = self.expressions(rule["categories"]).text()
                rule["step"] = self.one(STEPS)
                rule["percent"] = self.one([10, 33, 35, 50, 50, 70, 100, 1])
                if self.chance(0.6):
                    rule["after_days"] = self.one(self.after_days)
                rules.append(rule)
        r.shuffle(rules)
        return groups, rules

    def rule(self, name, kind, dimension):
        rule = {"id": name, "kind": kind, "dimension": dimension, "title": title("rule"),
                "cite": self.one([["measures:11"], ["measures:11", "law:5"]])}
        if kind == "record" and self.chance(0.5):
            del rule["kind"]
        if self.chance(0.05):
            rule["note"] = title("note")
        return rule

    def numbers(self, points):
        if not isinstance(points, dict):
            return [points]
        if "per" in points:
            return [points["points"]]
        return [row["points"] for row in points["table"]] + [points.get("otherwise", 0)]

    def record_rule(self, name, dimension, sign, categories):
        rule = self.rule(name, "record", dimension["id"])
        rule["categories"] = categories
        if self.chance(0.5):
            rule["when"] = self.expressions(categories).text()
        rule["points"] = self.points(sign, categories)
        if sign < 0 or self.chance(0.5):
            rule["valid_months"] = self.one(self.months)
            if sign > 0 and self.chance(0.1):
                rule["valid_months"] = self.one([61, 120, 240])
        if self.chance(0.4):
            months = sorted(self.some(self.months, 1, 3))
            percents = sorted([self.one([100, 75, 50, 50, 33, 10, 1, 0]) for _ in months], reverse=True)
            rule["decay"] = [{"after_months": m, "percent": p} for m, p in zip(months, percents)]
        if self.chance(0.25):
            rule["combine"] = self.one(["max", "max", "max", "sum"])
        if self.chance(0.45):
            limits = {}
            if self.chance(0.5):
                limits["per_year"] = self.one([10, 15, 20, Decimal("12.5"), Decimal("0.05")])
            if self.chance(0.5):
                limits["count"] = self.one([1, 2, 3])
            if self.chance(0.5) or not limits:
                limits["total"] = self.one([10, 15, 25, 40, Decimal("22.22")])
            rule["limits"] = limits
        return rule

    def ceiling(self, i, low, high):
        categories = self.some([c["id"] for c in self.categories if c["nature"] != "good"], 1, 3)
        ceiling = {"id": "C%d" % i, "categories": categories}
        if self.chance(0.5):
            ceiling["when"] = self.expressions(categories).text()
        ceiling.update(valid_months=self.one(self.months),
                       max_score=self.one([low, (low + high) // 2, (low + high) // 2 - 1, max(low, high - 3), high]),
                       cite=["measures:30"], title=title("ceiling"))
        return ceiling

    # -- the population ----------------------------------------------------------

    def population(self, book):
        r = self.rng
        count = self.subject_count or r.randint(20, 40)
        subjects, records = [], []
        serial = 0
        for i in range(count):
            subject = self.subject(i, book)
            subjects.append(subject)
            mine = []
            favourite = self.one(self.categories)
            for _ in range(self.one([0, 1, 2, 3, 4, 5, 6, 8, 10, 12])):
                serial += 1
                category = favourite if self.chance(0.6) else self.one(self.categories)
                record = self.record(subject, serial, category)
                if mine and self.chance(0.05):
                    record["record_id"] = self.one(mine)["record_id"]      # duplicate
                mine.append(record)
            records += mine
        if self.chance(0.7):
            r.shuffle(records)
        return subjects, records

    def birth(self):
        r = self.rng
        if self.chance(0.06):
            return None
        if self.chance(0.3):               # of age on, before or after an interesting day
            return ref.add_months(self.one(self.pool), -12 * self.min_age) + self.one([-1, 0, 0, 1])
        if self.chance(0.2):
            return self.one([ref.day_number(2004, 2, 29), ref.day_number(1960, 2, 29), ref.day_number(1900, 1, 1),
                             ref.add_months(self.day, -12 * 60), ref.add_months(self.day, -12 * 65) + 1,
                             self.day + 3])
        return ref.day_number(r.randint(1940, 2005), r.randint(1, 12), r.randint(1, 28))

    def subject(self, i, book):
        name = "s%d" % i
        if self.chance(0.1):
            name += self.one([",x", "\"q\"", "居民", " ", "=1", "😀"])
        subject = {"subject_id": name}
        birth = self.birth()
        if birth is not None:
            subject["birth_date"] = ref.date_text(birth)
        subject["residency"] = self.one(book["eligibility"]["residency"]) if self.chance(0.95) \
            else self.one(["registered", "habitual", "none"])
        subject["capacity"] = self.one(book["eligibility"]["capacity"]) if self.chance(0.95) \
            else self.one(["full", "limited", "none"])
        if self.chance(0.8):
            day = self.one(self.all_days) if self.chance(0.6) else self.day - self.one([30, 400, 2000])
            if day > self.day and self.chance(0.5):
                day = self.day
            subject["enrolled_on"] = ref.date_text(day)
        attributes = {}
        for key, declaration in self.subject_attributes.items():
            if declaration.get("required") or self.chance(0.7):
                attributes[key] = self.written(declaration, self.one(self.values_of(declaration)))
                if attributes[key] == "" and (self.portable or declaration.get("required")):
                    attributes[key] = "a"  # an empty cell is absent
        if attributes or self.chance(0.3):
            subject["attributes"] = attributes
        return subject

    def written(self, declaration, value):
        """An attribute's value as JSON has it."""
        if declaration["type"] == "date":
            return ref.date_text(value[1])
        if isinstance(value, float):
            text = repr(value)
            if value == int(value) and abs(value) < 1e6 and self.chance(0.5):
                return int(value)
            if self.chance(0.1):
                text = "%se0" % text if "e" not in text else text
            return Decimal(text)
        return value

    def record(self, subject, serial, category):
        day = self.one(self.pool)
        if self.chance(0.2):
            day = self.one(self.all_days)
        record = {"record_id": "r%d" % serial, "subject_id": subject["subject_id"], "category": category["id"],
                  "provider": self.one(category.get("providers") or PROVIDERS),
                  "occurred_on": ref.date_text(day)}
        if self.chance(0.05):
            record["record_id"] += self.one(["é", ",", "\"", "z", "Z", "😀", "\uffee"])
        if self.chance(0.04):
            record["category"] = self.one(["N-PEN-PSO", "no.such"])
        if self.chance(0.05):
            record["provider"] = self.one(PROVIDERS)
        record["origin"] = self.one(category.get("origins") or ["platform"])
        if self.chance(0.04):
            record["origin"] = self.one(ORIGINS)
        later = [d for d in self.all_days + [self.day + 2, self.day + 100] if d >= day]
        if self.chance(0.12):
            record["expires_on"] = ref.date_text(self.one(later))
        record["status"] = self.one(["active"] * 14 + ["disputed", "revoked", "repaired", "repaired"])
        if record["status"] == "repaired":
            record["repaired_on"] = ref.date_text(self.one(later))
        if self.chance(0.4):
            for step in STEPS:
                if self.chance(0.5):
                    record[step + "_on"] = ref.date_text(self.one(later))
        if self.chance(0.5 if category.get("matter") else 0.1):
            record["matter"] = self.one(MATTERS)
        elif not self.portable and self.chance(0.1):
            record["matter"] = None
        attributes = {}
        declarations = category.get("attributes") or {}
        for name, declaration in declarations.items():
            if declaration.get("required") or self.chance(0.75):
                attributes[name] = self.written(declaration, self.one(self.values_of(declaration)))
                if self.portable and attributes[name] == "":
                    attributes[name] = "b"
            elif not self.portable and self.chance(0.2):
                attributes[name] = None
        if self.chance(0.04):
            self.spoil(attributes, declarations)
        if attributes or self.chance(0.3):
            record["attributes"] = attributes
        return record

    def spoil(self, attributes, declarations):
        """Makes the record invalid_attribute, as a rule."""
        if not declarations or self.chance(0.2):
            attributes["undeclared"] = "x"
            return
        name = self.one(sorted(declarations))
        kind = declarations[name]["type"]
        if self.chance(0.25):
            attributes.pop(name, None)
            return
        wrong = {"integer": ["x", Decimal("3.0"), Decimal("1e2"), INT_MAX + 1, -10 ** 6, 10 ** 6, "1 ", True],
                 "number": ["x", Decimal("1e999"), 10 ** 400, -5000, "+1", "NaN"],
                 "string": ["nowhere", "low "], "boolean": ["yes", "TRUE", "1"],
                 "date": ["2026-02-30", "1899-12-31", "2200-01-01", "20260101", "2026-1-1", "2023-02-29"]}[kind]
        if not self.portable:
            # What reads otherwise in CSV.
            wrong = wrong + {"integer": ["5"], "number": ["0.5"], "string": [5, True], "boolean": ["true", 1],
                             "date": [20260101]}[kind]
            wrong = wrong + [[1], {"a": 1}] if self.chance(0.2) else wrong
        attributes[name] = self.one(wrong)


# --------------------------------------------------------------------------
# Section 3's demands on the whole, as far as shrinking could break them
# --------------------------------------------------------------------------

def faults(document):
    """What section 3 refuses; empty for a valid rulebook."""
    found = []

    def demand(truth, what):
        if not truth:
            found.append(what)

    for member in ("format", "id", "version", "title", "jurisdiction", "effective", "basis", "score",
                   "eligibility", "dimensions", "tiers", "categories", "rules"):
        if member not in document:
            return ["no " + member]
    book = ref.Rulebook(document)
    basis = {b["id"] for b in document["basis"]}
    dimensions = {d["id"]: d for d in document["dimensions"]}
    natures = {c["id"]: c["nature"] for c in document["categories"]}
    matter = {c["id"] for c in document["categories"] if c.get("matter")}
    groups = {g["id"]: g for g in document.get("groups") or ()}
    everything = document["rules"] + (document.get("ceilings") or [])
    ids = [x["id"] for x in everything]
    demand(len(ids) == len(set(ids)), "duplicate ids")
    for x in everything + document["categories"]:
        demand("title" in x and x.get("cite") and all(c.split(":")[0] in basis for c in x["cite"]), "title, cite")

    repairing = [d for d in document["dimensions"] if d.get("repairs")]
    demand(len(repairing) == 1 if set(natures.values()) - {"good"} else len(repairing) <= 1, "dimension of repairs")
    demand(all(Decimal(d["min"]) <= 0 <= Decimal(d["max"]) for d in document["dimensions"]), "min <= 0 <= max")
    for d in repairing:
        demand(d["min"] == 0 and Decimal(d["max"]) >= sum(-Decimal(o["min"]) for o in document["dimensions"]),
               "bounds of the dimension of repairs")
    low, high = document["score"]["min"], document["score"]["max"]
    demand(low <= Decimal(document["score"]["base"]) <= high, "base")
    demand(min([t["min"] for t in document["tiers"]], default=None) == low, "lowest tier")
    for c in document.get("ceilings") or ():
        demand(1 <= c["valid_months"] <= 60 and c["max_score"] >= low, "ceiling")

    numbers = Generator.numbers
    shared = {}                            # (dimension, sign) -> groups of rules with matter
    members = {}
    for rule, raw in zip(book.rules, document["rules"]):
        demand(rule.dimension in dimensions, "dimension")
        demand((rule.kind == "restore") == bool(dimensions.get(rule.dimension, {}).get("repairs")), "restore, repairs")
        if rule.kind != "subject":
            demand(rule.categories and rule.categories <= set(natures), "categories")
            if not rule.categories <= set(natures):
                continue
        if rule.kind in ("absence", "restore"):
            demand(all(natures[c] != "good" for c in rule.categories), "good category")
        if rule.kind == "absence":
            months = [m for m, _ in rule.steps]
            points = [p for _, p in rule.steps]
            demand(months and months == sorted(set(months)) and points == sorted(points) and points[0] > 0, "steps")
            demand(1 <= rule.break_months <= 60, "break_months")
        if rule.kind == "restore":
            demand(1 <= rule.percent <= 100, "percent")
        if rule.kind not in ("record", "subject"):
            continue
        values = [Decimal(n) for n in numbers(None, raw["points"])]
        demand(all(abs(v) <= 1000000 for v in values), "number of points")
        plus, minus = any(v > 0 for v in values), any(v < 0 for v in values)
        demand(not (plus and minus), "one sign")
        if rule.kind == "subject":
            demand(not minus, "subject rules never deduct")
            continue
        demand(not minus or rule.valid_months is not None and 1 <= rule.valid_months <= 60, "valid_months")
        demand(not (plus and any(natures[c] == "bad" for c in rule.categories)), "adds for a bad category")
        demand(not (minus and any(natures[c] == "good" for c in rule.categories)), "deducts for a good category")
        months, percents = [m for m, _ in rule.decay], [p for _, p in rule.decay]
        demand(months == sorted(set(months)) and percents == sorted(percents, reverse=True), "decay")
        if "limits" in raw:
            demand(raw["limits"], "limits")
        if rule.group is not None:
            demand(rule.group in groups and groups[rule.group]["dimension"] == rule.dimension, "group")
            members.setdefault(rule.group, set()).add((rule.id, plus, minus))
        if rule.categories & matter:
            demand("limits" not in raw and rule.combine == "sum", "limits of rules with matter")
            shared.setdefault((rule.dimension, plus), set()).add(rule.group)
    demand(all(len(found) == 1 for found in shared.values()), "rules with matter in one group or in none")
    for group in groups:
        rules = members.get(group, ())
        demand(len(rules) >= 2 and len({sign[1:] for sign in rules}) == 1, "several rules of one sign in a group")
    return found


def case(seed, subjects=None):
    return Generator(seed, subjects).case()


def write(case, directory, csv_subjects, csv_records, crlf=False, bom=False):
    """Writes the files; returns their paths (rulebook, subjects, records)."""
    paths = [directory / "rulebook.json",
             directory / ("subjects.csv" if csv_subjects else "subjects.jsonl"),
             directory / ("records.csv" if csv_records else "records.jsonl")]
    texts = [to_json(case.rulebook, indent=1) + "\n",
             to_csv(case.subjects, SUBJECT_MEMBERS, crlf, bom) if csv_subjects else to_jsonl(case.subjects),
             to_csv(case.records, RECORD_MEMBERS, crlf, bom) if csv_records else to_jsonl(case.records)]
    for path, text in zip(paths, texts):
        path.write_bytes(text.encode("utf-8"))
    return paths


if __name__ == "__main__":
    import pathlib
    import sys
    if len(sys.argv) != 3:
        sys.exit("usage: generate.py SEED DIRECTORY")
    made = case(int(sys.argv[1]))
    where = pathlib.Path(sys.argv[2])
    where.mkdir(parents=True, exist_ok=True)
    write(made, where, False, False)
    if made.portable:
        write(made, where, True, True)
    print(ref.date_text(made.day))
