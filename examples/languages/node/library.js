// The functions of libchengxin that index.js uses, declared for koffi, and the
// structs that they take. CHENGXIN_LIBRARY names the file; else the system finds it.
'use strict';

const koffi = require('koffi');

const library = koffi.load(process.env.CHENGXIN_LIBRARY || 'libchengxin.so.0');

for (const name of ['rulebook', 'engine', 'case', 'assessment', 'population']) {
  koffi.opaque(`cx_${name}`);
}
koffi.struct('cx_string', { data: 'const void *', size: 'size_t' });
const ErrorStruct = koffi.struct('cx_error', {
  struct_size: 'uint32_t', status: 'int32_t', line: 'uint32_t', column: 'uint32_t',
  code: 'char [64]', where: 'char [256]', message: 'char [768]',
});
const Attribute = koffi.struct('cx_attribute', {
  name: 'cx_string', type: 'int32_t', reserved: 'uint32_t', integer: 'int64_t',
  number: 'double', text: 'cx_string',
});
const Subject = koffi.struct('cx_subject', {
  struct_size: 'uint32_t', residency: 'int32_t', subject_id: 'cx_string', capacity: 'int32_t',
  birth_date: 'int32_t', enrolled_on: 'int32_t', reserved: 'uint32_t',
  attributes: 'const cx_attribute *', attribute_count: 'size_t',
});
const Record = koffi.struct('cx_record', {
  struct_size: 'uint32_t', origin: 'int32_t', record_id: 'cx_string', category: 'cx_string',
  provider: 'cx_string', matter: 'cx_string', status: 'int32_t', occurred_on: 'int32_t',
  expires_on: 'int32_t', repaired_on: 'int32_t', corrected_on: 'int32_t', service_on: 'int32_t',
  conduct_on: 'int32_t', reserved: 'uint32_t', attributes: 'const cx_attribute *',
  attribute_count: 'size_t',
});
const Reading = koffi.struct('cx_population_options', {
  struct_size: 'uint32_t', subjects_format: 'int32_t', records_format: 'int32_t',
  reserved: 'uint32_t', subjects_name: 'cx_string', records_name: 'cx_string',
  only_subject: 'cx_string', keep_bad_rows: 'uint64_t', progress: 'void *',
  progress_context: 'void *',
});

const functions = {};
for (const declaration of [
  'const char *cx_version()',
  'int32_t cx_abi_version()',
  'const char *cx_status_name(int32_t status)',
  'int32_t cx_rulebook_builtin(_Out_ cx_rulebook **out, void *err)',
  'int32_t cx_rulebook_load(const void *json, size_t size, _Out_ cx_rulebook **out, void *err)',
  'void cx_rulebook_free(cx_rulebook *rulebook)',
  'cx_string cx_rulebook_id(cx_rulebook *rulebook)',
  'cx_string cx_rulebook_fingerprint(cx_rulebook *rulebook)',
  'int32_t cx_engine_new(cx_rulebook *rulebook, _Out_ cx_engine **out, void *err)',
  'void cx_engine_free(cx_engine *engine)',
  'int32_t cx_case_new(cx_engine *engine, _Out_ cx_case **out, void *err)',
  'void cx_case_free(cx_case *facts)',
  'int32_t cx_case_set_subject(cx_case *facts, const cx_subject *subject, void *err)',
  'int32_t cx_case_add_records(cx_case *facts, const cx_record *records, size_t count, void *err)',
  'int32_t cx_case_take(cx_case *facts, cx_population *population, uint64_t index, void *err)',
  'int32_t cx_assessment_new(_Out_ cx_assessment **out, void *err)',
  'void cx_assessment_free(cx_assessment *assessment)',
  'int32_t cx_assess(cx_case *facts, int32_t day, uint32_t flags, cx_assessment *out, void *err)',
  'int32_t cx_assessment_eligible(cx_assessment *assessment)',
  'int64_t cx_assessment_score(cx_assessment *assessment)',
  'cx_string cx_assessment_tier(cx_assessment *assessment)',
  'int32_t cx_assessment_report(cx_assessment *assessment, int32_t format, int32_t language, ' +
    '_Out_ cx_string *out, void *err)',
  'int32_t cx_population_read(cx_engine *engine, const cx_population_options *options, ' +
    '_Out_ cx_population **out, void *err)',
  'void cx_population_free(cx_population *population)',
  'uint64_t cx_population_subjects(cx_population *population)',
  'uint64_t cx_population_bad_rows(cx_population *population)',
  'cx_string cx_population_subject_id(cx_population *population, uint64_t index)',
]) {
  const bound = library.func(declaration);
  functions[declaration.match(/cx_\w+(?=\()/)[0]] = bound;
}

module.exports = { koffi, functions, ErrorStruct, Attribute, Subject, Record, Reading };
