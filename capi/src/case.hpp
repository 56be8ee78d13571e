// One resident's facts as the C interface holds them: built from structs, read from
// JSON, or those of a population. Never assesses.
#pragma once

#include <chengxin.h>

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "arena.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/io/case_reader.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/last_effect.hpp"
#include "declared_names.hpp"

namespace chengxin::capi {

/// A subject and their records, prepared, with whatever they borrow from. Assessments
/// share it with the case; nobody changes it while it is shared.
struct case_facts {
  case_facts(chengxin::engine used, std::shared_ptr<const declared_names> declared)
      : engine(std::move(used)), names(std::move(declared)) {}

  /// Forgets the resident.
  void clear() noexcept;
  /// The subject; null where there is none.
  [[nodiscard]] const prepared_subject* who() const noexcept {
    return has_subject ? subject : nullptr;
  }

  chengxin::engine engine;
  std::shared_ptr<const declared_names> names;  ///< of the engine's rulebook
  bool has_subject = false;
  const prepared_subject* subject = nullptr;
  std::span<const prepared_record> records;

  // What they borrow from: own memory, a reader's, a population's.
  prepared_subject own_subject;
  std::vector<prepared_record> own_records;  ///< the first of them are in use
  arena memory;
  std::optional<io::case_reader> reader;
  std::shared_ptr<const io::population> population;
  std::vector<std::size_t> order;  ///< scratch
};

}  // namespace chengxin::capi

struct cx_case {
  std::shared_ptr<chengxin::capi::case_facts> facts;
  std::shared_ptr<chengxin::capi::case_facts> spare;  // used again once no assessment needs it
  mutable bool unmarked = false;  // records were added whose duplicates are not yet marked
  mutable std::optional<chengxin::last_effects> effects;  // once they were asked for
  chengxin::capi::arena checked;  // where a subject's attributes are held to the rulebook
};

namespace chengxin::capi {

/// The facts, ready to be assessed. Throws std::bad_alloc.
[[nodiscard]] const case_facts& ready(const cx_case& given);

}  // namespace chengxin::capi
