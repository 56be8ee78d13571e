"""The bar of long work: on a terminal or in a notebook, after a second, and nowhere else."""

from __future__ import annotations

import sys
import time
import warnings
from typing import Any, Callable, Optional, Tuple

Tell = Callable[[int, int], Optional[bool]]


def _is_watched() -> bool:
    """Whether somebody looks: a terminal, or the kernel of a notebook."""
    if "ipykernel" in sys.modules:
        return True
    return sys.stderr is not None and sys.stderr.isatty()


class Bar:
    """A tqdm bar that appears when the work has taken a second. Use as a context."""

    def __init__(self, what: str, unit: str) -> None:
        self._what, self._unit = what, unit
        self._bar: Any = None
        self._began = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._began < 1:
                return
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a notebook that can draw text alone
                from tqdm.auto import tqdm
            self._bar = tqdm(total=total or None, desc=self._what, unit=self._unit,
                             unit_scale=True, leave=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def teller(progress: Any, what: str, unit: str) -> Tuple[Optional[Tell], Callable[[], None]]:
    """The function to tell, if any, and what to call at the end."""
    if callable(progress):
        return progress, lambda: None
    if progress is False or not _is_watched():
        return None, lambda: None
    try:
        import tqdm  # noqa: F401 (whether it is there)
    except ImportError:
        return None, lambda: None
    bar = Bar(what, unit)
    return bar, bar.close
