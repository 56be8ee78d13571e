// Looking up by a statement that stays under way (see held_lookup.hpp).
#include "store/held_lookup.hpp"

namespace chengxin::storage {

bool held_lookup::find(std::string_view key) {
  wanted_.text = key;
  // From the first of its rows again after the last.
  if (!(runs_ && step()) && !step()) fail("damaged", "a table that is never empty is");
  return !statement_.is_null(0);
}

bool held_lookup::step() {
  if (!runs_) statement_.bind(&wanted_);
  runs_ = false;
  if (!statement_.step()) return false;
  runs_ = true;
  return true;
}

void held_lookup::stop() noexcept {
  statement_.reset();
  runs_ = false;
}

}  // namespace chengxin::storage
