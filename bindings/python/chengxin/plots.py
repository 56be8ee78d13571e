"""Pictures (with matplotlib, the extra ``plots``): how a score adds up, how it goes on, how a
population is spread and how it moved.

Each takes ``language`` (``zh`` or ``en``) and ``axes`` to draw into, and gives the Axes. Gains
and losses differ in colour (Okabe and Ito's, told apart with every kind of colour vision), in
hatching and in sign. The data of each is a table: ``waterfall_table``, ``timeline_table``,
``distribution_table`` and ``migration_table``.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

from .fonts import families_for
from .labels import Labels, exact, plain, signed
from .population import distribution_table, migration_table
from .picture_tables import Row, report_and_labels, timeline_table, waterfall_table

__all__ = ["distribution", "distribution_table", "migration", "migration_table", "timeline",
           "timeline_table", "waterfall", "waterfall_table"]

BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"
ORANGE, SKY, BLACK, GREY = "#E69F00", "#56B4E9", "#222222", "#8a8a8a"
"""Okabe and Ito's palette."""

_LOOKS: Dict[str, Tuple[str, str]] = {
    "base": (GREY, ""), "total": (BLACK, ""), "gain": (BLUE, ""), "loss": (VERMILLION, "////"),
    "limit": (ORANGE, "...."), "bound": (ORANGE, "...."), "held": (ORANGE, "...."),
    "ceiling": (ORANGE, "xxxx"), "restored": (GREEN, "\\\\\\\\"),
}
_LONGEST_LIST = 12


def waterfall(assessment: Any, rulebook: Any = None, *, language: str = "zh",
              detail: str = "awards", axes: Any = None) -> Any:
    """How the total comes about: a bar for each step of ``waterfall_table``, from the base
    above to the total below."""
    with _style(language) as (language, families):
        report, labels = report_and_labels(assessment, rulebook, language)
        rows = waterfall_table(report, labels.document, language=language, detail=detail)
        lines = _with_headings(rows, report, labels)
        axes = axes or _axes(9.0, 1.3 + 0.31 * max(len(lines), 3))
        _entitle(axes, _title(labels, report), families)
        if not rows:
            reasons = [labels.word("because_" + it) for it in report["ineligible_because"]]
            axes.text(0.5, 0.5, "\n".join([labels.word("no_score"), *reasons]), ha="center",
                      va="center", transform=axes.transAxes)
            axes.set_axis_off()
            return _finished(axes, families)
        ends = [float(row[end]) for row in rows for end in ("before", "after")
                if row["kind"] not in ("base", "total")] or [float(rows[0]["after"])]
        span = max(max(ends) - min(ends), 40.0)
        left, right = max(min(ends) - 0.35 * span, 0.0), max(ends) + 0.22 * span
        _draw_steps(axes, lines, left, span)
        axes.set_xlim(left, right)
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.set_yticks(range(len(lines)), [line["label"] for line in lines],
                        parse_math=False)
        for tick, line in zip(axes.get_yticklabels(), lines):
            tick.set_fontweight("bold" if line["strong"] else "normal")
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x", color="#dddddd", linewidth=0.7)
        return _finished(axes, families)


def _with_headings(rows: Sequence[Row], report: Any, labels: Labels) -> List[Row]:
    """The rows as lines of the picture, with a heading before each dimension's."""
    values = {it["id"]: exact(it["value"]) for it in report["dimensions"]}
    lines: List[Row] = []
    last = None
    for row in rows:
        dimension = row["dimension"]
        if dimension is not None and dimension != last and row["kind"] != "dimension":
            lines.append({"kind": "heading", "strong": True, "after": row["before"],
                          "label": f"{labels.title('dimensions', dimension)}  "
                                   f"{signed(values[dimension])}"})
        last = dimension
        lines.append({**row, "strong": row["kind"] in ("base", "total"),
                      "label": _shortened(row["label"], labels.language)})
    return lines


def _draw_steps(axes: Any, lines: Sequence[Row], left: float, span: float) -> None:
    for place, line in enumerate(lines):
        after = float(line["after"])
        if place + 1 < len(lines):
            axes.plot([after, after], [place - 0.32, place + 1.32], color=BLACK, linewidth=0.7,
                      zorder=1)
        if line["kind"] == "heading":
            continue
        before = left if line["kind"] in ("base", "total") else float(line["before"])
        color, hatch = _LOOKS[_look(line)]
        axes.barh(place, after - before, left=before, height=0.62, color=color, hatch=hatch,
                  edgecolor="white", linewidth=0, zorder=2)
        whole = line["kind"] in ("base", "total")
        if whole and left > 0:  # the bar begins further left than the picture
            axes.text(left + 0.02 * span, place, "//", va="center", ha="left", color="white",
                      fontsize=11, fontweight="bold", zorder=3)
        text = plain(line["points"]) if whole else signed(line["points"])
        axes.text(max(before, after) + 0.012 * span, place, text, va="center", ha="left",
                  fontsize=9, fontweight="bold" if whole else "normal",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8}, zorder=3)


def _look(line: Row) -> str:
    kind = str(line["kind"])
    return kind if kind in _LOOKS else ("gain" if line["points"] >= 0 else "loss")


def _title(labels: Labels, report: Any) -> str:
    if not report["eligible"]:
        return f"{labels.word('waterfall')}  ({report['as_of']})"
    tier = labels.title("tiers", report["tier"])
    return f"{labels.word('waterfall')}：{report['score']} · {tier}  ({report['as_of']})" \
        if labels.language == "zh" else \
        f"{labels.word('waterfall')}: {report['score']}, {tier}  ({report['as_of']})"


def _shortened(text: str, language: str) -> str:
    most = 20 if language == "zh" else 40
    return text if len(text) <= most else text[:most - 1] + "…"


def timeline(timeline: Any, rulebook: Any = None, *, language: str = "zh",
             axes: Any = None) -> Any:
    """The total day by day, as steps; each change has a number and its causes below. Days
    without a score are hatched."""
    import matplotlib.dates
    with _style(language) as (language, families):
        book = rulebook if rulebook is not None else getattr(timeline, "rulebook", None)
        labels = Labels(book, language)
        rows = timeline_table(timeline, labels.document, language=language)
        texts = _change_list(rows, labels)
        axes = axes or _axes(9.0, 3.6 + 0.22 * len(texts))
        _entitle(axes, f"{labels.word('timeline')}  ({labels.word('total')})", families)
        _draw_tiers(axes, rows, labels)
        number = 0
        for place, row in enumerate(rows):
            start, end = (matplotlib.dates.date2num(row[it]) for it in ("start", "end"))
            if row["total"] is None:
                axes.axvspan(start, end + 1, facecolor="none", edgecolor=GREY, hatch="////",
                             linewidth=0)
            else:
                total = float(row["total"])
                axes.plot([start, end + 1], [total, total], color=BLUE, linewidth=2.4,
                          solid_capstyle="butt")
                if place and rows[place - 1]["total"] is not None:
                    axes.plot([start, start], [float(rows[place - 1]["total"]), total],
                              color=BLUE, linewidth=1.0)
            if place:
                number += 1
                if number <= _LONGEST_LIST:
                    _draw_number(axes, start, row, number)
        axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y-%m"))
        axes.xaxis.set_major_locator(matplotlib.dates.AutoDateLocator(maxticks=8))
        axes.set_xlim(rows[0]["start"], rows[-1]["end"])
        if texts:
            axes.annotate("\n".join(texts), (0, 0), (0, -30), xycoords="axes fraction",
                          textcoords="offset points", va="top", fontsize=9, linespacing=1.5)
        return _finished(axes, families)


def _draw_number(axes: Any, day: float, row: Row, number: int) -> None:
    rises = row["change"] is not None and row["change"] > 0
    falls = row["change"] is not None and row["change"] < 0
    total = float(row["total"]) if row["total"] is not None else sum(axes.get_ylim()) / 2
    axes.annotate(str(number), (day, total), (0, 12 if rises else -12), ha="center",
                  textcoords="offset points", va="center", fontsize=8, color="white",
                  bbox={"boxstyle": "circle,pad=0.25", "linewidth": 0,
                        "facecolor": BLUE if rises else VERMILLION if falls else "#666666"},
                  zorder=4)


def _change_list(rows: Sequence[Row], labels: Labels) -> List[str]:
    """A line for each change, and one more for each cause after the first."""
    lines = []
    for number, row in enumerate(rows[1:_LONGEST_LIST + 1], 1):
        points = labels.word("no_score") if row["total"] is None else \
            "" if row["change"] is None else signed(row["change"])
        first, *others = row["causes"] or [""]
        lines.append(f"{number:>2}  {row['start']}  {points}  {first}")
        lines += [f"            {cause}" for cause in others]
    if len(rows) - 1 > _LONGEST_LIST:
        lines.append(labels.word("more").format(len(rows) - 1 - _LONGEST_LIST))
    return lines


def _draw_tiers(axes: Any, rows: Sequence[Row], labels: Labels) -> None:
    """A line at the least score of each tier that is near, with the tier's title."""
    totals = [float(row["total"]) for row in rows if row["total"] is not None]
    if not totals:
        return
    room = max(0.35 * (max(totals) - min(totals)), 25.0)
    low, high = min(totals) - room, max(totals) + room
    axes.set_ylim(low, high)
    for tier in labels.document.get("tiers", []):
        if low < tier["min"] < high:
            axes.axhline(tier["min"], color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
            axes.annotate(f"{labels.title('tiers', tier['id'])} {tier['min']}", (1, tier["min"]),
                          (4, 0), xycoords=("axes fraction", "data"), fontsize=8.5,
                          textcoords="offset points", va="center", color="#555555")


def distribution(scores: Any, rulebook: Any = None, *, language: str = "zh",
                 figure: Any = None) -> Any:
    """How a population is spread, by tier and by 50 points: a Figure of two Axes. See
    ``distribution_table`` for what ``scores`` may be."""
    import matplotlib.pyplot
    from matplotlib.ticker import MaxNLocator
    with _style(language) as (language, families):
        labels = Labels(rulebook, language)
        table = distribution_table(scores, rulebook, language=language)
        figure = figure or matplotlib.pyplot.figure(figsize=(9.0, 3.9), layout="constrained")
        tiers, bands = figure.subplots(1, 2, width_ratios=[1, 1.45])
        residents = sum(row["residents"] for row in table if row["by"] == "tier")
        figure.suptitle(f"{labels.word('distribution')}  (n = {residents:,})", x=0.01, ha="left",
                        fontweight="bold")
        rows = [row for row in table if row["by"] == "tier"]
        tiers.barh(range(len(rows)), [row["residents"] for row in rows],
                   color=[BLUE if row["key"] is not None else "#d0d0d0" for row in rows],
                   hatch=["" if row["key"] is not None else "////" for row in rows],
                   edgecolor="white", linewidth=0)
        tiers.set_yticks(range(len(rows)), [row["label"] for row in rows], parse_math=False)
        for place, row in enumerate(rows):
            tiers.text(row["residents"], place, f" {row['residents']:,} · {row['share']:.1%}",
                       va="center", fontsize=9)
        tiers.invert_yaxis()
        tiers.margins(x=0.55)
        tiers.set_title(labels.word("by_tier"), loc="left", fontsize=10)
        tiers.tick_params(axis="y", length=0)
        rows = [row for row in table if row["by"] == "score"]
        bands.bar([row["key"] + 25 for row in rows], [row["residents"] for row in rows],
                  width=46, color=SKY, edgecolor=BLUE, linewidth=0.8)
        for tier in labels.document.get("tiers", []):
            if rows and rows[0]["key"] < tier["min"] < rows[-1]["key"] + 50:
                bands.axvline(tier["min"], color=VERMILLION, linewidth=0.9,
                              linestyle=(0, (4, 3)))
                bands.annotate(labels.title("tiers", tier["id"]), (tier["min"], 1), (3, -2),
                               xycoords=("data", "axes fraction"), va="top", fontsize=8.5,
                               textcoords="offset points", color="#555555")
        bands.margins(y=0.14)
        bands.set_title(labels.word("by_score"), loc="left", fontsize=10)
        bands.set_xlabel(labels.word("score"))
        bands.set_ylabel(labels.word("residents"), labelpad=8)
        for axes in (tiers, bands):
            number = (lambda value, _: f"{value:,.0f}")
            (axes.xaxis if axes is tiers else axes.yaxis).set_major_formatter(number)
            _finished(axes, families)
        tiers.xaxis.set_major_locator(MaxNLocator(3))
        figure.suptitle(figure.get_suptitle(), x=0.01, ha="left", fontweight="bold",
                        fontfamily=families)
        return figure


def migration(before: Any, after: Any, rulebook: Any = None, *, language: str = "zh",
              axes: Any = None) -> Any:
    """How many residents went from which tier to which. Each cell has the number and its share
    of those who were there; what stayed is framed. See ``migration_table``."""
    import numpy
    with _style(language) as (language, families):
        labels = Labels(rulebook, language)
        table = migration_table(before, after, rulebook, language=language)
        # By id and title: tiers may share a title, and None is two states.
        froms, tos = (list(dict.fromkeys((row[f"{side}_tier"], row[side]) for row in table))
                      for side in ("from", "to"))
        axes = axes or _axes(1.9 + 0.95 * len(tos), 1.5 + 0.55 * len(froms))
        shape = (len(froms), len(tos))
        counts = numpy.array([row["residents"] for row in table], int).reshape(shape)
        shares = numpy.array([row["share"] for row in table]).reshape(shape)
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.35, aspect="auto")
        for (i, j), count in numpy.ndenumerate(counts):
            if count:
                axes.text(j, i, f"{count:,}\n{shares[i, j]:.1%}", ha="center", va="center",
                          fontsize=8.5, color="white" if shares[i, j] > 0.75 else BLACK)
            if froms[i] == tos[j]:
                axes.add_patch(_frame(j, i))
        axes.set_xticks(range(len(tos)), [title for _, title in tos], parse_math=False)
        axes.set_yticks(range(len(froms)), [title for _, title in froms], parse_math=False)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlabel(labels.word("after"), fontfamily=families)
        axes.set_ylabel(labels.word("before"), fontfamily=families)
        _entitle(axes, labels.word("migration"), families)
        return _finished(axes, families)


def _frame(column: int, row: int) -> Any:
    from matplotlib.patches import Rectangle
    return Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=VERMILLION,
                     linewidth=1.6, clip_on=False, zorder=3)


class _style:
    """The style of all pictures, and a family that has the language's glyphs."""

    def __init__(self, language: str) -> None:
        import matplotlib
        self._language, self._families = families_for(language)
        self._context = matplotlib.rc_context({
            "font.family": self._families, "font.size": 10, "axes.spines.top": False,
            "axes.spines.right": False, "axes.edgecolor": "#666666", "hatch.linewidth": 0.8,
            "hatch.color": "white", "axes.titlesize": 12, "figure.dpi": 100,
            "text.parse_math": False,  # a dollar in an id or a title is one
            "savefig.bbox": "tight"})

    def __enter__(self) -> Tuple[str, List[str]]:
        self._context.__enter__()
        return self._language, self._families

    def __exit__(self, *failure: Any) -> None:
        import matplotlib
        interactive = matplotlib.is_interactive()  # a notebook turns it on with the first figure
        self._context.__exit__(*failure)
        matplotlib.interactive(interactive)


def _axes(width: float, height: float) -> Any:
    import matplotlib.pyplot
    return matplotlib.pyplot.subplots(figsize=(width, height), layout="constrained")[1]


def _entitle(axes: Any, title: str, families: List[str]) -> None:
    """The texts of axes that were given were made before the style: they are told it again."""
    axes.set_title(title, loc="left", fontweight="bold", pad=12, fontfamily=families,
                   parse_math=False)


def _finished(axes: Any, families: Optional[List[str]]) -> Any:
    """Ticks are made when the picture is drawn, after the style has gone: they get its font."""
    axes.tick_params(labelfontfamily=families)
    axes.set_axisbelow(True)
    return axes
