// Reading records ahead of the ledger (see incoming.hpp).
#include "store/incoming.hpp"

#include <algorithm>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "population/row_check.hpp"
#include "population/text_index.hpp"

namespace chengxin::storage {
namespace {

using io::rows::record_rows;
using io::rows::row_check;
using io::rows::row_reader;

// Large enough that a subject's records mostly come together, small enough that
// reading and writing go on side by side. The first are fewer, so that writing begins soon.
constexpr std::size_t fewest_at_once = 1U << 12U;
constexpr std::size_t most_at_once = 1U << 16U;

record_content content_of(const prepared_record& read, std::string_view attributes) {
  record_content made;
  made.record_id = read.record_id;
  made.category = read.category_id;
  made.provider = read.provider;
  made.matter = read.matter;
  made.occurred_on = read.occurred_on;
  made.expires_on = read.expires_on;
  made.repaired_on = read.repaired_on;
  std::copy(std::begin(read.steps), std::end(read.steps), made.steps);
  made.origin = read.origin;
  made.status = read.status;
  made.attributes = attributes;
  return made;
}

}  // namespace

void gather_attributes(const io::rows::row& row, std::vector<stored_attribute>& into) {
  into.clear();
  for (const io::rows::given_attribute& it : row.attributes) {
    if (it.value.what == io::rows::shape::absent) continue;
    into.push_back({it.name, it.value.what, it.value.text});
  }
}

incoming_reader::incoming_reader(const import_source& from, surroundings around)
    : from_(*from.from), around_(std::move(around)), digests_(around_.digest_by) {
  for (const category& declared : around_.reading_by->book().categories) {
    names_.add_list(declared.attributes);
  }
  auto opened = io::rows::open_rows(from_, from.format, progress_, record_rows::members, names_);
  if (!opened) throw failure{opened.failure()};
  reader_ = std::move(*opened);
}

void incoming_reader::refuse(incoming_chunk& into, std::string_view code, const std::string& reason,
                             std::size_t offset, bool shows_row) {
  ++into.bad;
  if (kept_bad_rows_ == around_.keep_bad_rows) return;
  ++kept_bad_rows_;
  into.bad_rows.push_back(io::rows::make_bad_row(from_, *reader_, code, reason, offset));
  if (!shows_row) into.bad_rows.back().row.clear();
}

// A row that could not be taken apart may be one of a barred category, or of one who was
// erased: then nothing of it is told but where it is.
void incoming_reader::refuse_unread(incoming_chunk& into) {
  const std::string_view text = reader_->text();
  const bool is_hidden =
      around_.holds_anything_back || text.find("\\u") != std::string_view::npos ||
      std::any_of(around_.barred.begin(), around_.barred.end(), [&](const std::string& category) {
        return text.find(category) != std::string_view::npos;
      });
  const io::rows::row_fault& fault = reader_->fault();
  if (!is_hidden) return refuse(into, fault.code, fault.reason, fault.offset);
  refuse(into, fault.code, std::string(unreadable), 0, false);
}

owner incoming_reader::owner_of(std::string_view subject_id) {
  if (subject_id != last_owner_id_ || last_owner_id_.empty()) {
    last_owner_ = around_.owner_of(subject_id);
    last_owner_id_ = subject_id;
  }
  return last_owner_;
}

bool incoming_reader::is_barred(std::string_view category) {
  const auto known = barred_.find(std::string(category));
  if (known != barred_.end()) return known->second;
  return barred_.emplace(category, around_.is_barred(category)).first->second;
}

void incoming_reader::take(const io::rows::row& row, incoming_chunk& into) {
  // Before anything else, so that nothing of such a row is told, not even what is
  // wrong with it.
  const std::string_view category = row.members[record_rows::category].text;
  if (!category.empty() && is_barred(category)) {
    ++into.barred;
    return;
  }
  row_check check(row, record_rows::members);
  const prepared_record read = record_rows::read(row, check);
  const std::string_view subject_id = row.members[record_rows::subject_id].text;
  const owner whose = subject_id.empty() ? owner{} : owner_of(subject_id);
  // Before what is wrong with it, so that nothing of what was erased is told again.
  if (whose.is_held_back ||
      (check.failed() && around_.is_purged(subject_id, row.members[record_rows::record_id].text))) {
    ++into.held_back;
    return;
  }
  if (!check.failed() && whose.key == 0) {
    check.refuse("unknown_subject", row.members[record_rows::subject_id].place,
                 "`subject_id` " + shown(subject_id) +
                     " is neither in the store nor among the subjects that could be read");
  }
  if (check.failed()) {
    const io::rows::finding& wrong = check.found();
    if (whose.key != 0 && around_.has_withdrawn(subject_id)) {
      return refuse(into, wrong.code, std::string(untakeable), 0, false);
    }
    return refuse(into, wrong.code, wrong.reason, reader_->offset_of(wrong.place));
  }
  gather_attributes(row, attributes_);
  packed_attributes_.clear();
  pack_attributes(packed_attributes_, attributes_);
  body_ = salts_.next();
  pack(body_, entry_kind::record, content_of(read, packed_attributes_));
  incoming_record& made = into.records.emplace_back();
  made.owner = whose.key;
  made.order = static_cast<std::uint32_t>(into.records.size());
  made.body = into.memory.keep(body_);
  made.digest = digests_.of_content(made.body);
  made.record_id = unpack_record(made.body.substr(salt_size)).record_id;
  made.id_hash = static_cast<std::uint32_t>(io::rows::text_index::hash_of(made.record_id));
}

std::unique_ptr<incoming_chunk> incoming_reader::next() {
  auto chunk = std::make_unique<incoming_chunk>();
  io::rows::row row;
  at_once_ = std::clamp(2 * at_once_, fewest_at_once, most_at_once);
  while (chunk->records.size() < at_once_) {
    switch (reader_->next(row)) {
      case row_reader::step::end: chunk->is_last = true; break;
      case row_reader::step::failed: throw failure{reader_->failure()};
      case row_reader::step::bad: refuse_unread(*chunk); continue;
      case row_reader::step::row: take(row, *chunk); continue;
    }
    break;
  }
  chunk->consumed = reader_->consumed();
  const auto before = [](const incoming_record& a, const incoming_record& b) {
    return a.owner != b.owner ? a.owner < b.owner : a.order < b.order;
  };
  if (!std::is_sorted(chunk->records.begin(), chunk->records.end(), before)) {
    std::sort(chunk->records.begin(), chunk->records.end(), before);
  }
  return chunk;
}

}  // namespace chengxin::storage
