// Keeping scores (see cache.hpp).
#include "store/cache.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace chengxin::storage {
namespace {

// Written so that no flipped byte makes 0, which is valid, of one of them.
constexpr std::int64_t stale_by_data = 32257;
constexpr std::int64_t stale_by_rulebook = 32258;
constexpr std::size_t seal_size = sizeof(std::uint32_t);

std::uint32_t seal_from(std::string_view bytes) noexcept {
  std::uint32_t seal = 0;
  for (std::size_t i = 0; i < seal_size; ++i) {
    seal |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return seal;
}

// Enough of a fingerprint to tell two rulebooks of one entry apart: the library's own
// is another in another release.
std::string_view start_of(std::string_view fingerprint) noexcept {
  return fingerprint.substr(0, 16);
}

// Adler-32 (RFC 1950) of texts that are too short for its sums to overflow.
class adler {
public:
  void add(std::string_view text) noexcept {
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
      add_eight(text.data());
    }
    for (const char c : text) {
      low_ += static_cast<unsigned char>(c);
      high_ += low_;
    }
  }
  [[nodiscard]] std::uint32_t finish() const noexcept {
    constexpr std::uint64_t base = 65521;
    return static_cast<std::uint32_t>(((high_ % base) << 16U) | (low_ % base));
  }

private:
  // Eight bytes at once, as two times four numbers of 16 bits. Each byte counts in `high_` as
  // often as there are bytes from it on: a product's top number is the sum of four with the
  // weights of the other factor, from its lowest number to the last byte's.
  void add_eight(const char* bytes) noexcept {
    std::uint64_t eight = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&eight, bytes, sizeof eight);
    } else {
      for (std::size_t i = 0; i < sizeof eight; ++i) {
        eight |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
      }
    }
    constexpr std::uint64_t every_other = 0x00FF00FF00FF00FFU;
    const std::uint64_t even = eight & every_other;
    const std::uint64_t odd = (eight >> 8U) & every_other;
    high_ +=
        8 * low_ + ((even * 0x0008000600040002U) >> 48U) + ((odd * 0x0007000500030001U) >> 48U);
    low_ += ((even + odd) * 0x0001000100010001U) >> 48U;
  }

  std::uint64_t low_ = 1;
  std::uint64_t high_ = 0;
};

// A flipped byte in a kept score would be a wrong answer; the seal makes it an error.
std::uint32_t seal_of(std::string_view subject_id, std::int64_t first_day, std::int64_t last_day,
                      std::string_view body) noexcept {
  char days[2 * sizeof(std::uint32_t)];
  for (std::size_t i = 0; i < sizeof(std::uint32_t); ++i) {
    days[2 * i] = static_cast<char>(static_cast<std::uint64_t>(first_day) >> (8 * i));
    days[2 * i + 1] = static_cast<char>(static_cast<std::uint64_t>(last_day) >> (8 * i));
  }
  adler seal;
  seal.add({days, sizeof days});
  seal.add(subject_id);
  seal.add(body);
  return seal.finish();
}

}  // namespace

score_cache::score_cache(session& on)
    : session_(on),
      find_(on.file(), "SELECT first_day, last_day, stale, body FROM score WHERE subject_id = ?"),
      // The rows of `setting` times themselves are more than a hundred: begun anew so seldom.
      find_held_(on.file(),
                 "SELECT s.first_day, s.last_day, s.stale, s.body FROM setting CROSS JOIN setting "
                 "CROSS JOIN setting LEFT JOIN score AS s ON s.subject_id = wanted_key(?1)"),
      keep_(on.file(),
            "INSERT INTO score (subject_id, subject, first_day, last_day, stale, body) "
            "VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (subject_id) DO UPDATE SET subject = "
            "excluded.subject, first_day = excluded.first_day, last_day = excluded.last_day, "
            "stale = 0, body = excluded.body"),
      forget_(on.file(), "DELETE FROM score WHERE subject_id = ?"),
      mark_(on.file(),
            "UPDATE score SET stale = 32258 WHERE stale = 0 AND last_day >= ? AND first_day <= ?") {
}
const kept_score* score_cache::find(std::string_view subject_id, date day) {
  miss why = miss::absent;
  const kept_score* const found = look(subject_id, day, why);
  ++counts_[found != nullptr ? 0 : 1 + static_cast<std::size_t>(why)];
  return found;
}

const kept_score* score_cache::peek(std::string_view subject_id, date day) {
  miss why = miss::absent;
  return look(subject_id, day, why);
}

const kept_score* score_cache::look(std::string_view subject_id, date day, miss& why) {
  why = miss::absent;
  if (session_.in_snapshot()) {
    session_.file().require_snapshot();
    return find_held_.find(subject_id) ? read(find_held_.row(), subject_id, day, why) : nullptr;
  }
  const reset_after done(find_.bind(subject_id));
  return find_.step() ? read(find_, subject_id, day, why) : nullptr;
}

const kept_score* score_cache::read(const statement& row, std::string_view subject_id, date day,
                                    miss& why) {
  const auto missed = [&why](miss because) {
    why = because;
    return nullptr;
  };
  const std::int64_t first_day = row.integer(0);
  const std::int64_t last_day = row.integer(1);
  const std::int64_t stale = row.integer(2);
  if (stale == stale_by_data) return missed(miss::newer_data);
  if (stale == stale_by_rulebook) return missed(miss::other_rulebook);
  if (day.days < first_day || day.days > last_day) return missed(miss::past_stable_through);
  const std::string_view sealed = row.bytes(3);
  if (!is_whole(subject_id, first_day, last_day, sealed)) {
    fail("damaged", "a cached score is not what was written");
  }
  unpacker from(sealed.substr(seal_size));
  const auto rulebook_entry = static_cast<std::int64_t>(from.number());
  static_cast<void>(from.number());  // the last fact it rests on
  const std::string_view fingerprint = from.text();
  const standard* by = session_.books().by_entry(rulebook_entry);
  if (by == nullptr) {  // another process added it
    session_.books().look();
    by = session_.books().by_entry(rulebook_entry);
  }
  // The built-in rulebook is that of the library, which may be a newer one.
  if (by == nullptr || start_of(by->book().fingerprint) != fingerprint)
    return missed(miss::other_rulebook);
  found_.by = by;
  found_.first_day = {static_cast<std::int32_t>(first_day)};
  found_.last_day = {static_cast<std::int32_t>(last_day)};
  score_figures& figures = found_.figures;
  figures.eligible = from.byte() != 0;
  figures.values.clear();
  if (!figures.eligible) return &found_;
  figures.score = from.integer();
  figures.total = {from.integer()};
  figures.tier = static_cast<std::uint32_t>(from.number());
  figures.values.resize(by->book().dimensions.size());
  if (figures.tier >= by->book().tiers.size() || figures.values.size() != from.number()) {
    fail("damaged", "a cached score is not what was written");
  }
  for (points& value : figures.values) value = {from.integer()};
  return &found_;
}

bool score_cache::is_whole(std::string_view subject_id, std::int64_t first_day,
                           std::int64_t last_day, std::string_view body) {
  return body.size() > seal_size &&
         seal_from(body) == seal_of(subject_id, first_day, last_day, body.substr(seal_size));
}

std::int64_t score_cache::last_fact_of(std::string_view body) {
  unpacker from(body.substr(std::min(seal_size, body.size())));
  static_cast<void>(from.number());
  return static_cast<std::int64_t>(from.number());
}

void score_cache::keep(std::string_view subject_id, std::int64_t subject, std::int64_t last_fact,
                       const kept_score& score) {
  body_.clear();
  pack(body_, subject_id, last_fact, score);
  keep_packed(subject_id, subject, score.first_day, score.last_day, body_);
}

void score_cache::pack(std::string& to, std::string_view subject_id, std::int64_t last_fact,
                       const kept_score& score) {
  const std::size_t begin = to.size();
  to.append(seal_size, '\0');
  packer body(to);
  body.number(static_cast<std::uint64_t>(score.by->entry));
  body.number(static_cast<std::uint64_t>(last_fact));
  body.text(start_of(score.by->book().fingerprint));
  body.byte(score.figures.eligible ? 1 : 0);
  if (score.figures.eligible) {
    body.integer(score.figures.score);
    body.integer(score.figures.total.cents);
    body.number(score.figures.tier);
    body.number(score.figures.values.size());
    for (const points value : score.figures.values) body.integer(value.cents);
  }
  const std::uint32_t seal = seal_of(subject_id, score.first_day.days, score.last_day.days,
                                     std::string_view(to).substr(begin + seal_size));
  for (std::size_t i = 0; i < seal_size; ++i) to[begin + i] = static_cast<char>(seal >> (8 * i));
}

void score_cache::keep_packed(std::string_view subject_id, std::int64_t subject, date first_day,
                              date last_day, std::string_view packed) {
  keep_.bind(subject_id, subject, first_day.days, last_day.days, blob{packed}).run();
}

void score_cache::forget(std::string_view subject_id) {
  forget_.bind(subject_id).run();
}

void score_cache::rulebook_added(const rulebook& book, bool is_first) {
  // The built-in one is none any more, on no day.
  if (is_first) mark_.bind(first_input_day.days, for_ever.days).run();
  mark_.bind(book.effective_from.days, book.effective_until.value_or(for_ever).days).run();
}

void score_cache::save_counts() {
  saved_ = {};
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    session_.count(cache_counter_names[i], static_cast<std::int64_t>(counts_[i]));
  }
  saved_ = std::exchange(counts_, {});
}

void score_cache::unsave_counts() noexcept {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += saved_[i];
  saved_ = {};
}

std::uint64_t score_cache::hits() {
  return static_cast<std::uint64_t>(session_.counted(cache_counter_names[0])) + counts_[0];
}

std::uint64_t score_cache::misses(miss why) {
  const std::size_t i = 1 + static_cast<std::size_t>(why);
  return static_cast<std::uint64_t>(session_.counted(cache_counter_names[i])) + counts_[i];
}

}  // namespace chengxin::storage
