// Tables as a producer in disorder gives them: the bytes choose columns, types, nulls,
// slices, dictionaries and values. Buffers are as long as the interface asks for and no
// longer, which is all that a producer is trusted for; the rest may be wrong.
#include <chengxin.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/arrow_c_data.h"
#include "fuzz_choices.hpp"

namespace {

#include "fuzz_columns_tables.hpp"

const cx_engine* engine_of(const char* json, std::size_t size) {
  cx_rulebook* book = nullptr;
  cx_engine* made = nullptr;
  if (cx_rulebook_load(json, size, &book, nullptr) != CX_OK ||
      cx_engine_new(book, &made, nullptr) != CX_OK) {
    std::abort();
  }
  cx_rulebook_free(book);
  return made;
}

// Reads every byte of a result's whole numbers.
void read_numbers(ArrowArrayStream& from) {
  ArrowSchema schema;
  ArrowArray chunk;
  if (from.get_schema(&from, &schema) != 0 || from.get_next(&from, &chunk) != 0) std::abort();
  if (chunk.release == nullptr) {  // without a record there are no details
    schema.release(&schema);
    from.release(&from);
    return;
  }
  for (std::int64_t c = 0; c < chunk.n_children; ++c) {
    const std::string_view format = schema.children[c]->format;
    if (format != "l" && format != "i") continue;
    const std::size_t width = format == "l" ? sizeof(std::int64_t) : sizeof(std::int32_t);
    const auto* const values = static_cast<const char*>(chunk.children[c]->buffers[1]);
    read(cx_string{values, static_cast<std::size_t>(chunk.length) * width});
  }
  chunk.release(&chunk);
  schema.release(&schema);
  from.release(&from);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const cx_engine* const engines[] = {engine_of(TEXT_OF(rulebook)),
                                             engine_of(TEXT_OF(plain_rulebook))};
  choices choose(data, size < 2000 ? size : 2000);
  const cx_engine* const engine = engines[choose.below(2)];
  made_table people(choose, subject_columns);
  made_table facts(choose, record_columns);
  ArrowArrayStream subjects = people.stream();
  ArrowArrayStream records = facts.stream();
  ArrowArrayStream out{};
  ArrowArrayStream details{};
  roomy<cx_score_options> how(CX_SCORE_OPTIONS_INIT, choose);
  how.it.day = choose.day();
  how.it.threads = choose.rarely() ? choose.number() % 4 : 1;
  how.it.with_stable_through = choose.number() % 2;
  const bool explains = choose.below(2) == 0;
  const cx_engine* const by = choose.rarely() ? nullptr : engine;
  const cx_status status =
      explains ? cx_explain_columns(by, &subjects, &records, &how.it, &out, &details, nullptr)
               : cx_score_columns(by, &subjects, &records, &how.it, &out, nullptr);
  if (status == CX_OK) {
    read_numbers(out);
    if (explains) read_numbers(details);
  } else if (out.release != nullptr || details.release != nullptr) {
    std::abort();
  }
  if (subjects.release != nullptr || records.release != nullptr) std::abort();
  return 0;
}
