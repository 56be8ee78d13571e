// The tables of fuzz_columns.cpp. Included by it alone, within its unnamed namespace.
#pragma once

struct known_column {
  const char* name;
  const char* format;  // the right one, which is mostly taken
};

constexpr known_column subject_columns[] = {
    {"subject_id", "u"},    {"birth_date", "tdD"},      {"residency", "c"}, {"capacity", "c"},
    {"enrolled_on", "tdD"}, {"attributes.degree", "u"}, {"other", "l"},
};
constexpr known_column record_columns[] = {
    {"subject_id", "u"},       {"category", "u"},
    {"occurred_on", "tdD"},    {"record_id", "u"},
    {"provider", "u"},         {"status", "c"},
    {"origin", "c"},           {"expires_on", "tdD"},
    {"repaired_on", "tdD"},    {"corrected_on", "tdD"},
    {"matter", "u"},           {"attributes.level", "l"},
    {"attributes.hours", "l"}, {"attributes.amount", "l"},
    {"attributes.x", "g"},
};

// Rules that a table can be looked up for, so that the fast way is taken.
constexpr std::string_view plain_rulebook = R"({"format":"chengxin-rulebook/1","id":"p",
"version":"1","title":{"zh":"平","en":"plain"},"jurisdiction":"350400",
"effective":{"from":"2000-01-01"},"basis":[{"id":"m","title":{"zh":"法","en":"law"}}],
"score":{"base":500,"min":0,"max":1000},
"eligibility":{"min_age":18,"residency":["registered","habitual"],"capacity":["full"]},
"dimensions":[{"id":"good","title":{"zh":"好","en":"good"},"min":0,"max":50},
 {"id":"bad","title":{"zh":"坏","en":"bad"},"min":-90,"max":0},
 {"id":"repair","title":{"zh":"修","en":"repair"},"min":0,"max":200,"repairs":true}],
"categories":[{"id":"help","title":{"zh":"助","en":"help"},"nature":"good","attributes":{
  "hours":{"type":"integer","min":0,"max":100},"x":{"type":"number","min":0}}},
 {"id":"fine","title":{"zh":"罚","en":"fine"},"nature":"bad","attributes":{
  "level":{"type":"integer","required":true}}}],
"rules":[{"id":"H","dimension":"good","title":{"zh":"则","en":"r"},"cite":["m:1"],
  "categories":["help"],"when":"record.hours >= 3","points":{"per":"hours","unit":2,"points":1.5},
  "valid_months":12,"decay":[{"after_months":6,"percent":50}],"limits":{"total":30}},
 {"id":"F","dimension":"bad","title":{"zh":"则","en":"r"},"cite":["m:2"],"categories":["fine"],
  "points":{"table":[{"when":"record.level > 2","points":-30}],"otherwise":-5},"valid_months":24}],
"tiers":[{"id":"E","title":{"zh":"戊","en":"E"},"min":0}]})";

// A table of up to three chunks. Owns its memory; its release functions only mark.
class made_table {
public:
  template <std::size_t Count>
  made_table(choices& choose, const known_column (&known)[Count]) {
    for (const known_column& it : known) {
      if (choose.below(8) == 0) continue;  // left out
      kinds_.push_back(
          {it.name, choose.rarely() ? any_format(choose) : it.format, choose.below(4) == 0});
      add_schema(kinds_.back());
    }
    schema_ = ArrowSchema{};
    schema_.format = choose.rarely() ? "u" : "+s";
    schema_.n_children = static_cast<std::int64_t>(fields_.size());
    for (ArrowSchema& it : fields_) field_pointers_.push_back(&it);
    schema_.children = field_pointers_.data();
    schema_.release = [](ArrowSchema* it) { it->release = nullptr; };
    const std::size_t chunks = choose.below(4);
    for (std::size_t c = 0; c < chunks; ++c) add_chunk(choose);
  }
  made_table(const made_table&) = delete;
  made_table& operator=(const made_table&) = delete;

  ArrowArrayStream stream() {
    ArrowArrayStream made{};
    made.get_schema = [](ArrowArrayStream* from, ArrowSchema* into) {
      *into = static_cast<made_table*>(from->private_data)->schema_;
      return 0;
    };
    made.get_next = [](ArrowArrayStream* from, ArrowArray* into) {
      auto& it = *static_cast<made_table*>(from->private_data);
      *into = it.given_ < it.chunks_.size() ? it.chunks_[it.given_++] : ArrowArray{};
      return 0;
    };
    made.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    made.release = [](ArrowArrayStream* it) { it->release = nullptr; };
    made.private_data = this;
    return made;
  }

private:
  struct kind {
    const char* name;
    const char* format;
    bool has_dictionary;
  };

  static const char* any_format(choices& choose) {
    static constexpr const char* formats[] = {"n",   "b",   "c",    "C",    "s", "S", "i",
                                              "I",   "l",   "L",    "f",    "g", "u", "U",
                                              "tdD", "tdm", "tss:", "tsn:", "z", "+l"};
    return formats[choose.below(std::size(formats))];
  }

  void add_schema(const kind& it) {
    ArrowSchema& made = fields_.emplace_back();
    made.name = it.name;
    made.format = it.has_dictionary ? "s" : it.format;
    if (!it.has_dictionary) return;
    ArrowSchema& dictionary = dictionaries_.emplace_back();
    dictionary.format = it.format;
    made.dictionary = &dictionary;
  }

  static std::size_t width_of(std::string_view format) {
    if (format == "c" || format == "C") return 1;
    if (format == "s" || format == "S") return 2;
    if (format == "i" || format == "I" || format == "f" || format == "tdD") return 4;
    return 8;
  }

  // So many bytes on their own, so that one more is an error.
  char* bytes(std::size_t size) {
    memory_.push_back(std::make_unique<char[]>(size));
    return memory_.back().get();
  }

  ArrowArray values(choices& choose, std::string_view format, std::size_t count, bool small) {
    ArrowArray made{};
    made.length = static_cast<std::int64_t>(count);
    made.null_count = choose.below(2) == 0 ? 0 : -1;
    const std::size_t bits = (count + 7) / 8;
    char* validity = nullptr;
    if (made.null_count != 0 && choose.below(2) == 0) {
      validity = bytes(bits);
      for (std::size_t i = 0; i < bits; ++i) validity[i] = static_cast<char>(~choose.byte());
    }
    auto& buffers = buffers_.emplace_back(std::make_unique<const void*[]>(3));
    buffers[0] = validity;
    made.n_buffers = format == "u" || format == "U" ? 3 : 2;
    if (format == "u") {
      buffers[1] = texts_of<std::int32_t>(choose, count, buffers[2]);
    } else if (format == "U") {
      buffers[1] = texts_of<std::int64_t>(choose, count, buffers[2]);
    } else if (format == "b") {
      char* const it = bytes(bits);
      for (std::size_t i = 0; i < bits; ++i) it[i] = static_cast<char>(choose.byte());
      buffers[1] = it;
    } else {
      buffers[1] = numbers(choose, format, count, small);
    }
    made.buffers = buffers.get();
    return made;
  }

  template <class Offset>
  const void* texts_of(choices& choose, std::size_t count, const void*& into) {
    std::string all;
    std::vector<Offset> offsets{0};
    for (std::size_t i = 0; i < count; ++i) {
      const cx_string text =
          choose.below(3) == 0 ? choose.text() : cx_string{&"s1s2s3"[2 * choose.below(3)], 2};
      all.append(text.data, text.size);
      offsets.push_back(static_cast<Offset>(all.size()));
    }
    char* const data = bytes(all.size());
    all.copy(data, all.size());
    into = data;
    char* const ends = bytes(offsets.size() * sizeof(Offset));
    std::memcpy(ends, offsets.data(), offsets.size() * sizeof(Offset));
    return ends;
  }

  const void* numbers(choices& choose, std::string_view format, std::size_t count, bool small) {
    const std::size_t width = width_of(format);
    char* const it = bytes(count * width);
    for (std::size_t i = 0; i < count; ++i) {
      std::int64_t value = small ? static_cast<std::int64_t>(choose.below(3)) : choose.number();
      if (format == "tdD") value = choose.day();
      if (format == "g") {
        const double number = static_cast<double>(value) / 2;
        std::memcpy(&value, &number, sizeof value);
      }
      std::memcpy(it + i * width, &value, width);
    }
    return it;
  }

  void add_chunk(choices& choose) {
    const std::size_t rows = choose.below(7);
    ArrowArray& made = chunks_.emplace_back();
    auto& children = children_.emplace_back();
    auto& pointers = pointers_.emplace_back();
    for (const kind& it : kinds_) {
      const std::size_t before = choose.below(3);
      ArrowArray child;
      if (it.has_dictionary) {
        child = values(choose, "s", rows + before, true);
        ArrowArray& dictionary =
            held_dictionaries_.emplace_back(values(choose, it.format, 3 + choose.below(2), false));
        dictionary.release = [](ArrowArray* a) { a->release = nullptr; };
        child.dictionary = &dictionary;
      } else {
        child = values(choose, it.format, rows + before, it.format[0] == 'c');
      }
      child.offset = static_cast<std::int64_t>(before);
      child.length = static_cast<std::int64_t>(rows);
      children.push_back(child);
    }
    for (ArrowArray& it : children) pointers.push_back(&it);
    made = ArrowArray{};
    made.length = static_cast<std::int64_t>(rows);
    made.n_buffers = 1;
    static const void* no_buffer[1] = {nullptr};
    made.buffers = no_buffer;
    made.n_children = static_cast<std::int64_t>(children.size());
    made.children = pointers.data();
    made.release = [](ArrowArray* a) { a->release = nullptr; };
  }

  std::vector<kind> kinds_;
  ArrowSchema schema_;
  std::deque<ArrowSchema> fields_, dictionaries_;
  std::vector<ArrowSchema*> field_pointers_;
  std::deque<ArrowArray> chunks_, held_dictionaries_;
  std::deque<std::deque<ArrowArray>> children_;
  std::deque<std::vector<ArrowArray*>> pointers_;
  std::vector<std::unique_ptr<char[]>> memory_;
  std::vector<std::unique_ptr<const void*[]>> buffers_;
  std::size_t given_ = 0;
};
