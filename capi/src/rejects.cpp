// The rows that could not be used, as a CSV file (SPECIFICATION section 7).
// Never decides what is a bad row, nor how one is written.
#include "internal.hpp"

using namespace chengxin::capi;

cx_bad_row chengxin::capi::lend_bad_row(const io::bad_row& row) noexcept {
  cx_bad_row full = CX_BAD_ROW_INIT;
  full.column = row.column;
  full.line = row.line;
  full.file = lend(row.file);
  full.code = lend(row.code);
  full.reason = lend(row.reason);
  full.row = lend(row.row);
  return full;
}

cx_status cx_population_rejects_csv(const cx_population* population, cx_buffer* out,
                                    cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || out == nullptr) return misuse(err, "population or out is NULL");
    *out = make_buffer(chengxin::io::rejects_csv(population->content->bad_rows()));
    return CX_OK;
  });
}
