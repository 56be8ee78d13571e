"""What all peers have: the columns, the rulebook with its conditions solved, and whom they
are asked to score."""

import importlib.metadata

import numpy

import workload
from workload import BASE, HIGHEST

RECORD_COLUMNS = ["resident", "category", "level", "units", "occurred_on", "status", "repaired_on"]


def totals_of(sums: numpy.ndarray, book: workload.Rulebook) -> numpy.ndarray:
    """From the sum of each (resident, rule) to the totals: limits and bounds."""
    limits = numpy.array(book.total, sums.dtype)
    numpy.clip(sums, -limits, limits, out=sums)
    starts = numpy.searchsorted(book.dimension, range(len(book.lowest)))
    values = numpy.add.reduceat(sums, starts, axis=1)
    numpy.clip(values, book.lowest, book.highest, out=values)
    return numpy.clip(BASE + values.sum(axis=1), 0, HIGHEST).astype(numpy.int64)


class Peer:
    distribution = ""  # whose version is told

    def __init__(self, columns, book, threads: int, residents: int):
        self.columns = columns
        self.book = book
        self.threads = threads
        self.residents = len(columns["birth_date"])
        runs = max(1, min(residents, self.residents) // 1000)
        self.asked = [(self.residents // runs * n,
                       self.residents // runs * n + min(1000, self.residents // runs))
                      for n in range(runs)]
        if residents >= self.residents:
            self.asked = [(0, self.residents)]
        self.prepare()

    def rows(self, first: int, last: int) -> slice:
        """The records of the residents from `first` to before `last`."""
        return slice(*numpy.searchsorted(self.columns["resident"],
                                         numpy.array([first, last], numpy.int32)))

    def spread(self, resident, total) -> numpy.ndarray:
        """The answer of a query in the order of residents; who has no claim is at the base."""
        totals = numpy.full(self.residents, BASE, numpy.int64)
        totals[resident] = total
        return totals

    def version(self) -> str:
        return importlib.metadata.version(self.distribution)

    def prepare(self): ...
    def run(self): ...  # what is timed
    def totals(self) -> numpy.ndarray: ...  # of the last run
