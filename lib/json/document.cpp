// Parses JSON with Boost.JSON, then walks the text once more for the places,
// which a parser of events does not tell.
#include "json/document.hpp"
#include "chengxin/diagnostics.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <limits>
#include <unordered_set>
#include <utility>

#include "chengxin/utf8.hpp"

namespace chengxin::json {
namespace {

constexpr std::size_t largest_text = std::size_t{16} * 1024 * 1024;
constexpr std::size_t deepest_level = 32;
constexpr std::size_t most_values = 1'000'000;
constexpr std::size_t longest_name = 1024;

/// Builds the tree from Boost.JSON's events.
class tree_builder {
public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  using error_code = boost::json::error_code;
  using text = boost::json::string_view;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return open(node::kind::object); }
  bool on_object_end(std::size_t, error_code& failure) { return close(failure); }
  bool on_array_begin(error_code&) { return open(node::kind::array); }
  bool on_array_end(std::size_t, error_code& failure) { return close(failure); }
  bool on_key_part(text part, std::size_t, error_code&) { return gather(part); }
  bool on_key(text part, std::size_t, error_code&) {
    gather(part);
    open_.back().members.push_back({std::exchange(gathered_, {}), {}, 0});
    return true;
  }
  bool on_string_part(text part, std::size_t, error_code&) { return gather(part); }
  bool on_string(text part, std::size_t, error_code& failure) {
    gather(part);
    return add(leaf(node::kind::string), failure);
  }
  bool on_number_part(text part, error_code&) { return gather(part); }
  bool on_int64(std::int64_t, text part, error_code& failure) { return number(part, failure); }
  bool on_uint64(std::uint64_t, text part, error_code& failure) { return number(part, failure); }
  bool on_double(double, text part, error_code& failure) { return number(part, failure); }
  bool on_bool(bool value, error_code& failure) {
    node made = leaf(node::kind::boolean);
    made.boolean = value;
    return add(std::move(made), failure);
  }
  bool on_null(error_code& failure) { return add(leaf(node::kind::null), failure); }
  bool on_comment_part(text, error_code&) { return true; }
  bool on_comment(text, error_code&) { return true; }

  [[nodiscard]] node take() { return std::move(root_); }

private:
  bool gather(text part) {
    gathered_.append(part.data(), part.size());
    return true;
  }
  [[nodiscard]] node leaf(node::kind kind) {
    node made;
    made.what = kind;
    made.text = std::exchange(gathered_, {});
    return made;
  }
  bool number(text part, error_code& failure) {
    gather(part);
    return add(leaf(node::kind::number), failure);
  }
  bool open(node::kind kind) {
    open_.push_back(leaf(kind));
    return true;
  }
  bool close(error_code& failure) {
    node made = std::move(open_.back());
    open_.pop_back();
    return add(std::move(made), failure);
  }
  bool add(node made, error_code& failure) {
    if (++count_ > most_values) {
      failure = boost::json::error::array_too_large;
      return false;
    }
    if (open_.empty())
      root_ = std::move(made);
    else if (open_.back().what == node::kind::array)
      open_.back().items.push_back(std::move(made));
    else
      open_.back().members.back().value = std::move(made);
    return true;
  }

  std::vector<node> open_;
  std::string gathered_;
  std::size_t count_ = 0;
  node root_;
};

/// Gives every value and key its place. Precondition: the text is the JSON that
/// the tree was built from.
class place_finder {
public:
  explicit place_finder(std::string_view text) : text_(text) {}

  void place(node& it) {
    it.offset = next_token();
    switch (it.what) {
      case node::kind::string: skip_string(); break;
      case node::kind::array:
        ++at_;
        for (node& item : it.items) place(item);
        next_token();
        ++at_;
        break;
      case node::kind::object:
        ++at_;
        for (member& m : it.members) {
          m.offset = next_token();
          skip_string();
          place(m.value);
        }
        next_token();
        ++at_;
        break;
      case node::kind::null:
      case node::kind::boolean:
      case node::kind::number:
        while (at_ < text_.size() && text_.substr(at_, 1).find_first_of(",]} \t\r\n") != 0) ++at_;
        break;
    }
  }

private:
  std::size_t next_token() noexcept {
    while (at_ < text_.size() && text_.substr(at_, 1).find_first_of(",: \t\r\n") == 0) ++at_;
    return at_;
  }
  void skip_string() noexcept {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The way from the root to a value; written out only where there is a finding.
struct way {
  const way* before = nullptr;
  const member* through = nullptr;  ///< null: an item
  std::size_t index = 0;

  [[nodiscard]] json_pointer pointer() const {
    if (before == nullptr) return root();
    return through != nullptr ? before->pointer() / through->name : before->pointer() / index;
  }
};

void find_repeated_names(const node& it, const way& here, document& into) {
  std::unordered_set<std::string_view> seen;
  for (const member& m : it.members) {
    const way inner{&here, &m, 0};
    if (!seen.insert(m.name).second && into.findings.size() < most_findings) {
      into.findings.push_back({severity::error, "duplicate_key",
                               "expected each member once, found \"" + m.name + "\" again",
                               inner.pointer().str(), 0, into.places.at(m.offset)});
    }
    find_repeated_names(m.value, inner, into);
  }
  for (std::size_t i = 0; i < it.items.size(); ++i) {
    find_repeated_names(it.items[i], {&here, nullptr, i}, into);
  }
}

/// The first member whose name is too long; null where there is none.
[[nodiscard]] const member* find_long_name(const node& it) {
  for (const member& m : it.members) {
    if (m.name.size() > longest_name) return &m;
    if (const member* found = find_long_name(m.value)) return found;
  }
  for (const node& item : it.items) {
    if (const member* found = find_long_name(item)) return found;
  }
  return nullptr;
}

[[nodiscard]] document failed(std::string_view text, std::size_t offset, std::string_view code,
                              std::string message) {
  document made;
  made.text = text;
  made.findings.push_back(
      {severity::error, std::string(code), std::move(message), "", 0, position_at(text, offset)});
  return made;
}

/// What stands at a place of the text, for a message.
[[nodiscard]] std::string shown(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return "the end of the text";
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x20U || byte == 0x7FU) return "control character " + std::to_string(byte);
  return "\"" + std::string(text.substr(offset, character_length(text, offset))) + "\"";
}

/// What is wrong with a text that Boost.JSON has read up to `read`.
[[nodiscard]] document refused(std::string_view text, std::size_t read,
                               const boost::json::error_code& failure) {
  namespace json = boost::json;
  if (failure == json::error::too_deep) {
    return failed(text, read, "json_too_deep",
                  "expected at most " + std::to_string(deepest_level) + " levels of nesting");
  }
  if (failure == json::error::array_too_large) {
    return failed(text, read, "json_too_large",
                  "expected at most " + std::to_string(most_values) + " values");
  }
  if (failure == json::error::illegal_leading_surrogate ||
      failure == json::error::illegal_trailing_surrogate) {
    return failed(text, text.rfind('\\', read - 1), "json_syntax",
                  "expected an escape of a character, found half of a surrogate pair");
  }
  const bool plain = failure == json::error::syntax || failure == json::error::incomplete;
  return failed(text, read, "json_syntax",
                "expected JSON, found " + shown(text, read) +
                    (plain ? std::string() : " (" + failure.message() + ")"));
}

}  // namespace

std::string_view name_of(node::kind kind) noexcept {
  switch (kind) {
    case node::kind::null: return "null";
    case node::kind::boolean: return "a boolean";
    case node::kind::number: return "a number";
    case node::kind::string: return "a string";
    case node::kind::array: return "an array";
    case node::kind::object: return "an object";
  }
  return "";
}

document parse(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (text.size() > largest_text) {
    return failed(
        text, 0, "json_too_large",
        "expected at most 16 MiB of text, found " + std::to_string(text.size()) + " bytes");
  }
  if (const std::size_t wrong = find_invalid_utf8(text); wrong != std::string_view::npos) {
    return failed(text, wrong, "invalid_utf8",
                  "expected UTF-8, found a byte that is not part of it");
  }
  boost::json::parse_options options;
  options.max_depth = deepest_level;
  boost::json::basic_parser<tree_builder> parser(options);
  boost::json::error_code failure;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), failure);
  if (failure) return refused(text, read, failure);
  if (read < text.size()) {
    return failed(text, read, "json_syntax",
                  "expected the end of the text after the value, found " + shown(text, read));
  }
  document made;
  made.root = parser.handler().take();
  made.text = text;
  made.places = position_index(text);
  place_finder(text).place(*made.root);
  if (const member* named = find_long_name(*made.root)) {
    return failed(text, named->offset, "json_too_large",
                  "expected names of at most " + std::to_string(longest_name) + " bytes, found " +
                      std::to_string(named->name.size()));
  }
  find_repeated_names(*made.root, way(), made);
  return made;
}

found_value nearest(const node& root, std::string_view pointer) {
  const node* at = &root;
  std::size_t length = 0;
  while (length < pointer.size()) {
    const std::string_view step =
        pointer.substr(length + 1, pointer.find('/', length + 1) - length - 1);
    const node* next = nullptr;
    std::string name;  // ~1 and ~0 stand for / and ~
    for (std::size_t i = 0; i < step.size(); ++i) {
      name += step[i] != '~' ? step[i] : step[++i] == '1' ? '/' : '~';
    }
    for (const member& m : at->members) {  // the first of several, as it was read
      if (next == nullptr && m.name == name) next = &m.value;
    }
    std::size_t index = at->items.size();
    static_cast<void>(std::from_chars(step.data(), step.data() + step.size(), index));
    if (at->what == node::kind::array && index < at->items.size()) next = &at->items[index];
    if (next == nullptr) break;
    at = next;
    length += 1 + step.size();
  }
  return {at, pointer.substr(0, length)};
}

std::size_t offset_in_string(std::string_view text, std::size_t string_offset,
                             std::size_t inner) noexcept {
  std::size_t at = string_offset + 1;
  std::size_t said = 0;
  while (at < text.size() && text[at] != '"' && said < inner) {
    if (text[at] != '\\') {
      ++at;
      ++said;
      continue;
    }
    if (text[at + 1] != 'u') {
      at += 2;
      ++said;
      continue;
    }
    const auto hex = [&](std::size_t from) {
      unsigned unit = 0;
      for (std::size_t i = from; i < from + 4 && i < text.size(); ++i) {
        const char c = text[i];
        unit = unit * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
      }
      return unit;
    };
    const unsigned unit = hex(at + 2);
    const bool pair = unit >= 0xD800U && unit < 0xDC00U;
    at += pair ? 12 : 6;
    said += pair ? 4U : unit < 0x80U ? 1U : unit < 0x800U ? 2U : 3U;
  }
  return at;
}

}  // namespace chengxin::json
