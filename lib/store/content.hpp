// What a chengxin::store holds, and the barrier that no failure passes as an
// exception. Never seen from outside lib/store/.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "chengxin/store.hpp"
#include "store/cache.hpp"
#include "store/scores.hpp"
#include "store/session.hpp"

namespace chengxin {

struct store::content {
  content(std::unique_ptr<storage::database> opened, const store_options& options)
      : session(std::move(opened), options), cache(session) {}

  storage::session session;
  storage::score_cache cache;
  // Used again from call to call.
  storage::computation computation;
  storage::kept_score kept;
  std::vector<dimension_value> dimensions;
};

namespace storage {

/// Runs a body; what it throws becomes the error of a result. std::bad_alloc passes.
template <class Body>
[[nodiscard]] auto attempt(const Body& body) -> result<decltype(body())> {
  try {
    return body();
  } catch (const failure& failed) {
    return failed.what;
  }
}

}  // namespace storage
}  // namespace chengxin
