// A city's personal integrity score through libchengxin: classes over library.js.
// What has a close() holds memory of the library until it is closed; closing twice
// does nothing, and handles may be closed in any order. All texts are copies.
'use strict';

const { koffi, functions: cx, ErrorStruct, Attribute, Subject, Record, Reading } =
  require('./library');

const NO_DAY = 0x7fffffff;

/** What the library refuses: `status` by name, `code` for programs, `where`, `line`, `column`. */
class ChengxinError extends Error {
  constructor(raw) {
    super(raw.message);
    this.name = 'ChengxinError';
    this.status = cx.cx_status_name(raw.status);
    this.code = raw.code;
    this.where = raw.where;
    this.line = raw.line;
    this.column = raw.column;
  }
}

const why = Buffer.alloc(koffi.sizeof(ErrorStruct));

/** Calls a function whose last argument is the error, and throws where it fails. */
function call(name, ...given) {
  why.writeUInt32LE(why.length, 0);
  const status = cx[name](...given, why);
  if (status !== 0) throw new ChengxinError({ ...koffi.decode(why, ErrorStruct), status });
}

function made(name, ...given) {
  const out = [null];
  call(name, ...given, out);
  return out[0];
}

function copied({ data, size }) {
  const count = Number(size);
  if (count === 0) return '';
  return Buffer.from(koffi.decode(data, koffi.array('uint8_t', count, 'Typed'))).toString('utf8');
}

function text(of) {
  const data = Buffer.from(of ?? '', 'utf8');
  return { data: data.length === 0 ? null : data, size: data.length };
}

/** "YYYY-MM-DD" as days since 1970-01-01; nothing is no day. */
function day(of) {
  if (of === undefined || of === null) return NO_DAY;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(of) ? Date.parse(`${of}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) throw new RangeError(`not a day: ${of}`);
  return time / 86400000;
}

/** Integral numbers are integers; for a number that happens to be whole give { number: 2 }. */
function attribute(name, value) {
  const raw = { name: text(name), type: 0, reserved: 0, integer: 0, number: 0, text: text('') };
  if (typeof value === 'boolean') return { ...raw, type: 3, integer: value ? 1 : 0 };
  if (typeof value === 'string') return { ...raw, type: 2, text: text(value) };
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return { ...raw, integer: value };
  if (typeof value === 'number') return { ...raw, type: 1, number: value };
  if (value && typeof value.number === 'number') return { ...raw, type: 1, number: value.number };
  if (value && value.day !== undefined) return { ...raw, type: 4, integer: day(value.day) };
  throw new TypeError(`an attribute cannot be ${value}`);
}

function attributes(given = {}) {
  const all = Object.entries(given).map(([name, value]) => attribute(name, value));
  return { attributes: all.length === 0 ? null : all, attribute_count: all.length };
}

function constant(all, name, fallback) {
  const at = all.indexOf(name ?? fallback);
  if (at < 0) throw new RangeError(`not one of ${all.join(', ')}: ${name}`);
  return at;
}

/** A handle of the library's. */
class Handle {
  #handle;
  #free;
  constructor(handle, free) {
    this.#handle = handle;
    this.#free = free;
  }
  get handle() {
    if (this.#handle === null) throw new Error(`this ${this.constructor.name} is closed`);
    return this.#handle;
  }
  close() {
    if (this.#handle !== null) cx[this.#free](this.#handle);
    this.#handle = null;
  }
}

class Rulebook extends Handle {
  static builtin() {
    return new Rulebook(made('cx_rulebook_builtin'), 'cx_rulebook_free');
  }
  static load(json) {
    const { data, size } = text(json);
    return new Rulebook(made('cx_rulebook_load', data, size), 'cx_rulebook_free');
  }
  get id() { return copied(cx.cx_rulebook_id(this.handle)); }
  get fingerprint() { return copied(cx.cx_rulebook_fingerprint(this.handle)); }
}

class Engine extends Handle {
  constructor(rulebook) {
    super(made('cx_engine_new', rulebook.handle), 'cx_engine_free');
  }
}

class Population extends Handle {
  /** Reads two files (.csv or .jsonl). Bad rows are left out and counted. */
  constructor(engine, subjects, records) {
    const options = {
      struct_size: koffi.sizeof(Reading), subjects_format: 0, records_format: 0, reserved: 0,
      subjects_name: text(subjects), records_name: text(records), only_subject: text(''),
      keep_bad_rows: 0, progress: null, progress_context: null,
    };
    super(made('cx_population_read', engine.handle, options), 'cx_population_free');
  }
  get size() { return Number(cx.cx_population_subjects(this.handle)); }
  get badRows() { return Number(cx.cx_population_bad_rows(this.handle)); }
  subjectId(index) { return copied(cx.cx_population_subject_id(this.handle, index)); }
}

class Case extends Handle {
  constructor(engine) {
    super(made('cx_case_new', engine.handle), 'cx_case_free');
  }
  /** Begins a new resident: { id, residency, capacity, birthDate, enrolledOn, attributes }. */
  setSubject(subject) {
    call('cx_case_set_subject', this.handle, {
      struct_size: koffi.sizeof(Subject),
      residency: constant(['registered', 'habitual', 'none'], subject.residency, 'none'),
      subject_id: text(subject.id),
      capacity: constant(['full', 'limited', 'none'], subject.capacity, 'none'),
      birth_date: day(subject.birthDate), enrolled_on: day(subject.enrolledOn), reserved: 0,
      ...attributes(subject.attributes),
    });
  }
  /** Adds records in this order: all of them or, where one is refused, none. */
  addRecords(records) {
    const all = records.map((record) => ({
      struct_size: koffi.sizeof(Record),
      origin: constant(['platform', 'self_declared', 'usage'], record.origin, 'platform'),
      record_id: text(record.id), category: text(record.category),
      provider: text(record.provider), matter: text(record.matter),
      status: constant(['active', 'disputed', 'repaired', 'revoked'], record.status, 'active'),
      occurred_on: day(record.occurredOn), expires_on: day(record.expiresOn),
      repaired_on: day(record.repairedOn), corrected_on: day(record.correctedOn),
      service_on: day(record.serviceOn), conduct_on: day(record.conductOn), reserved: 0,
      ...attributes(record.attributes),
    }));
    call('cx_case_add_records', this.handle, all, all.length);
  }
  take(population, index) {
    call('cx_case_take', this.handle, population.handle, index);
  }
}

class Assessment extends Handle {
  constructor() {
    super(made('cx_assessment_new'), 'cx_assessment_free');
  }
  assess(facts, on, { figuresOnly = false } = {}) {
    call('cx_assess', facts.handle, day(on), figuresOnly ? 1 : 0, this.handle);
  }
  get eligible() { return cx.cx_assessment_eligible(this.handle) === 1; }
  /** In whole points; null where there is none. */
  get score() { return this.eligible ? Number(cx.cx_assessment_score(this.handle)) : null; }
  get tier() { return this.eligible ? copied(cx.cx_assessment_tier(this.handle)) : null; }
  report(format = 'text', language = 'zh') {
    const out = {};
    call('cx_assessment_report', this.handle, constant(['text', 'json', 'html'], format),
      constant(['zh', 'en'], language), out);
    return copied(out);
  }
}

if (cx.cx_abi_version() !== 1) throw new Error('this libchengxin is of another ABI');

module.exports = {
  Assessment, Case, ChengxinError, Engine, Population, Rulebook, version: cx.cx_version(),
};
