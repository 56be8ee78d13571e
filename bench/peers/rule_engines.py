"""The peers that are engines for rules."""

import numpy

import workload
from peer import RECORD_COLUMNS, Peer, totals_of
from workload import ACTIVE, BASE, DISPUTED, HIGHEST, REPAIRED, REVOKED, T


class Zen(Peer):
    """A decision table that is looped over the records of 50 residents at a time. It
    gives rule and points of each record; the limits and bounds are NumPy's, which is
    faster than zen's own expressions. The records are dictionaries before the clock starts."""

    distribution = "zen-engine"

    at_a_time = 50

    def prepare(self):
        import zen

        self.decision = zen.ZenEngine().create_decision(self.graph())
        self.given = []
        for first, last in self.asked:
            for start in range(first, last, self.at_a_time):
                rows = self.rows(start, min(start + self.at_a_time, last))
                names = [n for n in RECORD_COLUMNS if n not in ("resident", "category")]
                records = [dict(zip(names, row)) for row in
                           zip(*(self.columns[n][rows].tolist() for n in names))]
                for record, category in zip(records, self.columns["category"][rows].tolist()):
                    record["category"] = self.book.categories[category]
                self.given.append((self.columns["resident"][rows], records))

    def worth(self, claim) -> tuple[str, str]:
        _, _, r, points, unit, most = claim
        when = f"occurred_on >= {self.book.valid_from[r]}"
        if points < 0:
            when += f" and not (status == {REPAIRED} and repaired_on <= {T})"
        worth = str(points)
        if unit:
            worth = f"floor(units / {unit}) * {points}"
            worth = f"min([{worth}, {most}])" if points > 0 else f"max([{worth}, {-most}])"
        return str(r), f"{when} ? {worth} : 0"

    def graph(self):
        import json

        inputs = ["category", "level", "status", "occurred_on"]
        outputs = ["rule", "points", "rule2", "points2"]
        none = {"rule": "0", "points": "0", "rule2": "0", "points2": "0"}
        rows = [dict(status=f"$ in [{DISPUTED}, {REVOKED}]", **none),
                dict(occurred_on=f"> {T}", **none)]
        for c, category in enumerate(self.book.categories):
            at = [[it for it in self.book.claims if it[:2] == (c, level)]
                  for level in range(workload.LEVELS)]
            for level in range(workload.LEVELS):  # levels of the same worth are one row
                same = [it[2:] for it in at[level]]
                if not same or level > 0 and same == [it[2:] for it in at[level - 1]]:
                    continue
                last = level
                while last + 1 < workload.LEVELS and [it[2:] for it in at[last + 1]] == same:
                    last += 1
                row = {"category": f'"{category}"', **none}
                if (level, last) != (0, workload.LEVELS - 1):
                    row["level"] = f"[{level}..{last}]"
                row["rule"], row["points"] = self.worth(at[level][0])
                if len(at[level]) > 1:
                    row["rule2"], row["points2"] = self.worth(at[level][1])
                rows.append(row)
        rows.append(dict(none))
        content = {
            "hitPolicy": "first", "executionMode": "loop", "inputField": "records",
            "outputPath": "claims", "passThrough": False,
            "inputs": [{"id": n, "name": n, "field": n} for n in inputs],
            "outputs": [{"id": n, "name": n, "field": n} for n in outputs],
            "rules": [{"_id": f"row{i}", **{n: row.get(n, "") for n in inputs + outputs}}
                      for i, row in enumerate(rows)]}
        return json.dumps({
            "contentType": "application/vnd.gorules.decision",
            "nodes": [{"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
                      {"id": "table", "type": "decisionTableNode", "name": "table",
                       "content": content, "position": {"x": 1, "y": 0}},
                      {"id": "out", "type": "outputNode", "name": "out",
                       "position": {"x": 2, "y": 0}}],
            "edges": [{"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
                      {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"}]})

    def run(self):
        residents, rules, points = [], [], []
        for resident, records in self.given:
            claims = self.decision.evaluate({"records": records})["result"]["claims"]
            residents += [resident, resident]
            rules += [[it["rule"] for it in claims], [it["rule2"] for it in claims]]
            points += [[it["points"] for it in claims], [it["points2"] for it in claims]]
        count = len(self.book.total)
        asked = numpy.concatenate([numpy.arange(*it) for it in self.asked])
        # Residents who were asked for, by their place among these.
        place = numpy.searchsorted(asked, numpy.concatenate(residents))
        sums = numpy.bincount(place * count + numpy.concatenate(rules).astype(numpy.int64),
                              numpy.concatenate(points).astype(float), len(asked) * count)
        self.result = numpy.full(self.residents, -1, numpy.int64)
        self.result[asked] = totals_of(sums.reshape(-1, count), self.book)

    def totals(self):
        return self.result


class OpenFisca(Peer):
    """A record is OpenFisca's person and a resident its group. Each rule is a variable of
    the record (what it is worth) and one of the resident (the sum within its limit).
    Built and filled before the clock starts; what is timed is the calculation."""

    distribution = "OpenFisca-Core"

    def prepare(self):
        from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

        self.period = periods.period("2026-02")
        record = entities.Entity("record", "records", "A record", "")
        resident = entities.GroupEntity("resident", "residents", "A resident", "",
                                        roles=[{"key": "fact", "plural": "facts"}])
        system = taxbenefitsystems.TaxBenefitSystem([record, resident])

        def add(name, entity, formula=None, kind=int):
            members = {"value_type": kind, "entity": entity,
                       "definition_period": periods.DateUnit.MONTH}
            if formula:
                members["formula"] = formula
            system.add_variable(type(name, (variables.Variable,), members))

        for name in RECORD_COLUMNS[1:]:
            add(name, record)
        add("live", record, lambda person, period: (person("occurred_on", period) <= T) * (
            (person("status", period) == ACTIVE) + (person("status", period) == REPAIRED)),
            kind=bool)
        add("eased", record, lambda person, period: (person("status", period) == REPAIRED) * (
            person("repaired_on", period) <= T), kind=bool)
        book = self.book
        for r in range(len(book.total)):
            add(f"worth_{r}", record, self.worth_formula(r))
            add(f"rule_{r}", resident, self.rule_formula(r))
        for d in range(len(book.lowest)):
            add(f"dimension_{d}", resident, self.dimension_formula(d))
        add("total", resident, lambda group, period: numpy.clip(
            BASE + sum(group(f"dimension_{d}", period) for d in range(len(book.lowest))),
            0, HIGHEST))
        self.system, self.simulations = system, simulations
        self.asked_residents = numpy.concatenate([numpy.arange(*it) for it in self.asked])
        rows = [self.rows(*it) for it in self.asked]
        self.rows_asked = {n: numpy.concatenate([self.columns[n][it] for it in rows])
                           for n in RECORD_COLUMNS}
        self.build()

    def worth_formula(self, r: int):
        mine = [it for it in self.book.claims if it[2] == r]
        _, _, _, points, unit, most = mine[0]
        claims = numpy.zeros(len(self.book.categories) * workload.LEVELS, bool)
        table = numpy.zeros(len(claims), numpy.int32)
        for c, level, _, worth, _, _ in mine:
            claims[c * workload.LEVELS + level] = True
            table[c * workload.LEVELS + level] = worth
        valid_from, deducts = self.book.valid_from[r], points < 0

        def formula(person, period):
            cell = person("category", period) * workload.LEVELS + person("level", period)
            counts = claims[cell] * person("live", period) * (
                person("occurred_on", period) >= valid_from)
            if deducts:
                counts = counts * ~person("eased", period)
            if unit:
                product = person("units", period) // unit * points
                return counts * numpy.clip(product, -most, most)
            return counts * table[cell]
        return formula

    def rule_formula(self, r: int):
        limit = self.book.total[r]

        def formula(group, period):
            worth = group.members(f"worth_{r}", period)
            # group.sum() leaves out the last residents where they have no record.
            sums = numpy.bincount(group.members_entity_id, worth, group.count)
            return numpy.clip(sums, -limit, limit)
        return formula

    def dimension_formula(self, d: int):
        rules = [r for r, it in enumerate(self.book.dimension) if it == d]
        low, high = self.book.lowest[d], self.book.highest[d]
        return lambda group, period: numpy.clip(
            sum(group(f"rule_{r}", period) for r in rules), low, high)

    def build(self):
        """A simulation keeps what it has calculated, so each run needs a new one."""
        builder = self.simulations.SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("record", numpy.arange(len(self.rows_asked["resident"])))
        group = builder.declare_entity("resident", self.asked_residents)
        places = numpy.searchsorted(self.asked_residents, self.rows_asked["resident"])
        builder.join_with_persons(group, self.asked_residents[places],
                                  numpy.array(["fact"] * len(places)))
        group.members_entity_id = places  # it takes residents without records for absent
        self.simulation = builder.build(self.system)
        for name in RECORD_COLUMNS[1:]:
            self.simulation.set_input(name, self.period,
                                      self.rows_asked[name].astype(numpy.int32))

    def run(self):
        self.answer = self.simulation.calculate("total", self.period)

    def totals(self):
        totals = numpy.full(self.residents, -1, numpy.int64)
        totals[self.asked_residents] = self.answer
        self.build()
        return totals
