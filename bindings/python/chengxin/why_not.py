"""Why a rule gives nothing: what stands between it and this resident's records."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from .errors import InputError
from .results import WhyNot
from .account import say

if TYPE_CHECKING:
    from .assessment import Assessment

_LIVE = ("counted", "expired", "same_matter", "not_highest", "over_limit", "no_rule")

_WORDS = {
    "gives": ("该规则计{0}分。", "The rule comes to {0} points."),
    "not_eligible": ("没有诚信分，任何规则都不计分。", "There is no score, so no rule counts."),
    "no_record": ("没有该规则所列类别的记录。", "There is no record of the categories it lists."),
    "records": ("所列类别的记录都未按该规则计分，原因见各条。",
                "No record of its categories counts by it; each says why."),
    "condition": ("条件不成立。", "Its condition does not hold."),
    "undetermined": ("条件无法判断（{0}），不计分。",
                     "Its condition cannot be decided ({0}), so it counts nothing."),
    "nothing": ("条件成立，但按其公式得0分。", "It applies, and its formula gives 0."),
    "no_years": ("加入以来的时间不够，或受近期记录影响而退回一级。",
                 "Not enough time since enrolment, or set back by recent records."),
    "eases": ("正在减轻记录 {0} 的扣分。", "It eases what {0} costs."),
    "no_step": ("没有走过该修复途径且已到生效日的记录。",
                "No record for which this step of repair was taken and has come to count."),
}

_STEP_DAYS = {"corrected": "corrected_on", "service": "service_on", "conduct": "conduct_on"}


def why_not(a: Assessment, rule_id: str, lang: str) -> WhyNot:
    """See Assessment.why_not."""
    try:
        rule = a.rulebook._rule(rule_id)
    except KeyError:
        raise InputError("unknown_rule", f"the rulebook has no rule {rule_id!r}") from None
    points = sum((it.points for it in a.awards if it.rule == rule_id), Decimal(0))
    records = _by_record(a, rule)
    code, detail = _reason(a, rule, points, records)
    return WhyNot(rule_id, points, code, say(_WORDS, code, lang, detail), records)


def _reason(a: Assessment, rule: Dict[str, Any], points: Decimal,
            records: Tuple[Tuple[str, str], ...]) -> Tuple[str, str]:
    kind = rule.get("kind", "record")
    if not a.eligible:
        return "not_eligible", ""
    if points:
        return "gives", format(points, "f")
    if kind == "absence":
        return "no_years", ""
    if kind == "restore":
        eased = _eased_by(a, rule["id"])
        if eased:
            return "eases", ", ".join(eased)
        return ("records" if records else "no_step"), ""
    if kind == "subject":
        for it in a.undetermined:
            if it.rule == rule["id"]:
                return "undetermined", it.why
        return ("condition" if "when" in rule else "nothing"), ""
    return ("records" if records else "no_record"), ""


def _by_record(a: Assessment, rule: Dict[str, Any]) -> Tuple[Tuple[str, str], ...]:
    """Each record of the rule's categories, and what keeps the rule from it."""
    if rule.get("kind", "record") not in ("record", "restore") or not a.eligible:
        return ()
    order = {it["id"]: i for i, it in enumerate(a.rulebook._data["rules"])}
    rules: List[Dict[str, Any]] = a.rulebook._data["rules"]
    claims = [(record, rules[number], fate)
              for record, number, fate in a.rulebook._core.claims(*a._facts)
              if rules[number]["dimension"] == rule["dimension"]]
    unsure = {it.record for it in a.undetermined if it.rule == rule["id"]}
    eased = _eased_by(a, rule["id"])
    found = []
    for position, it in enumerate(a.records):
        if it.category not in rule["categories"]:
            continue
        if it.disposition not in _LIVE:
            why = it.disposition
        elif rule.get("kind") == "restore" and it.record in eased:
            continue
        elif rule.get("kind") == "restore":
            why = _why_not_eased(a, rule, position, it.record in unsure)
        else:
            why = "condition"
            for record, claimed_by, fate in claims:
                if record != position:
                    continue
                if claimed_by is rule:
                    why = "no_points" if fate == "counted" else fate
                elif order[claimed_by["id"]] < order[rule["id"]]:
                    why = f"claimed_by:{claimed_by['id']}"
            if it.record in unsure:
                why = "undetermined"
        if why != "no_points" or not _has_award(a, rule["id"], it.record):
            found.append((it.record, why))
    return tuple(found)


def _eased_by(a: Assessment, rule_id: str) -> List[str]:
    """The records that a restore rule eases."""
    return [record["record"] for d in a.to_dict()["dimensions"] for it in d["restored"]
            for record in it["records"] if rule_id in record["rules"]]


def _why_not_eased(a: Assessment, rule: Dict[str, Any], position: int, unsure: bool) -> str:
    if _STEP_DAYS[rule["step"]] not in a._given[position]:
        return "no_step"
    return "undetermined" if unsure else "condition"


def _has_award(a: Assessment, rule_id: str, record: str) -> bool:
    return any(it.rule == rule_id and it.record == record for it in a.awards)
