// Attribute names: the words that may not be one, and the attributes that law
// forbids to collect or to score on (SPECIFICATION 3).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

/// Whether a name matches [a-z][a-z0-9_]*.
[[nodiscard]] constexpr bool is_attribute_name(std::string_view name) noexcept {
  if (name.empty() || name.front() < 'a' || name.front() > 'z') return false;
  for (const char c : name) {
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  }
  return true;
}

/// Whether a name is a word of CEL or one of the built-in names.
[[nodiscard]] constexpr bool is_reserved_name(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 27> reserved{
      "as",          "break",    "const",  "continue", "else", "false",    "for",
      "function",    "if",       "import", "in",       "let",  "loop",     "namespace",
      "null",        "package",  "return", "true",     "var",  "void",     "while",
      "occurred_on", "provider", "origin", "category", "age",  "residency"};
  for (const std::string_view word : reserved) {
    if (word == name) return true;
  }
  return false;
}

/// A kind of information that no rulebook may ask for, and the law that says so.
struct forbidden_kind {
  std::string_view kind;
  std::string_view law;
};

/// One word that gives a forbidden kind away: a whole word of a name or of an
/// English title (`_` stands between words), or a part of a Chinese title.
struct forbidden_word {
  std::string_view word;
  std::size_t kind;
};

inline constexpr std::string_view credit_regulation_14 =
    "Regulation on the Credit Reporting Industry (征信业管理条例) art. 14";
inline constexpr std::string_view information_law_28 =
    "Personal Information Protection Law (个人信息保护法) art. 28";

inline constexpr std::array<forbidden_kind, 8> forbidden_kinds{{
    {"ethnicity", information_law_28},
    {"religion", credit_regulation_14},
    {"genes", credit_regulation_14},
    {"fingerprints", credit_regulation_14},
    {"blood type", credit_regulation_14},
    {"illness", credit_regulation_14},
    {"medical history", credit_regulation_14},
    {"sex", information_law_28},
}};

inline constexpr std::array<forbidden_word, 86> forbidden_words{{
    {"ethnicity", 0},
    {"ethnicities", 0},
    {"ethnic", 0},
    {"race_or_ethnicity", 0},
    {"minzu", 0},
    {"min_zu", 0},
    {"民族", 0},
    {"种族", 0},
    {"族别", 0},
    {"族裔", 0},
    {"religion", 1},
    {"religions", 1},
    {"religious", 1},
    {"religious_belief", 1},
    {"zongjiao", 1},
    {"zong_jiao", 1},
    {"宗教", 1},
    {"信仰", 1},
    {"信教", 1},
    {"教派", 1},
    {"gene", 2},
    {"genes", 2},
    {"genetic", 2},
    {"genetics", 2},
    {"genome", 2},
    {"genomic", 2},
    {"genotype", 2},
    {"dna", 2},
    {"jiyin", 2},
    {"基因", 2},
    {"遗传信息", 2},
    {"fingerprint", 3},
    {"fingerprints", 3},
    {"finger_print", 3},
    {"zhiwen", 3},
    {"指纹", 3},
    {"bloodtype", 4},
    {"blood_type", 4},
    {"blood_types", 4},
    {"blood_group", 4},
    {"blood_groups", 4},
    {"xuexing", 4},
    {"血型", 4},
    {"血液型", 4},
    {"ill", 5},
    {"illness", 5},
    {"illnesses", 5},
    {"sick", 5},
    {"sickness", 5},
    {"sicknesses", 5},
    {"disease", 5},
    {"diseases", 5},
    {"diagnosis", 5},
    {"diagnoses", 5},
    {"diagnosed", 5},
    {"health_status", 5},
    {"health_condition", 5},
    {"jibing", 5},
    {"疾病", 5},
    {"患病", 5},
    {"病情", 5},
    {"慢性病", 5},
    {"传染病", 5},
    {"健康状况", 5},
    {"medical_history", 6},
    {"medical_record", 6},
    {"medical_records", 6},
    {"clinical_history", 6},
    {"health_history", 6},
    {"health_record", 6},
    {"health_records", 6},
    {"bingshi", 6},
    {"病史", 6},
    {"病历", 6},
    {"既往症", 6},
    {"诊断", 6},
    {"sex", 7},
    {"sexes", 7},
    {"gender", 7},
    {"genders", 7},
    {"male", 7},
    {"female", 7},
    {"xingbie", 7},
    {"xing_bie", 7},
    {"性别", 7},
    {"男女", 7},
}};

/// Whether `text` has `word` as whole words; case and what stands between words
/// do not matter.
[[nodiscard]] constexpr bool has_words(std::string_view text, std::string_view word) noexcept {
  const auto plain = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto is_letter = [&](char c) {
    c = plain(c);
    return c >= 'a' && c <= 'z';
  };
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (at > 0 && is_letter(text[at - 1])) continue;
    const std::size_t end = at + word.size();
    if (end < text.size() && is_letter(text[end])) continue;
    bool same = true;
    for (std::size_t i = 0; i < word.size() && same; ++i) {
      const char c = plain(text[at + i]);
      same = c == word[i] || (word[i] == '_' && (c == ' ' || c == '-'));
    }
    if (same) return true;
  }
  return false;
}

/// Whether `text` has the Chinese `word`, spaces between its characters or not.
[[nodiscard]] inline bool has_chinese(std::string_view text, std::string_view word) {
  std::string closed;
  for (const char c : text) {
    if (c != ' ') closed += c;
  }
  return closed.find(word) != std::string::npos;
}

/// The forbidden kind that an attribute's name or title gives away, if any.
[[nodiscard]] inline std::optional<forbidden_kind> forbidden_kind_of(
    const attribute_declaration& declared) {
  for (const forbidden_word& it : forbidden_words) {
    const bool chinese = static_cast<unsigned char>(it.word.front()) >= 0x80U;
    for (const std::string_view text :
         {std::string_view(declared.name), std::string_view(declared.title.zh),
          std::string_view(declared.title.en)}) {
      if (chinese ? has_chinese(text, it.word) : has_words(text, it.word)) {
        return forbidden_kinds[it.kind];
      }
    }
  }
  return std::nullopt;
}

}  // namespace chengxin::detail
