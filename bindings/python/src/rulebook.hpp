// A rulebook with its engine, as Python holds it. Immutable, and safe to call from
// any number of threads at once.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/io/case_reader.hpp"
#include "chengxin/io/report.hpp"

namespace chengxin::python {

/// One resident's facts as text, and the day that is asked for.
struct question_about_one {
  std::string_view subject;  ///< a JSON object
  std::string_view records;  ///< JSON Lines
  std::string_view as_of;    ///< YYYY-MM-DD
};

class loaded {
public:
  /// Throws failure with every finding.
  explicit loaded(std::string_view json);
  loaded(const loaded&) = delete;
  loaded& operator=(const loaded&) = delete;

  [[nodiscard]] const engine& by() const noexcept { return engine_; }
  [[nodiscard]] const std::string& json() const noexcept { return json_; }

  /// The JSON of `explain`.
  [[nodiscard]] std::string assess(const question_about_one& asked) const;
  /// The report for people, as `format` ("text" or "html") in `language` ("zh" or "en").
  [[nodiscard]] std::string report(const question_about_one& asked, std::string_view format,
                                   std::string_view language) const;
  /// The JSON of `timeline`, from the day asked to `to`.
  [[nodiscard]] std::string timeline(const question_about_one& asked, std::string_view to) const;
  /// What each record claims: its position, the rule's position, and what became of it.
  [[nodiscard]] std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string_view>> claims(
      const question_about_one& asked) const;
  /// Advice on bad records, as JSON.
  [[nodiscard]] std::string advice(const question_about_one& asked) const;

private:
  /// A reader of its own for one call, given back at its end.
  class borrowed;
  /// Reads and assesses, and hands both to `use`.
  template <class Use>
  auto with_assessment(const question_about_one& asked, const Use& use) const;

  std::string json_;
  engine engine_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<io::case_reader>> idle_;
};

}  // namespace chengxin::python
