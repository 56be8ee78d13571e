"""The words of pictures and of the card, in Chinese and in English; titles of a rulebook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Dict, Mapping, Optional, Tuple, Union

WORDS: Dict[str, Tuple[str, str]] = {
    "base": ("基础分", "Base"),
    "total": ("总分", "Total"),
    "score": ("诚信分", "Score"),
    "limit": ("限额", "limit"),
    "bound": ("维度上下限", "Bound of the dimension"),
    "restored": ("恢复", "Given back"),
    "held": ("总分上下限", "Bounds of the score"),
    "no_score": ("无诚信分", "No score"),
    "absent": ("不在册", "Not in this run"),
    "residents": ("居民人数", "residents"),
    "share": ("占比", "share"),
    "by_tier": ("按等级", "By tier"),
    "by_score": ("按分数段（每段50分）", "By 50 points"),
    "waterfall": ("分数是怎样得来的", "How the score adds up"),
    "timeline": ("诚信分随时间的变化", "The score over time"),
    "distribution": ("诚信分分布", "Distribution of scores"),
    "migration": ("等级变动（人数）", "Migration between tiers (residents)"),
    "before": ("变动前", "before"),
    "after": ("变动后", "after"),
    "began": ("开始计分", "begins to count"),
    "expired": ("计分期满", "has run its period"),
    "lapsed": ("失效", "has lapsed"),
    "decayed": ("按期减轻", "weighs less"),
    "eased": ("部分恢复", "is given back in part"),
    "repaired": ("修复", "is repaired"),
    "absence": ("守信年限变化", "the step of years changes"),
    "ceiling": ("分数上限变化", "ceiling begins or ends"),
    "eligibility": ("评分资格变化", "eligibility changes"),
    "age": ("年龄变化", "age changes"),
    "more": ("另有 {} 处变化", "and {} more changes"),
    "dimensions": ("各维度", "Dimensions"),
    "no_records": ("没有", "None"),
    "as_of": ("计算日期", "As of"),
    "because_age": ("未满年龄或没有出生日期", "below the age, or no date of birth"),
    "because_not_enrolled": ("尚未加入", "not enrolled yet"),
    "because_residency": ("不属于评分的居住类型", "residency is not among those scored"),
    "because_capacity": ("不属于评分的行为能力类型", "capacity is not among those scored"),
    "record": ("记录", "record"),
    "no_effect": ("总分不变", "no effect on the total"),
}
"""Key to Chinese and English."""

_LISTS = ("dimensions", "rules", "ceilings", "tiers", "categories", "basis", "uses")


class Labels:
    """Words and titles in one language: ``zh`` or ``en``. What has no title is shown as its id.

    >>> from chengxin.labels import Labels
    >>> Labels(None, "en").word("base"), Labels(None, "zh").title("tiers", "good")
    ('Base', 'good')
    """

    def __init__(self, rulebook: Any, language: str) -> None:
        """``rulebook``: a Rulebook, its JSON as a mapping, or None."""
        self.language = language
        self.document: Mapping[str, Any] = document_of(rulebook) or {}
        self._titles = {name: {it["id"]: it["title"] for it in self.document.get(name, [])}
                        for name in _LISTS}

    def word(self, key: str) -> str:
        return WORDS[key][0 if self.language == "zh" else 1]

    def title(self, what: str, identity: str) -> str:
        titles = self._titles[what].get(identity, {})
        return str(titles.get(self.language) or titles.get("zh") or identity)

    def cause(self, cause: Mapping[str, Any]) -> str:
        """A cause of a timeline, as ``无偿献血：计分期满（r1）``."""
        what = self.word(cause["what"]) if cause["what"] in WORDS else str(cause["what"])
        rule = cause.get("rule")
        if not rule:
            return what
        place = "ceilings" if rule in self._titles["ceilings"] else "rules"
        record = cause.get("record")
        if self.language == "zh":
            return f"{self.title(place, rule)}：{what}" + (f"（{record}）" if record else "")
        return f"{self.title(place, rule)}: {what}" + (f" ({record})" if record else "")


def document_of(rulebook: Any) -> Optional[Mapping[str, Any]]:
    """The JSON of a Rulebook; a mapping as it is."""
    if rulebook is None or isinstance(rulebook, Mapping):
        return rulebook
    document: Mapping[str, Any] = rulebook.to_dict()
    return document


def exact(number: Union[int, float, Decimal]) -> Decimal:
    """Points of a report, exact: hundredths, whatever kind of number holds them.

    >>> exact(611.5), exact(-30), exact(0.1) + exact(0.2)
    (Decimal('611.50'), Decimal('-30.00'), Decimal('0.30'))
    """
    return (Decimal(round(number * 100)) / 100).quantize(Decimal("0.01"))


def signed(points: Decimal) -> str:
    """With its sign, as people read it.

    >>> signed(Decimal("12.50")), signed(Decimal("-30.00")), signed(Decimal("0.00"))
    ('+12.5', '−30', '0')
    """
    text = plain(abs(points))
    return text if points == 0 else ("+" if points > 0 else "−") + text


def plain(points: Decimal) -> str:
    """Without zeros at the end.

    >>> plain(Decimal("600.00")), plain(Decimal("-0.50"))
    ('600', '−0.5')
    """
    text = f"{abs(points):.2f}".rstrip("0").rstrip(".")
    return ("−" if points < 0 else "") + text
