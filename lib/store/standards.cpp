// Finding the effective rulebook (see standards.hpp).
#include "store/standards.hpp"

#include <algorithm>
#include <limits>

#include "chengxin/io/rulebook.hpp"

namespace chengxin::storage {
namespace {

standard compile(std::int64_t entry, std::string_view json) {
  io::loaded_rulebook loaded = io::load_rulebook(json);
  if (!loaded.book) {
    fail("damaged", "the rulebook of entry " + std::to_string(entry) +
                        " is refused: " + loaded.findings.front().message);
  }
  result<engine> compiled = engine::compile(loaded.book);
  if (!compiled) {
    fail("damaged", "the rulebook of entry " + std::to_string(entry) +
                        " is refused: " + compiled.failure().message);
  }
  return {entry, std::move(*compiled)};
}

}  // namespace

void fail_not_effective(date day) {
  fail("not_effective", "no rulebook is effective on " + to_string(day));
}

standards::standards(database& on)
    : read_(on, "SELECT entry, json FROM rulebook WHERE entry > ? ORDER BY entry"),
      newest_entry_(on, "SELECT max(entry) FROM rulebook") {}

const standard& standards::builtin() {
  if (!builtin_) builtin_ = compile(0, io::builtin_rulebook_json());
  return *builtin_;
}

void standards::look() {
  const std::int64_t known = added_.empty() ? 0 : added_.back().entry;
  {
    const reset_after done(newest_entry_.bind());
    if (!newest_entry_.step() || newest_entry_.integer(0) == known) return;
  }
  const reset_after done(read_.bind(known));
  while (read_.step()) added_.push_back(compile(read_.integer(0), read_.text(1)));
}

std::vector<const standard*> standards::known_at(std::int64_t position) {
  std::vector<const standard*> known;
  for (const standard& it : added_) {
    if (it.entry <= position) known.push_back(&it);
  }
  if (known.empty()) known.push_back(&builtin());
  return known;
}

const standard* standards::find(date day, std::int64_t position) {
  const std::vector<const standard*> known = known_at(position);
  const auto found = std::find_if(known.rbegin(), known.rend(),
                                  [&](const standard* it) { return it->book().is_effective(day); });
  return found == known.rend() ? nullptr : *found;
}

const standard& standards::effective(date day, std::int64_t position) {
  const standard* const found = find(day, position);
  if (found == nullptr) fail_not_effective(day);
  return *found;
}

date standards::effective_through(date day, std::int64_t position) {
  const std::vector<const standard*> known = known_at(position);
  date last = for_ever;
  for (std::size_t i = known.size(); i-- > 0;) {
    const rulebook& book = known[i]->book();
    if (book.is_effective(day)) return std::min(last, book.effective_until.value_or(for_ever));
    // One added later takes over on its first day.
    if (book.effective_from > day) last = std::min(last, book.effective_from - 1);
  }
  return last;
}

const standard* standards::by_entry(std::int64_t entry) {
  if (entry == 0) return &builtin();
  const auto found = std::find_if(added_.begin(), added_.end(),
                                  [&](const standard& it) { return it.entry == entry; });
  return found == added_.end() ? nullptr : &*found;
}

const standard& standards::newest() {
  return added_.empty() ? builtin() : added_.back();
}

std::vector<std::string> standards::all_barred() {
  std::vector<std::string> all;
  for (const standard* it : known_at(std::numeric_limits<std::int64_t>::max())) {
    for (const barred_category& barred : it->book().barred) all.push_back(barred.category);
  }
  return all;
}

bool standards::bars(std::string_view category, date today) {
  constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
  for (const standard* it : known_at(all)) {
    if (it->engine.find_category(category) != barred_category_index) continue;
    // It governs some day from today on: one of the days on which a period begins will tell.
    const date first = std::max(today, it->book().effective_from);
    for (const standard* other : known_at(all)) {
      const date begin = std::max(first, other->book().effective_from);
      const date after = other->book().effective_until.value_or(for_ever - 1) + 1;
      for (const date day : {first, begin, std::max(first, after)}) {
        if (find(day, all) == it) return true;
      }
    }
  }
  return false;
}

}  // namespace chengxin::storage
