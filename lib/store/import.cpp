// Importing rows: subjects first, then records, while the next records are being
// read (see import.hpp).
#include "store/import.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_set>

#include "population/subject_rows.hpp"
#include "store/incoming.hpp"

namespace chengxin::storage {
namespace {

using io::rows::row_reader;
using io::rows::subject_rows;

// Above so many bytes of records, a second thread reads them.
constexpr std::uint64_t worth_a_thread = 1U << 20U;

/// The next chunk, read by another thread while the last one is being written.
class read_ahead {
public:
  explicit read_ahead(incoming_reader& from) : thread_([this, &from] { read(from); }) {}
  ~read_ahead() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  read_ahead(const read_ahead&) = delete;
  read_ahead& operator=(const read_ahead&) = delete;

  [[nodiscard]] std::unique_ptr<incoming_chunk> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ready_ || failed_; });
    if (!ready_) std::rethrow_exception(failed_);
    std::unique_ptr<incoming_chunk> given = std::move(ready_);
    changed_.notify_all();
    return given;
  }

private:
  void read(incoming_reader& from) noexcept {
    for (bool is_last = false; !is_last;) {
      std::unique_ptr<incoming_chunk> chunk;
      std::exception_ptr failed;
      try {
        chunk = from.next();
        is_last = chunk->is_last;
      } catch (...) {
        failed = std::current_exception();
        is_last = true;
      }
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !ready_ || is_over_; });
      if (is_over_) return;
      ready_ = std::move(chunk);
      failed_ = failed;
      changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<incoming_chunk> ready_;
  std::exception_ptr failed_;
  bool is_over_ = false;
  std::thread thread_;
};

/// Who owns records, by subject_id. Borrows the ids.
class known_owners {
public:
  void add(std::string_view subject_id, owner who) {
    index_.add(subject_id);
    owners_.push_back(who);
  }
  [[nodiscard]] const owner* find(std::string_view subject_id) const noexcept {
    const std::uint32_t found = index_.find(subject_id);
    return found == io::rows::text_index::none ? nullptr : &owners_[found];
  }

private:
  io::rows::text_index index_;
  std::vector<owner> owners_;
};

class importer {
public:
  importer(session& on, const import_options& options)
      : session_(on),
        options_(options),
        whole_(on.file(), transaction::kind::write),
        entries_(on.begin_entries(options.at)),
        writer_(on, entries_, told_) {
    session_.books().look();
    const standard* const today = session_.books().find(session_.today(), entries_.last());
    reading_by_ = today != nullptr ? today : &session_.books().newest();
  }

  import_summary import(const import_source& subjects, const import_source& records) {
    total_ = size_of(subjects) + size_of(records);
    if (subjects.from != nullptr) import_subjects(subjects);
    if (records.from != nullptr) import_records(records);
    if (told_.bad > 0 && options_.refuse_bad_rows) {
      told_.added = false;
      return std::move(told_);
    }
    session_.count("subjects", static_cast<std::int64_t>(told_.subjects_new));
    session_.count("records", static_cast<std::int64_t>(told_.records_new));
    session_.count("versions",
                   static_cast<std::int64_t>(told_.subjects_new + told_.subjects_changed +
                                             told_.records_new + told_.records_changed));
    whole_.commit();
    return std::move(told_);
  }

private:
  [[nodiscard]] static std::uint64_t size_of(const import_source& it) {
    return it.from == nullptr ? 0 : it.from->size();
  }

  void tell(std::uint64_t done) const {
    if (options_.progress && !options_.progress(done, total_)) {
      fail("stopped", "the import was asked to stop");
    }
  }

  void keep_bad_row(io::bad_row&& row) {
    if (told_.bad_rows.size() < options_.keep_bad_rows) told_.bad_rows.push_back(std::move(row));
  }

  struct new_subject {
    std::string_view subject_id;
    std::string_view content;
  };

  void import_subjects(const import_source& from) {
    io::rows::reading progress;
    subject_rows taker(reading_by_->engine, memory_, subjects_);
    auto opened = io::rows::open_rows(*from.from, from.format, progress, subject_rows::members,
                                      taker.names());
    if (!opened) throw failure{opened.failure()};
    row_reader& reader = **opened;
    std::vector<new_subject> read;
    std::vector<stored_attribute> attributes;
    io::rows::row row;
    const bool holds_anything_back = session_.holds_anything_back();
    const auto refuse = [&](std::string_view code, std::string_view reason, std::size_t offset,
                            bool shows_row) {
      ++told_.bad;
      io::bad_row bad = io::rows::make_bad_row(*from.from, reader, code, reason, offset);
      if (!shows_row) bad.row.clear();
      keep_bad_row(std::move(bad));
    };
    for (row_reader::step step = reader.next(row); step != row_reader::step::end;
         step = reader.next(row)) {
      if (step == row_reader::step::failed) throw failure{reader.failure()};
      if (step == row_reader::step::bad) {
        if (holds_anything_back) {  // it may be of one who was erased
          refuse(reader.fault().code, unreadable, 0, false);
        } else {
          refuse(reader.fault().code, reader.fault().reason, reader.fault().offset, true);
        }
        continue;
      }
      const io::rows::finding wrong = taker.take(row);
      if (!wrong.code.empty()) {
        const std::string_view subject_id = row.members[subject_rows::subject_id].text;
        const std::optional<subject_row> known = session_.find(subject_id);
        if (!known && writer_.is_held_back(subject_id)) {
          ++told_.held_back;
        } else if (known && known->withdrawn) {
          refuse(wrong.code, untakeable, 0, false);
        } else {
          refuse(wrong.code, wrong.reason, reader.offset_of(wrong.place), true);
        }
        continue;
      }
      const prepared_subject& good = subjects_.subjects.back();
      gather_attributes(row, attributes);
      read.push_back({good.subject_id, pack_subject(good, attributes)});
      if (read.size() % 65536 == 0) tell(reader.consumed());
    }
    done_ = reader.consumed();
    // Those who are new get their numbers in the order of their ids, so that
    // people, facts and scores lie in one order.
    std::stable_sort(read.begin(), read.end(), [](const new_subject& a, const new_subject& b) {
      return a.subject_id < b.subject_id;
    });
    for (const new_subject& it : read) put(it);
  }

  [[nodiscard]] std::string_view pack_subject(const prepared_subject& it,
                                              std::vector<stored_attribute>& attributes) {
    std::string packed_attributes;
    pack_attributes(packed_attributes, attributes);
    subject_content content;
    content.subject_id = it.subject_id;
    content.birth_date = it.birth_date;
    content.enrolled_on = it.enrolled_on;
    content.residency = it.residency;
    content.capacity = it.capacity;
    content.attributes = packed_attributes;
    std::string packed;
    pack(packed, content);
    return memory_.keep(packed);
  }

  void put(const new_subject& it) {
    if (writer_.key_before(it.subject_id) == 0 && writer_.is_held_back(it.subject_id)) {
      ++told_.held_back;
      owners_.add(it.subject_id, {0, true});
      return;
    }
    owners_.add(it.subject_id, {writer_.put_subject(it.subject_id, it.content), false});
  }

  [[nodiscard]] owner look_up(std::string_view subject_id) {
    if (const owner* const known = owners_.find(subject_id)) return *known;
    const std::int64_t key = writer_.key_of(subject_id);
    return {key, key == 0 && writer_.is_held_back(subject_id)};
  }

  // What a second thread needs to know of owners, since the file is not for it.
  void learn_all_owners() {
    statement before(session_.file(),
                     "SELECT key, subject_id, withdrawn FROM subject WHERE subject_id NOTNULL AND "
                     "key < ?");
    for (before.bind(writer_.first_new_key()); before.step();) {
      if (before.integer(2) != 0) withdrawn_.emplace(before.text(1));
      if (!owners_.find(before.text(1))) {
        owners_.add(memory_.keep(before.text(1)), {before.integer(0), false});
      }
    }
    statement held(session_.file(), "SELECT digest FROM held_back");
    for (held.bind(); held.step();) held_back_.emplace(held.bytes(0));
  }

  [[nodiscard]] owner look_up_in_memory(std::string_view subject_id) const {
    if (const owner* const known = owners_.find(subject_id)) return *known;
    if (held_back_.empty()) return {};
    const digest_value mark = session_.mark_of_subject(subject_id);
    return {0, held_back_.find(std::string(view(mark))) != held_back_.end()};
  }

  [[nodiscard]] bool is_purged(std::string_view subject_id, std::string_view record_id,
                               bool in_memory) {
    if (in_memory && held_back_.empty()) return false;
    const digest_value mark = session_.mark_of_record(subject_id, record_id);
    return in_memory ? held_back_.find(std::string(view(mark))) != held_back_.end()
                     : session_.is_held_back(mark);
  }

  [[nodiscard]] bool has_withdrawn(std::string_view subject_id, bool in_memory) {
    if (in_memory) return withdrawn_.find(std::string(subject_id)) != withdrawn_.end();
    const std::optional<subject_row> known = session_.find(subject_id);
    return known && known->withdrawn;
  }

  void import_records(const import_source& from) {
    const std::uint64_t size = from.from->size();
    const bool ahead = size == 0 || size >= worth_a_thread;
    if (ahead) learn_all_owners();
    // Asked before the second thread begins: it must not touch what compiles rulebooks.
    const date today = session_.today();
    incoming_reader::surroundings around;
    around.reading_by = &reading_by_->engine;
    around.owner_of = [this, ahead](std::string_view id) {
      return ahead ? look_up_in_memory(id) : look_up(id);
    };
    around.is_purged = [this, ahead](std::string_view subject_id, std::string_view record_id) {
      return is_purged(subject_id, record_id, ahead);
    };
    around.has_withdrawn = [this, ahead](std::string_view id) { return has_withdrawn(id, ahead); };
    around.holds_anything_back = session_.holds_anything_back();
    around.is_barred = [this, today](std::string_view category) {
      return session_.books().bars(category, today);
    };
    around.barred = session_.books().all_barred();
    around.digest_by = session_.entries().algorithm();
    around.keep_bad_rows = options_.keep_bad_rows - told_.bad_rows.size();
    incoming_reader reader(from, std::move(around));
    std::optional<read_ahead> chunks;
    try {
      if (ahead) chunks.emplace(reader);
    } catch (const std::system_error&) {
      // No thread is to be had: one after the other, then.
    }
    write_all([&] { return chunks ? chunks->next() : reader.next(); });
  }

  template <class Next>
  void write_all(const Next& next) {
    for (bool is_last = false; !is_last;) {
      const std::unique_ptr<incoming_chunk> chunk = next();
      is_last = chunk->is_last;
      told_.bad += chunk->bad;
      told_.barred += chunk->barred;
      told_.held_back += chunk->held_back;
      for (io::bad_row& row : chunk->bad_rows) keep_bad_row(std::move(row));
      // Nothing will be added: what is still to come is only read for what is bad in it.
      if (told_.bad == 0 || !options_.refuse_bad_rows) writer_.put_records(chunk->records);
      tell(done_ + chunk->consumed);
    }
  }

  session& session_;
  const import_options& options_;
  transaction whole_;
  ledger_writer entries_;
  import_summary told_;
  fact_writer writer_;
  const standard* reading_by_ = nullptr;
  io::rows::fact_memory memory_;
  io::rows::subject_list subjects_;
  known_owners owners_;
  std::unordered_set<std::string> held_back_;
  std::unordered_set<std::string> withdrawn_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

import_summary import_rows(session& on, const import_source& subjects, const import_source& records,
                           const import_options& options) {
  on.require_writing();
  return importer(on, options).import(subjects, records);
}

}  // namespace chengxin::storage
