// One resident built from structs, and what happens when something is wrong.
'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { Assessment, Case, ChengxinError, Engine, Population, Rulebook } = require('./index');

const resident = {
  id: '居民-1', residency: 'registered', capacity: 'full', birthDate: '1990-04-01',
  enrolledOn: '2026-01-10',
};

test('the base is 600; 35 hours give 10 points', () => {
  const rulebook = Rulebook.builtin();
  assert.strictEqual(rulebook.id, 'sanming-trial');
  const engine = new Engine(rulebook);
  rulebook.close();
  const facts = new Case(engine);
  const assessment = new Assessment();
  facts.setSubject(resident);
  assessment.assess(facts, '2026-02-28');
  assert.deepStrictEqual([assessment.eligible, assessment.score], [true, 600]);
  facts.addRecords([{ id: 'r1', category: 'P-VOL-01', provider: 'youth-league',
    occurredOn: '2026-01-20', attributes: { hours: 35 } }]);
  assessment.assess(facts, '2026-02-28');
  assert.deepStrictEqual([assessment.score, assessment.tier], [610, 'fair']);
  assert.match(assessment.report('text', 'en'), /居民-1[\s\S]*610 of 1000/);
  assert.strictEqual(JSON.parse(assessment.report('json')).score, 610);
  facts.close();
  facts.close();
  assert.throws(() => facts.setSubject(resident), /closed/);
});

test('errors have a status, a code and a place', () => {
  const engine = new Engine(Rulebook.builtin());
  const facts = new Case(engine);
  assert.throws(() => facts.setSubject({}),
    (error) => error instanceof ChengxinError && error.status === 'CX_ERROR_INPUT' &&
      error.code !== '' && error.message !== '');
  assert.throws(() => Rulebook.load('{\n"id": }'), { status: 'CX_ERROR_RULEBOOK', line: 2 });
  assert.throws(() => new Population(engine, 'nowhere.csv', 'nowhere.csv'),
    { status: 'CX_ERROR_IO' });
  assert.throws(() => facts.setSubject({ ...resident, birthDate: '1990-4-1' }), RangeError);
});
