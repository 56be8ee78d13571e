// Loads every file of tests/bad_rulebooks and compares the findings with those
// that expected.json says (SPECIFICATION 3.1): code, pointer, level, line and
// column of each, in the order of the text, and nothing besides.
// The lines and columns were found by a script that knows nothing of the loader.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "chengxin/io/rulebook.hpp"
#include "json/document.hpp"
#include "rulebook_files.hpp"

namespace chengxin {
namespace {

std::string described(const diagnostic& it) {
  return std::to_string(it.where.line) + ":" + std::to_string(it.where.column) + " " +
         (it.level == severity::warning ? "warning " : "error ") + it.code + " at \"" + it.pointer +
         "\"";
}

std::string all_described(const std::vector<diagnostic>& findings) {
  std::string all;
  for (const diagnostic& it : findings) all += "  " + described(it) + ": " + it.message + "\n";
  return all;
}

const json::node* member_of(const json::node& object, std::string_view name) {
  for (const json::member& it : object.members) {
    if (it.name == name) return &it.value;
  }
  return nullptr;
}

/// What expected.json says of one finding, `message` being what it must contain.
diagnostic expected_of(const json::node& object) {
  const auto text = [&](std::string_view name) {
    const json::node* found = member_of(object, name);
    return found != nullptr ? found->text : std::string();
  };
  diagnostic made;
  made.level = text("level") == "warning" ? severity::warning : severity::error;
  made.code = text("code");
  made.pointer = text("pointer");
  made.message = text("says");
  made.where.line = static_cast<std::uint32_t>(std::stoul(text("line")));
  made.where.column = static_cast<std::uint32_t>(std::stoul(text("column")));
  return made;
}

TEST(BadRulebooks, GiveTheExpectedFindingsAndNoOthers) {
  const std::string list = content_of(test_data("bad_rulebooks") / "expected.json");
  const json::document expected = json::parse(list);
  ASSERT_TRUE(expected.root && expected.findings.empty());
  ASSERT_GE(expected.root->members.size(), 80U);
  for (const json::member& file : expected.root->members) {
    const std::string text = content_of(test_data("bad_rulebooks") / (file.name + ".json"));
    const io::loaded_rulebook loaded = io::load_rulebook(text);
    bool refused = false;
    bool same = loaded.findings.size() == file.value.items.size();
    std::vector<diagnostic> wanted;
    for (const json::node& it : file.value.items) wanted.push_back(expected_of(it));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      refused = refused || wanted[i].level == severity::error;
      same = same && described(loaded.findings[i]) == described(wanted[i]) &&
             loaded.findings[i].message.find(wanted[i].message) != std::string::npos;
    }
    EXPECT_TRUE(same) << file.name << ".json, expected:\n"
                      << all_described(wanted) << "found:\n"
                      << all_described(loaded.findings);
    EXPECT_EQ(loaded.book == nullptr, refused) << file.name;
  }
}

TEST(BadRulebooks, AreAllListed) {
  const std::string list = content_of(test_data("bad_rulebooks") / "expected.json");
  const json::document expected = json::parse(list);
  ASSERT_TRUE(expected.root);
  for (const std::string& name : json_files_of("bad_rulebooks")) {
    EXPECT_TRUE(name == "expected" || member_of(*expected.root, name) != nullptr) << name;
  }
}

// A message is one line of text that a person can read.
TEST(BadRulebooks, AreToldInOneLine) {
  for (const std::string& name : json_files_of("bad_rulebooks")) {
    const std::string text = content_of(test_data("bad_rulebooks") / (name + ".json"));
    for (const diagnostic& it : io::load_rulebook(text).findings) {
      EXPECT_FALSE(it.message.empty()) << name;
      for (const char c : it.message) EXPECT_GE(static_cast<unsigned char>(c), 0x20U) << name;
    }
  }
}

TEST(GoodRulebooks, LoadWithoutAFinding) {
  const std::vector<std::string> names = json_files_of("good_rulebooks");
  ASSERT_GE(names.size(), 20U);
  for (const std::string& name : names) {
    const std::string text = content_of(test_data("good_rulebooks") / (name + ".json"));
    const io::loaded_rulebook loaded = io::load_rulebook(text);
    EXPECT_TRUE(loaded.findings.empty()) << name << ".json:\n" << all_described(loaded.findings);
    ASSERT_NE(loaded.book, nullptr) << name;
    EXPECT_EQ(loaded.book->fingerprint.size(), 64U) << name;
  }
}

// SPECIFICATION 6: what is written otherwise but says the same has the same
// fingerprint, and what says something else has another.
TEST(GoodRulebooks, HaveTheFingerprintOfWhatTheySay) {
  const auto fingerprint = [](const std::string& name) {
    const std::string text = content_of(test_data("good_rulebooks") / (name + ".json"));
    const io::loaded_rulebook loaded = io::load_rulebook(text);
    return loaded.book ? loaded.book->fingerprint : "refused: " + name;
  };
  const std::string own = fingerprint("demonstration");
  for (const char* same : {"byte_order_mark", "carriage_returns", "only_carriage_returns",
                           "blank_around", "members_in_any_order", "ascii_only"}) {
    EXPECT_EQ(fingerprint(same), own) << same;
  }
  EXPECT_NE(fingerprint("escaped"), own);
  EXPECT_NE(fingerprint("numbers_in_other_forms"), own);
  EXPECT_NE(fingerprint("nulls_for_optional_members"), own);
}

TEST(BuiltInRulebook, LoadsWithoutAFinding) {
  const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
  EXPECT_TRUE(loaded.findings.empty()) << all_described(loaded.findings);
  ASSERT_NE(loaded.book, nullptr);
  EXPECT_EQ(loaded.book->id, "sanming-trial");
  EXPECT_EQ(loaded.book->jurisdiction, "350400");
}

}  // namespace
}  // namespace chengxin
