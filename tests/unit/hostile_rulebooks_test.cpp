// Rulebooks that are made to hurt: too large, too deep, with too many mistakes.
// Each is refused with findings, soon, and without exhausting stack or memory.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "chengxin/io/rulebook.hpp"
#include "rulebook_files.hpp"

namespace chengxin {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// The demonstration rulebook with one part put in the place of another.
std::string changed(std::string_view old_part, std::string_view new_part) {
  std::string text = content_of(test_data("good_rulebooks") / "demonstration.json");
  const std::size_t at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  if (at != std::string::npos) text.replace(at, old_part.size(), new_part);
  return text;
}

std::vector<diagnostic> findings_of(std::string_view text) {
  const auto started = std::chrono::steady_clock::now();
  const io::loaded_rulebook loaded = io::load_rulebook(text);
  // Generous: a loaded machine and a sanitizer; quadratic time would be hours.
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(30));
  return loaded.findings;
}

void expect_one(std::string_view text, std::string_view code, position where) {
  const std::vector<diagnostic> findings = findings_of(text);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, code);
  EXPECT_EQ(findings[0].where, where) << findings[0].where.line << ":" << findings[0].where.column;
}

// SPECIFICATION 3.1.9.
TEST(HostileRulebooks, OfTooMuchText) {
  expect_one(std::string(20 * 1024 * 1024, ' '), "json_too_large", {1, 1});
  // 16 MiB are read: these hold nothing.
  const std::size_t most = std::size_t{16} * 1024 * 1024;
  expect_one(std::string(most, '\n'), "json_syntax", {static_cast<std::uint32_t>(most) + 1, 1});
  expect_one(std::string(most + 1, '\n'), "json_too_large", {1, 1});
}

// SPECIFICATION 3.1.9.
TEST(HostileRulebooks, OfTooManyLevels) {
  expect_one(std::string(10 * 1024 * 1024, '['), "json_too_deep", {1, 33});
  expect_one(repeated("{\"a\":", 2'000'000), "json_too_deep", {1, 161});  // 32 × 5 characters
  expect_one(std::string(32, '[') + std::string(32, ']'), "wrong_type", {1, 1});
  expect_one(std::string(33, '[') + std::string(33, ']'), "json_too_deep", {1, 33});
}

TEST(HostileRulebooks, OfTooManyValues) {
  const std::vector<diagnostic> findings = findings_of("[" + repeated("0,", 8'000'000) + "0]");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "json_too_large");
}

// SPECIFICATION 3.1.9.
TEST(HostileRulebooks, OfTooManyItems) {
  const std::string tier = R"({"id":"x","title":{"zh":"","en":""},"min":0},)";
  const std::vector<diagnostic> tiers =
      findings_of(changed("\"tiers\": [", "\"tiers\": [" + repeated(tier, 4095)));
  ASSERT_EQ(tiers.size(), 1U);
  EXPECT_EQ(tiers[0].code, "too_many");
  EXPECT_EQ(tiers[0].pointer, "/tiers");
  // What refers to a list that is not read is not reported.
  const std::string category = R"({"id":"x","title":{"zh":"","en":""},"nature":"good"},)";
  const std::vector<diagnostic> categories =
      findings_of(changed("\"categories\": [\n", "\"categories\": [" + repeated(category, 4095)));
  ASSERT_EQ(categories.size(), 1U);
  EXPECT_EQ(categories[0].pointer, "/categories");
  std::string attributes;
  for (int i = 0; i < 256; ++i) {
    attributes += "\"a" + std::to_string(i) + "\": {\"type\": \"integer\"}, ";
  }
  const std::vector<diagnostic> declared =
      findings_of(changed("\"level\": {", attributes + "\"level\": {"));
  ASSERT_EQ(declared.size(), 1U);
  EXPECT_EQ(declared[0].code, "too_many");
  EXPECT_EQ(declared[0].pointer, "/categories/2/attributes");
}

TEST(HostileRulebooks, OfTooManyMistakes) {
  const auto expect_capped = [](const std::string& text) {
    const std::vector<diagnostic> findings = findings_of(text);
    ASSERT_EQ(findings.size(), 10'001U);
    EXPECT_EQ(findings.back().code, "too_many_findings");
    std::uint32_t line = 0;
    for (const diagnostic& it : findings) {
      EXPECT_GE(it.where.line, line);
      line = it.where.line;
    }
  };
  // Unknown members, near to known ones, on one line of nearly 16 MB.
  std::string members;
  for (int i = 0; i < 700'000; ++i) members += "\"jurisdicti" + std::to_string(i) + "\":1,";
  expect_capped(changed("\"version\"", members + "\"version\""));
  // The same name again and again, each on a line of its own.
  expect_capped(changed("\"version\"", repeated("\"note\": null,\n", 900'000) + "\"version\""));
  // References to what is not declared.
  std::string rules;
  const std::string rule =
      R"({"id":"x","dimension":"x","title":{"zh":"","en":""},"cite":["x:1","y:2"],)"
      R"("categories":["p","q","r"],"points":1,"group":"x"},)";
  expect_capped(changed("\"rules\": [\n", "\"rules\": [" + repeated(rule, 4000)));
}

// A condition of the greatest length about 4000 categories: compiled once where
// they declare alike what it names.
TEST(HostileRulebooks, OfOneConditionForManyCategories) {
  std::string categories;
  std::string ids;
  for (int i = 0; i < 4000; ++i) {
    const std::string id = "\"c" + std::to_string(i) + "\"";
    categories += "{\"id\":" + id +
                  R"(,"title":{"zh":"","en":""},"nature":"good","attributes":{"hours":)"
                  R"({"type":"integer"},"b)" +
                  std::to_string(i) + R"(":{"type":"date"}}},)";
    ids += (i == 0 ? "" : ",") + id;
  }
  std::string text = changed("\"categories\": [\n", "\"categories\": [" + categories);
  const std::string condition = "true" + repeated(" && record.hours > 1", 3200);
  const std::string rule =
      R"({"id":"%","dimension":"conduct","title":{"zh":"","en":""},"cite":["law:1"],)"
      R"("categories":[)" +
      ids + R"(],"points":1,"when":")" + condition + "\"},";
  std::string rules;
  for (int i = 0; i < 100; ++i) {
    std::string one = rule;
    rules += one.replace(one.find('%'), 1, "X" + std::to_string(i));
  }
  const std::string begin = "\"rules\": [\n";
  text.replace(text.find(begin), begin.size(), begin + rules);
  EXPECT_TRUE(findings_of(text).empty());
}

// 200 rules that name 60,000 articles, in a rulebook of 4000 legal texts.
TEST(HostileRulebooks, OfManyCitations) {
  std::string basis;
  for (int i = 0; i < 4000; ++i) {
    basis += "{\"id\":\"b" + std::to_string(i) + R"(","title":{"zh":"","en":""}},)";
  }
  std::string text = changed("\"basis\": [", "\"basis\": [" + basis);
  std::string rules;
  for (int i = 0; i < 200; ++i) {
    rules += "{\"id\":\"X" + std::to_string(i) +
             R"(","dimension":"basic","kind":"subject","title":{"zh":"","en":""},"cite":[)" +
             repeated("\"law:1\",", 4000) + R"("law:2"],"points":1},)";
  }
  const std::string begin = "\"rules\": [\n";
  text.replace(text.find(begin), begin.size(), begin + rules);
  EXPECT_TRUE(findings_of(text).empty());
}

}  // namespace
}  // namespace chengxin
