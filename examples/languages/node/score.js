// Prints the SHA-256 of everyone's score: node score.js SUBJECTS.csv RECORDS.csv
'use strict';

const { createHash } = require('node:crypto');
const { Assessment, Case, Engine, Population, Rulebook } = require('./index');

if (process.argv.length !== 4) {
  console.error('usage: node score.js SUBJECTS.csv RECORDS.csv');
  process.exit(2);
}
const [subjects, records] = process.argv.slice(2);
const engine = new Engine(Rulebook.builtin());
const population = new Population(engine, subjects, records);
const facts = new Case(engine);
const assessment = new Assessment();
const digest = createHash('sha256');
for (let i = 0; i < population.size; ++i) {
  facts.take(population, i);
  assessment.assess(facts, '2026-02-28', { figuresOnly: true });
  const { eligible, score, tier } = assessment;
  digest.update(`${population.subjectId(i)},${eligible},${score ?? ''},${tier ?? ''}\n`);
}
console.log(digest.digest('hex'));
