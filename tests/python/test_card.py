"""The card: what it shows is what the assessment says, escaped, nothing from elsewhere."""

import html
import html.parser
import re

import chengxin as cx
import residents

BOOK = cx.Rulebook.builtin()


class Reader(html.parser.HTMLParser):
    """The text, and the tags that are open; fails where one is closed that is not open."""

    def __init__(self, text):
        super().__init__()
        self.words, self.open, self.tags, self.attributes = [], [], set(), set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))


def test_score_tier_dimensions_reasons_and_changes():
    read = Reader(residents.assessment()._repr_html_())
    assert read.open == []
    for part in ("649", "一般 Fair", "2026-02-28", "基础信息 Basic information +30",
                 "守信正向 Good conduct +110", "失信违约 Breach of trust −125",
                 "信用修复 Repair +18", "用信行为 Use of credit +21",
                 "严重失信主体名单上限 Ceiling: serious lists −5",
                 "−120 市场监督管理严重违法失信名单 List of serious offenders in market regulation",
                 "满分 1000 · 至 2026-04-05 不变 out of 1000 · unchanged through 2026-04-05",
                 "2026-04-06 – 不文明行为（行政处罚） Uncivil act, by penalty decision · 计分期满 "
                 "has run its period [ 记录 record litter] 总分不变 no effect on the total",
                 "2027-01-01 −16 信用停车按期缴费",
                 BOOK.fingerprint[:12]):
        assert re.search(r"\s*".join(map(re.escape, part.split())), read.text), part


def test_what_is_shown_adds_up():
    shown = re.findall(r'class="row value"><span>.*?class="n[^"]*">([^<]+)</span></div>',
                       residents.assessment()._repr_html_())
    assert sum(float(it.replace("−", "-")) for it in shown) == 649


def test_without_a_score_the_reason_and_no_figure():
    a = BOOK.assess({"subject_id": "x", "residency": "none", "capacity": "full"}, [],
                    residents.DAY)
    read = Reader(a._repr_html_())
    assert "无诚信分" in read.text and "residency is not among those scored" in read.text
    assert "no date of birth" in read.text and "基础信息" not in read.text


def test_what_comes_from_outside_is_escaped():
    bad = '<script>"&\'</script>'
    document = BOOK.to_dict()
    for part in ("tiers", "dimensions", "rules", "ceilings"):
        for it in document[part]:
            it["title"] = {"zh": bad, "en": bad}
    document["id"] = "x"
    book = cx.Rulebook.load(document)
    records = [{**it, "record_id": it["record_id"] + bad} for it in residents.RECORDS]
    text = book.assess({**residents.LIN, "subject_id": bad}, records, residents.DAY)._repr_html_()
    read = Reader(text)
    assert "script" not in read.tags and read.open == []
    assert text.count(html.escape(bad)) > 10 and bad not in text
    assert not any(name.startswith("on") for name in read.attributes)


def test_nothing_is_fetched_and_no_style_reaches_outside():
    text = residents.assessment()._repr_html_()
    assert not re.search(r"https?:|url\(|@import|src=|href=", text)
    style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    for selector in re.findall(r"([^{}]+)\{", style):
        for one in selector.split(","):
            assert ".chengxin-card" in one or one.strip().startswith("@media"), one


def test_light_and_dark_have_the_contrast_that_reading_takes():
    """WCAG AA: 4.5 to 1 for text."""
    from chengxin import card
    for palette in (card._LIGHT, card._DARK):
        colour = dict(re.findall(r"--(\w+):(#\w{6})", palette))
        for name in ("ink", "soft", "gain", "loss"):
            assert contrast(colour[name], colour["paper"]) >= 4.5, (name, colour)


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_a_rulebook_that_ends_soon_and_one_that_has_no_later_day():
    document = BOOK.to_dict()
    for until in ("2026-04-10", residents.DAY):
        document["effective"]["until"] = until
        a = cx.Rulebook.load(document).assess(residents.LIN, residents.RECORDS, residents.DAY)
        read = Reader(a._repr_html_())
        assert ("2026-04-06" in read.text) == (until == "2026-04-10")
        assert "2026-09-06" not in read.text
