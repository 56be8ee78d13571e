// Puts phrases, points, articles and titles into one language. Never decides
// what a report says.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "chengxin/io/report.hpp"
#include "chengxin/points.hpp"
#include "chengxin/rulebook.hpp"
#include "words.hpp"

namespace chengxin::io::report {

class phrasing {
public:
  phrasing(const rulebook& book, language chosen) noexcept : book_(book), chosen_(chosen) {}

  [[nodiscard]] language chosen() const noexcept { return chosen_; }
  [[nodiscard]] std::string say(const phrase& said) const { return std::string(said.in(chosen_)); }
  /// The phrase with "{0}", "{1}" … filled in.
  [[nodiscard]] std::string say(const phrase& said,
                                std::initializer_list<std::string_view> filled) const;
  /// A title, in the other language where this one has none, else `otherwise`.
  [[nodiscard]] std::string title(const bilingual& titles, std::string_view otherwise) const;
  /// "《…》第十一条" or "…, art. 11".
  [[nodiscard]] std::string article(const citation& cited) const;
  [[nodiscard]] std::string articles(std::span<const citation> cited) const;
  /// Whether the rulebook is Sanming's, so that what that city's Measures promise holds.
  [[nodiscard]] bool under_the_measures() const noexcept;
  /// An article of the Measures in brackets, where the rulebook rests on them.
  [[nodiscard]] std::string measures_article(std::string_view article) const;
  [[nodiscard]] std::string join(std::span<const std::string> parts, const phrase& between) const;

private:
  const rulebook& book_;
  language chosen_;
};

/// "+12.5", "-30", "0".
[[nodiscard]] std::string signed_points(points value);

/// A number from 0 to 9999 in Chinese numerals: 十一, 二十四, 一百零五.
[[nodiscard]] std::string chinese_numeral(int number);

}  // namespace chengxin::io::report
