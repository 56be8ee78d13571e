"""The pictures: their tables to the cent, their looks against pictures that people have looked at,
their Chinese glyph by glyph."""

import datetime
import pathlib
import re
import warnings
from decimal import Decimal

import matplotlib
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot  # noqa: E402 (Agg is chosen first)
import matplotlib.testing.compare  # noqa: E402 (Agg is chosen first)
from matplotlib.text import Text  # noqa: E402 (Agg is chosen first)

import chengxin as cx  # noqa: E402 (Agg is chosen first)
import residents  # noqa: E402 (Agg is chosen first)
from chengxin import fonts, plots, population  # noqa: E402 (Agg is chosen first)

BASELINES = pathlib.Path(__file__).parent / "baselines"
TOLERANCE = 6  # root mean square of 255; one point more in one award is 8

FEW = [("excellent", 900, 4), ("very_good", 790, 20), ("good", 700, 150), ("good", 660, 130),
       ("fair", 610, 80), ("to_improve", 430, 6), (None, None, 10)]
LATER = [("excellent", 900, 2), ("very_good", 790, 30), ("good", 700, 170), ("good", 660, 90),
         ("fair", 610, 97), ("to_improve", 430, 3), (None, None, 8)]


def run(rows):
    """Residents with tier and score, as many as the row says."""
    return [{"subject_id": f"s{place}", "tier": tier, "score": score, "total": score}
            for place, (tier, score) in enumerate(
                (tier, score) for tier, score, count in rows for _ in range(count))]


@pytest.fixture(scope="module")
def lin():
    return residents.assessment()


@pytest.fixture(scope="module")
def years(lin):
    return lin.timeline("2026-02-28", "2028-02-28")


@pytest.fixture(autouse=True)
def no_picture_stays():
    yield
    matplotlib.pyplot.close("all")


# ------------------------------------------------------------------------- tables

def test_waterfall_table_is_what_the_rulebook_gives_by_hand(lin):
    rows = [(row["kind"], row["rule"], row["record"], str(row["points"]), str(row["after"]))
            for row in plots.waterfall_table(lin)]
    assert rows == [
        ("base", None, None, "600.00", "600.00"),
        ("award", "B-ID-01", "id", "20.00", "620.00"),
        ("award", "B-AC-01", "check", "10.00", "630.00"),
        ("award", "P-HON-03", "honour", "25.00", "655.00"),
        ("award", "P-VOL-01", "volunteer", "20.00", "675.00"),  # 66 hours
        ("award", "P-BLD-01", "blood-1", "10.00", "685.00"),
        ("award", "P-BLD-01", "blood-2", "10.00", "695.00"),
        ("award", "P-DON-01", "donation", "5.00", "700.00"),
        ("award", "P-CLN-01", None, "40.00", "740.00"),
        ("award", "N-LST-MKT", "list", "-120.00", "620.00"),
        ("award", "N-UNC-01", "litter", "-5.00", "615.00"),
        ("restored", None, "list", "18.00", "633.00"),  # 15 % of 120
        ("award", "U-PRK-01", "parking", "11.00", "644.00"),
        ("award", "U-LIB-01", "library", "14.00", "658.00"),
        ("limit", "U-LIB-01", "library", "-4.00", "654.00"),  # 10 a year
        ("ceiling", "C-LST", "list", "-5.00", "649.00"),
        ("total", None, None, "649.00", "649.00")]


def test_each_step_begins_where_the_last_ended(lin):
    for detail in ("awards", "dimensions"):
        rows = plots.waterfall_table(lin, detail=detail)
        for before, after in zip(rows, rows[1:-1]):
            assert after["before"] == before["after"]
        assert sum(row["points"] for row in rows[:-1]) == rows[-1]["points"] == lin.total


def report(**members):
    """A report as the JSON has it, of one dimension and a third of a point."""
    return {"eligible": True, "ineligible_because": [], "as_of": "2026-02-28", "score": 600,
            "total": 600, "tier": "fair", "base": 600, "held": 0, "ceiling": None,
            "dimensions": [], **members}


def test_bounds_of_a_dimension_and_of_the_score_are_steps():
    rows = plots.waterfall_table(report(
        total=1000, held=-10.25, dimensions=[
            {"id": "basic", "raw": 50.25, "value": 40, "restored": [], "awards": [
                {"rule": "B-ID-01", "record": "r", "points": 50.25, "before_limits": 50.25,
                 "percent": 100}]},
            {"id": "usage", "raw": 370.25, "value": 370.25, "restored": [], "awards": [
                {"rule": "U-LIB-01", "record": "s", "points": 370.25}]}]))
    assert [(row["kind"], row["points"]) for row in rows] == [
        ("base", Decimal(600)), ("award", Decimal("50.25")), ("bound", Decimal("-10.25")),
        ("award", Decimal("370.25")), ("held", Decimal("-10.25")), ("total", Decimal(1000))]
    assert sum(row["points"] for row in rows[:-1]) == 1000


def test_cents_add_up_where_floating_point_does_not():
    awards = [{"rule": "x", "record": str(i), "points": 0.1} for i in range(3)]
    rows = plots.waterfall_table(report(total=600.3, dimensions=[
        {"id": "basic", "raw": 0.3, "value": 0.3, "restored": [], "awards": awards}]))
    assert rows[-1]["after"] == rows[-1]["points"] == Decimal("600.30")


def test_without_a_score_there_are_no_steps_and_the_picture_says_why():
    a = cx.Rulebook.builtin().assess({"subject_id": "x", "residency": "none", "capacity": "full"},
                                     [], residents.DAY)
    assert plots.waterfall_table(a) == []
    texts = " ".join(text.get_text() for text in a.plot_waterfall(language="en").texts)
    assert "No score" in texts and "residency" in texts and "date of birth" in texts


def test_timeline_table_has_days_changes_and_causes(years):
    rows = plots.timeline_table(years, language="en")
    assert rows[0]["start"] == datetime.date(2026, 2, 28) and rows[0]["change"] is None
    assert rows[0]["causes"] == [] and rows[-1]["end"] == datetime.date(2028, 2, 28)
    for before, after in zip(rows, rows[1:]):
        assert after["start"] == before["end"] + datetime.timedelta(1)
        assert after["change"] == after["total"] - before["total"]
    # N-UNC-01 counts for three months: through 2026-04-05; the ceiling of 649 still holds.
    assert rows[1]["start"] == datetime.date(2026, 4, 6) and rows[1]["change"] == 0
    assert rows[1]["causes"] == ["Uncivil act, by penalty decision: has run its period (litter)"]
    # The list counts for 36 months: through 2027-11-12. 120 less the 18 given back.
    freed = next(row for row in rows if row["start"] == datetime.date(2027, 11, 13))
    assert freed["change"] == 102 and len(freed["causes"]) == 2


def test_the_rulebook_s_titles_are_in_the_language_asked_for(lin):
    assert plots.waterfall_table(lin, language="zh")[1]["label"] == "实名认证通过"
    assert plots.waterfall_table(lin, language="en")[1]["label"] == "Real-name verification passed"
    with pytest.raises(ValueError, match="fr"):
        plots.waterfall(lin, language="fr")
    with pytest.raises(ValueError, match="rules"):
        plots.waterfall_table(lin, detail="rules")


# ------------------------------------------------------------------------ pictures

def pictures(lin, years, language):
    book = lin.rulebook
    yield "waterfall", lin.plot_waterfall(language=language).figure
    yield "waterfall_dimensions", plots.waterfall(lin, detail="dimensions",
                                                  language=language).figure
    yield "timeline", years.plot(language=language).figure
    yield "distribution", population.plot_distribution(run(FEW), book, language=language)
    yield "migration", population.plot_migration(run(FEW), run(LATER), book,
                                                 language=language).figure


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_look_as_they_did_when_they_were_looked_at(lin, years, language, tmp_path):
    different = []
    for name, figure in pictures(lin, years, language):
        file = f"{name}.{language}.png"
        figure.savefig(tmp_path / file, dpi=50, metadata={"Software": None})
        different.append(matplotlib.testing.compare.compare_images(
            str(BASELINES / file), str(tmp_path / file), tol=TOLERANCE))
    assert [it for it in different if it] == []


def test_another_picture_is_found_to_be_another(lin, tmp_path):
    document = lin.to_dict()
    document["dimensions"][0]["awards"][1]["points"] += 1  # and all that follows moves along
    document["dimensions"][0]["awards"][1]["before_limits"] += 1
    figure = plots.waterfall(document, lin.rulebook).figure
    figure.savefig(tmp_path / "other.png", dpi=50, metadata={"Software": None})
    assert "did not match" in str(matplotlib.testing.compare.compare_images(
        str(BASELINES / "waterfall.zh.png"), str(tmp_path / "other.png"), tol=TOLERANCE))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_glyph_is_missing(lin, years, language):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph that no family has
        for _, figure in pictures(lin, years, language):
            figure.canvas.draw()


def test_chinese_is_drawn_in_chinese(lin, years):
    assert fonts.chinese_family() is not None, "install a font with Chinese: fonts-noto-cjk"
    for name, figure in pictures(lin, years, "zh"):
        figure.canvas.draw()
        texts = [text for text in figure.findobj(Text) if re.search("[一-鿿]", text.get_text())]
        assert texts, name
        for text in texts:
            assert text.get_fontfamily()[0] == fonts.chinese_family(), (name, text.get_text())


def test_without_a_chinese_font_a_warning_and_english(lin, monkeypatch):
    monkeypatch.setattr(fonts, "FAMILIES", ("No Such Family",))
    fonts.chinese_family.cache_clear()
    try:
        with pytest.warns(fonts.MissingFontWarning, match="fonts-noto-cjk"):
            axes = lin.plot_waterfall()
        assert axes.get_title(loc="left").startswith("How the score adds up")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            axes.figure.canvas.draw()
    finally:
        monkeypatch.undo()
        fonts.chinese_family.cache_clear()


def test_gains_and_losses_differ_in_more_than_colour(lin):
    bars = {bar.get_hatch() for bar in lin.plot_waterfall().patches}
    assert {"", "////", "....", "xxxx", "\\\\\\\\"} <= {hatch or "" for hatch in bars}
    signs = {text.get_text()[0] for text in lin.plot_waterfall().texts}
    assert {"+", "−"} <= signs


DOLLARS = "$\\frac$ 100$ $"  # mathematics that cannot be read


def with_titles(title):
    """The built-in rulebook with each tier and rule called so."""
    document = cx.Rulebook.builtin().to_dict()
    for it in (*document["tiers"], *document["rules"]):
        it["title"] = {"zh": title, "en": title}
    return document


def test_a_dollar_is_a_dollar():
    document = with_titles(DOLLARS)
    a = cx.Rulebook.load(document).assess(
        residents.LIN, [{**it, "record_id": it["record_id"] + DOLLARS} for it in residents.RECORDS],
        residents.DAY)
    moved = run(FEW[:2] + [(DOLLARS, 500, 1)]), run(LATER[:2])
    years = a.timeline("2026-02-28", "2028-02-28")
    draws = (lambda axes: a.plot_waterfall(axes=axes), lambda axes: years.plot(axes=axes),
             lambda axes: population.plot_migration(*moved, document, axes=axes),
             lambda _: population.plot_distribution(moved[0], document))
    for draw in draws:
        for axes in (None, matplotlib.pyplot.figure().add_subplot()):
            drawn = draw(axes)
            figure = drawn.get_figure() or drawn
            figure.canvas.draw()
            assert any(DOLLARS in text.get_text() for text in figure.findobj(Text))


def test_no_glyph_is_missing_in_axes_that_are_given(lin, years):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for draw in (lin.plot_waterfall, years.plot,
                     lambda axes: population.plot_migration(run(FEW), run(LATER), axes=axes)):
            axes = matplotlib.pyplot.figure().add_subplot()
            draw(axes=axes).figure.canvas.draw()


def test_tiers_may_share_a_title():
    document = with_titles("Same")
    axes = population.plot_migration(run(FEW), run(LATER), document, language="en")
    titles = ["Same"] * 5 + ["No score", "Not in this run"]
    assert [it.get_text() for it in axes.get_xticklabels()] == titles[:6]
    assert [it.get_text() for it in axes.get_yticklabels()] == titles[:6]
    assert len(axes.patches) == 6  # what stayed is framed
    tiers = population.plot_distribution(run(FEW), document, language="en").axes[0]
    assert [bar.get_width() for bar in tiers.patches] == [4, 20, 280, 80, 6, 10]
    assert len({bar.get_y() for bar in tiers.patches}) == 6


def test_nobody_is_drawn():
    population.plot_distribution([], cx.Rulebook.builtin()).canvas.draw()
    population.plot_distribution([]).canvas.draw()
    population.plot_migration([], [], cx.Rulebook.builtin()).figure.canvas.draw()


def test_a_picture_goes_into_axes_that_are_given(lin):
    figure, axes = matplotlib.pyplot.subplots()
    assert lin.plot_waterfall(axes=axes) is axes
    assert matplotlib.pyplot.get_fignums() == [figure.number]
    assert "font.family" in matplotlib.rcParams and matplotlib.rcParams["font.family"] == \
        ["sans-serif"]


if __name__ == "__main__":  # draws the baselines anew: look at each before committing it
    BASELINES.mkdir(exist_ok=True)
    a = residents.assessment()
    for chosen in ("zh", "en"):
        for stem, drawn in pictures(a, a.timeline("2026-02-28", "2028-02-28"), chosen):
            drawn.savefig(BASELINES / f"{stem}.{chosen}.png", dpi=50, metadata={"Software": None})
