"""A font with Chinese for the pictures. Looks among those that matplotlib knows; fetches none."""

from __future__ import annotations

import functools
import warnings
from typing import List, Optional, Tuple

FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Noto Sans CJK JP", "Droid Sans Fallback", "Arial Unicode MS",
)
"""Families that have Chinese, the first that is there is taken. Debian: fonts-noto-cjk.
matplotlib before 3.11 sees of a collection the first face alone, which is Noto Sans CJK JP."""

LATIN = "DejaVu Sans"
"""matplotlib brings it along."""


class MissingFontWarning(UserWarning):
    """No font with Chinese was found: the labels are in English."""


@functools.lru_cache(maxsize=1)
def chinese_family() -> Optional[str]:
    """The family that Chinese is drawn with, or None. ``chinese_family.cache_clear()`` looks
    again, after a font was installed."""
    from matplotlib import font_manager
    known = set(font_manager.get_font_names())
    found = next((family for family in FAMILIES if family in known), None)
    if found is None:
        installed = _installed_since()
        found = next((family for family in FAMILIES if family in installed), None)
    return found


def _installed_since() -> List[str]:
    """Families that came after matplotlib wrote its list: they are added to it."""
    from matplotlib import font_manager
    for path in font_manager.findSystemFonts():
        if any(word in path.lower() for word in ("cjk", "han", "wqy", "hei", "ping")):
            try:
                font_manager.fontManager.addfont(path)
            except (OSError, RuntimeError):  # a font that FreeType cannot read
                continue
    return font_manager.get_font_names()


def families_for(language: str) -> Tuple[str, List[str]]:
    """The language that can be drawn and its families, the first that has a glyph draws it.

    ``language``: ``zh`` or ``en``. Without a font for Chinese ``zh`` becomes ``en``, with a
    MissingFontWarning.
    """
    if language not in ("zh", "en"):
        raise ValueError(f"expected the language zh or en, found {language!r}")
    family = chinese_family()
    if language == "en":  # a record's id may be Chinese all the same
        return "en", [LATIN] if family is None else [LATIN, family]
    if family is None:
        warnings.warn(
            "no font with Chinese was found, so the labels are in English; install one, as "
            "Debian's fonts-noto-cjk, and call chengxin.fonts.chinese_family.cache_clear()",
            MissingFontWarning, stacklevel=4)
        return "en", [LATIN]
    return "zh", [family, LATIN]
