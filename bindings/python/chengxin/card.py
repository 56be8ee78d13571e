"""The card of an assessment in a notebook: HTML of its own, without script or anything fetched,
in Chinese with English beside it, for light and dark pages. All that comes from facts or from a
rulebook is escaped."""

from __future__ import annotations

import datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, NamedTuple, Optional

from .errors import Error
from .labels import WORDS, exact, plain, signed

if TYPE_CHECKING:
    from .assessment import Assessment

_DARK = """--ink:#e8e6e3;--soft:#a8a5a0;--paper:#1d1f21;--line:#43474b;--track:#2c3033;
 --gain:#56b4e9;--loss:#f08a4b;--mark:#e8e6e3"""
_LIGHT = """--ink:#1b1b1b;--soft:#5c5c5c;--paper:#ffffff;--line:#d9d9d9;--track:#eeeeee;
 --gain:#0072b2;--loss:#c84e00;--mark:#1b1b1b"""
# Blue and vermilion are told apart with every kind of colour vision; a loss has its sign besides.

_STYLE = f"""<style>
.chengxin-card{{{_LIGHT};max-width:720px;box-sizing:border-box;border:1px solid var(--line);
 border-radius:10px;padding:18px 22px;background:var(--paper);color:var(--ink);
 font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",
 sans-serif}}
@media (prefers-color-scheme:dark){{.chengxin-card{{{_DARK}}}}}
[data-jp-theme-light="true"] .chengxin-card,.vscode-light .chengxin-card{{{_LIGHT}}}
[data-jp-theme-light="false"] .chengxin-card,.vscode-dark .chengxin-card{{{_DARK}}}
.chengxin-card .head{{display:flex;align-items:baseline;flex-wrap:wrap;gap:0 14px}}
.chengxin-card .score{{font-size:46px;font-weight:700;line-height:1.15;
 font-variant-numeric:tabular-nums}}
.chengxin-card .tier{{font-size:19px;font-weight:600}}
.chengxin-card .when{{margin-left:auto;text-align:right}}
.chengxin-card .en,.chengxin-card .soft{{color:var(--soft);font-size:12px;font-weight:400}}
.chengxin-card .cite{{color:var(--soft);font-size:11px;white-space:nowrap}}
.chengxin-card .cite .en{{font-size:11px}}
.chengxin-card .part{{margin:16px 0 4px;padding-top:10px;border-top:1px solid var(--line);
 font-weight:600}}
.chengxin-card .row{{display:grid;gap:0 12px;align-items:center;padding:2px 0}}
.chengxin-card .value{{grid-template-columns:15em 1fr 4.5em}}
.chengxin-card .reason{{grid-template-columns:4.5em 1fr}}
.chengxin-card .change{{grid-template-columns:6.5em 4.5em 1fr}}
.chengxin-card .n{{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}}
.chengxin-card .change,.chengxin-card .reason{{align-items:baseline}}
.chengxin-card .foot{{font-weight:400}}
.chengxin-card .loss{{color:var(--loss)}}.chengxin-card .gain{{color:var(--gain)}}
.chengxin-card .track{{position:relative;height:9px;border-radius:2px;background:var(--track)}}
.chengxin-card .track i{{position:absolute;top:0;bottom:0;border-radius:2px}}
.chengxin-card .track .up{{background:var(--gain)}}
.chengxin-card .track .down{{background:repeating-linear-gradient(135deg,var(--loss) 0 4px,
 color-mix(in srgb,var(--loss) 55%,var(--paper)) 4px 6px)}}
.chengxin-card .track .zero{{width:1px;top:-3px;bottom:-3px;background:var(--mark)}}
.chengxin-card .scale{{display:flex;gap:2px;margin-top:8px}}
.chengxin-card .scale span{{border-top:5px solid var(--line);padding-top:2px;font-size:11px;
 color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0}}
.chengxin-card .scale .own{{border-color:var(--gain);color:var(--ink);font-weight:600}}
.chengxin-card .pin{{position:relative;height:9px}}
.chengxin-card .pin b{{position:absolute;bottom:-9px;border:6px solid transparent;
 border-top:8px solid var(--mark);transform:translateX(-6px)}}
</style>"""

_LOOK_AHEAD_YEARS = 3
_MOST_CHANGES = 4


class _Change(NamedTuple):
    day: str
    points: Optional[Decimal]
    """None where there is no score on one side."""
    causes: List[str]


def card(a: Assessment) -> str:
    """The card as a fragment of HTML."""
    parts = [_STYLE, '<div class="chengxin-card">', _head(a)]
    if a.eligible:
        parts += [_scale(a), _dimensions(a), _reasons(a), _changes(a)]
    book = a.rulebook
    known = (f"{book.id} {book.version}", book.fingerprint[:12], a.subject_id)
    parts.append(f'<div class="part soft foot">{" · ".join(map(escape, known))}</div></div>')
    return "\n".join(parts)


def _head(a: Assessment) -> str:
    when = f'<span class="when soft">{_word("as_of")}<br>{a.as_of.isoformat()}</span>'
    if not a.eligible:
        why = "".join(f"<div>{_word('because_' + it)}</div>" for it in a.ineligible_because)
        return (f'<div class="head"><span class="tier">{_word("no_score")}</span>{when}</div>'
                f"{why}")
    zh, en = [f'满分 {a.rulebook.score["max"]}'], [f'out of {a.rulebook.score["max"]}']
    if a.total != a.score:
        zh.append(f"精确总分 {plain(exact(a.total or 0))}")
        en.append(f"exactly {plain(exact(a.total or 0))}")
    if a.stable_through is not None:
        zh.append(f"至 {a.stable_through.isoformat()} 不变")
        en.append(f"unchanged through {a.stable_through.isoformat()}")
    return (f'<div class="head"><span class="score">{a.score}</span>'
            f'<span class="tier">{_title(a, "tiers", a.tier)}</span>{when}</div>'
            f'<div>{" · ".join(zh)} <span class="en">{" · ".join(en)}</span></div>')


def _scale(a: Assessment) -> str:
    """The tiers from the lowest score to the highest, and where this one is."""
    least, most = a.rulebook.score["min"], a.rulebook.score["max"]
    tiers = sorted(a.rulebook.tiers, key=lambda it: it["min"])
    ends = [it["min"] for it in tiers[1:]] + [most]
    spans = []
    for tier, end in zip(tiers, ends):
        own = ' class="own"' if tier["id"] == a.tier else ""
        spans.append(f'<span{own} style="flex:{max(end - tier["min"], 1)} 1 0" '
                     f'title="{tier["min"]}">{tier["min"]} {escape(tier["title"]["zh"])}</span>')
    place = 100 * ((a.score or 0) - least) / (most - least or 1)
    return (f'<div class="pin"><b style="left:{place:.2f}%"></b></div>'
            f'<div class="scale">{"".join(spans)}</div>')


def _dimensions(a: Assessment) -> str:
    rows = [f'<div class="row value"><span>{_word("base")}</span><span></span>'
            f'<span class="n">{plain(a.base)}</span></div>']
    declared = {it["id"]: it for it in a.rulebook.dimensions}
    for it in a.dimensions:
        own = declared[it.id]
        rows.append(f'<div class="row value"><span>{_both(own["title"])}</span>'
                    f'{_bar(it.value, own["min"], own["max"])}{_points(it.value)}</div>')
    report = a.to_dict()
    ends = [(_word("held"), exact(report["held"]))]
    if report["ceiling"]:
        ends.append((_title(a, "ceilings", report["ceiling"]["id"]),
                     exact(report["ceiling"]["held"])))
    rows += [f'<div class="row value"><span>{name}</span><span></span>{_points(points)}</div>'
             for name, points in ends if points]
    return f'<div class="part">{_word("dimensions")}</div>{"".join(rows)}'


def _bar(value: Decimal, least: Any, most: Any) -> str:
    """A bar from 0, on the scale of the dimension's own bounds."""
    span = float(most) - float(least) or 1.0
    zero, length = -100 * float(least) / span, 100 * abs(float(value)) / span
    left = zero if value >= 0 else zero - length
    return (f'<span class="track" role="img" aria-label="{signed(value)}">'
            f'<i class="{"up" if value >= 0 else "down"}" '
            f'style="left:{left:.2f}%;width:{length:.2f}%"></i>'
            f'<i class="zero" style="left:{min(zero, 99.7):.2f}%"></i></span>')


def _reasons(a: Assessment) -> str:
    english = {(it.rule, it.records, it.points): it.title
               for it in a.reasons(keep=10_000, lang="en")}
    rows = []
    for it in a.reasons(lang="zh"):
        titles = {"zh": it.title, "en": english.get((it.rule, it.records, it.points), "")}
        rows.append(f'<div class="row reason">{_points(it.points)}<span>{_both(titles)} '
                    f'<span class="cite">[{escape(it.article)}]</span></span></div>')
    title = '主要原因 <span class="en">Top reasons</span>'
    return f'<div class="part">{title}</div>{"".join(rows) or _word("no_records")}'


def _changes(a: Assessment) -> str:
    title = '以后自己会变的 <span class="en">What will change, if nothing new happens</span>'
    rows = []
    for it in _next_changes(a)[:_MOST_CHANGES]:
        points, causes = '<span class="n">–</span>', it.causes
        if it.points is None:
            causes = [*causes, f'<span class="soft">{_word("no_score")}</span>']
        elif it.points:
            points = _points(it.points)
        else:
            causes = [*causes, f'<span class="soft">{_word("no_effect")}</span>']
        rows.append(f'<div class="row change"><span>{it.day}</span>{points}'
                    f'<span>{"<br>".join(causes)}</span></div>')
    nothing = '三年内不变 <span class="en">Nothing within three years</span>'
    return f'<div class="part">{title}</div>{"".join(rows) or nothing}'


def _next_changes(a: Assessment) -> List[_Change]:
    """What changes by itself in the next years, as far as the rulebook is in force."""
    end = datetime.date(a.as_of.year + _LOOK_AHEAD_YEARS, a.as_of.month, min(a.as_of.day, 28))
    until = a.rulebook.effective["until"]
    if until is not None:
        end = min(end, datetime.date.fromisoformat(until))
    try:
        segments = a.timeline(a.as_of, end).segments
    except Error:  # a day that the library does not take: the card says nothing of later days
        return []
    changes = []
    for before, after in zip(segments, segments[1:]):
        points = None
        if before["total"] is not None and after["total"] is not None:
            points = exact(after["total"]) - exact(before["total"])
        changes.append(_Change(after["from"], points, [_cause(a, it) for it in after["causes"]]))
    return changes


def _cause(a: Assessment, cause: Mapping[str, Any]) -> str:
    said = _word(cause["what"]) if cause["what"] in WORDS else escape(cause["what"])
    rule = cause.get("rule")
    if not rule:
        return said
    title = _title(a, "ceilings" if cause["what"] == "ceiling" else "rules", rule)
    record = cause.get("record")
    if not record:
        return f"{title} · {said}"
    return f'{title} · {said} <span class="cite">[{_word("record")} {escape(record)}]</span>'


def _points(points: Decimal) -> str:
    look = "gain" if points > 0 else "loss" if points < 0 else ""
    return f'<span class="n {look}">{signed(points)}</span>'


def _word(key: str) -> str:
    zh, en = WORDS[key]
    return _both({"zh": zh, "en": en})


def _both(titles: Mapping[str, str]) -> str:
    return f'{escape(titles.get("zh", ""))} <span class="en">{escape(titles.get("en", ""))}</span>'


def _title(a: Assessment, what: str, identity: Optional[str]) -> str:
    titles: Dict[str, Dict[str, str]] = {it["id"]: it["title"] for it in getattr(a.rulebook, what)}
    return _both(titles[identity]) if identity in titles else escape(identity or "")
