// Puts phrases, points, articles and titles into one language.
#include "phrasing.hpp"

#include <array>
#include <cstddef>

namespace chengxin::io::report {

std::string phrasing::say(const phrase& said,
                          std::initializer_list<std::string_view> filled) const {
  const std::string_view pattern = said.in(chosen_);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
      out += filled.begin()[pattern[i + 1] - '0'];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

std::string phrasing::title(const bilingual& titles, std::string_view otherwise) const {
  const bool chinese = chosen_ == language::zh;
  const std::string& wished = chinese ? titles.zh : titles.en;
  if (!wished.empty()) return wished;
  const std::string& other = chinese ? titles.en : titles.zh;
  return other.empty() ? std::string(otherwise) : other;
}

std::string phrasing::article(const citation& cited) const {
  std::string text = cited.basis;
  for (const basis& known : book_.basis) {
    if (known.id == cited.basis) text = title(known.title, known.id);
  }
  std::size_t digits = 0;
  while (digits < cited.article.size() && cited.article[digits] >= '0' &&
         cited.article[digits] <= '9') {
    ++digits;
  }
  const bool numbered = digits != 0 && digits <= 4;
  if (chosen_ == language::en) return text + (numbered ? ", art. " : ", ") + cited.article;
  if (text.find("《") == std::string::npos) text = "《" + text + "》";
  if (!numbered) return text + cited.article;
  return text + "第" + chinese_numeral(std::stoi(cited.article.substr(0, digits))) + "条" +
         cited.article.substr(digits);
}

std::string phrasing::articles(std::span<const citation> cited) const {
  std::string all;
  for (const citation& one : cited) {
    if (!all.empty()) all += words::between.in(chosen_);
    all += article(one);
  }
  return all;
}

bool phrasing::under_the_measures() const noexcept {
  return book_.jurisdiction == "350400";
}

std::string phrasing::measures_article(std::string_view article_number) const {
  if (!under_the_measures()) return {};  // another city numbers its articles otherwise
  for (const basis& known : book_.basis) {
    if (known.id != "measures") continue;
    return say(words::cited, {article({known.id, std::string(article_number)})});
  }
  return {};
}

std::string phrasing::join(std::span<const std::string> parts, const phrase& between) const {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += between.in(chosen_);
    all += part;
  }
  return all;
}

std::string signed_points(points value) {
  std::string out;
  if (value.cents > 0) out += '+';
  append_points(out, value);
  return out;
}

std::string chinese_numeral(int number) {
  constexpr std::array<std::string_view, 10> digits{"零", "一", "二", "三", "四",
                                                    "五", "六", "七", "八", "九"};
  constexpr std::array<std::string_view, 4> places{"", "十", "百", "千"};
  if (number == 0) return std::string(digits[0]);
  std::string out;
  bool gap = false;
  int place_value = 1000;
  for (std::size_t place = 4; place-- > 0; place_value /= 10) {
    const int digit = number / place_value % 10;
    if (digit == 0) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += digits[0];
    gap = false;
    const bool ten = place == 1 && digit == 1 && out.empty();  // 十一, not 一十一
    if (!ten) out += digits[static_cast<std::size_t>(digit)];
    out += places[place];
  }
  return out;
}

}  // namespace chengxin::io::report
