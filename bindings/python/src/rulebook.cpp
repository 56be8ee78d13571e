// Rulebooks, and what they say of one resident (see rulebook.hpp).
#include "rulebook.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include "chengxin/advice.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/timeline.hpp"
#include "failure.hpp"

namespace chengxin::python {
namespace {

constexpr std::array<std::string_view, 5> fate_names{"counted", "expired", "same_matter",
                                                     "not_highest", "over_limit"};

engine compile(std::string_view json) {
  io::loaded_rulebook made = io::load_rulebook(json);
  if (!made.book) {
    const diagnostic* first = &made.findings.front();
    for (const diagnostic& it : made.findings) {
      if (it.level != severity::error) continue;
      first = &it;
      break;
    }
    throw failure{"rulebook", {first->code, first->message}, first->pointer, made.findings};
  }
  return must("rulebook", engine::compile(std::move(made.book)));
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += '"';
  out += name;
  out += "\":";
  out += value;
}

std::string quoted(std::string_view text) {
  std::string made = "\"";
  made += text;
  made += '"';
  return made;
}

}  // namespace

class loaded::borrowed {
public:
  explicit borrowed(const loaded& from) : from_(from) {
    {
      const std::lock_guard lock(from_.mutex_);
      if (!from_.idle_.empty()) {
        reader_ = std::move(from_.idle_.back());
        from_.idle_.pop_back();
      }
    }
    if (!reader_) reader_ = std::make_unique<io::case_reader>(from_.engine_);
  }
  ~borrowed() {
    const std::lock_guard lock(from_.mutex_);
    if (from_.idle_.size() < from_.idle_.capacity()) from_.idle_.push_back(std::move(reader_));
  }
  borrowed(const borrowed&) = delete;
  borrowed& operator=(const borrowed&) = delete;

  io::case_reader& operator*() const noexcept { return *reader_; }

private:
  const loaded& from_;
  std::unique_ptr<io::case_reader> reader_;
};

loaded::loaded(std::string_view json) : json_(json), engine_(compile(json)) {
  constexpr std::size_t most_idle = 64;
  idle_.reserve(most_idle);
}

template <class Use>
auto loaded::with_assessment(const question_about_one& asked, const Use& use) const {
  const date day = day_from(asked.as_of);
  const borrowed reader(*this);
  if (const std::optional<io::bad_row> wrong = (*reader).read(asked.subject, asked.records)) {
    refuse_row(*wrong);
  }
  const prepared_subject& subject = (*reader).subject();
  const std::span<const prepared_record> records = (*reader).records();
  assessment made;
  if (!engine_.assess(subject, records, day, depth::everything, made)) {
    refuse("input",
           {"not_effective", "the rulebook is not effective on " + std::string(asked.as_of)});
  }
  return use(subject, records, made);
}

std::string loaded::assess(const question_about_one& asked) const {
  return with_assessment(
      asked, [this](const prepared_subject& subject, std::span<const prepared_record> records,
                    const assessment& made) {
        assessment scratch;
        std::string out;
        io::append_report_json(out, {&engine_, &subject, records, &made,
                                     engine_.stable_through(subject, records, made, scratch)});
        return out;
      });
}

std::string loaded::report(const question_about_one& asked, std::string_view format,
                           std::string_view language) const {
  const auto write = format == "html" ? io::append_report_html : io::append_report_text;
  return with_assessment(
      asked, [&](const prepared_subject& subject, std::span<const prepared_record> records,
                 const assessment& made) {
        assessment scratch;
        std::string out;
        write(out,
              {&engine_, &subject, records, &made,
               engine_.stable_through(subject, records, made, scratch)},
              language == "en" ? io::language::en : io::language::zh);
        return out;
      });
}

std::string loaded::timeline(const question_about_one& asked, std::string_view to) const {
  const date last = day_from(to);
  return with_assessment(
      asked, [&](const prepared_subject& subject, std::span<const prepared_record> records,
                 const assessment& made) {
        const chengxin::timeline segments =
            must("input", make_timeline(engine_, subject, records, made.as_of, last));
        std::string out;
        io::append_timeline_json(out, engine_, segments, records);
        return out;
      });
}

std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string_view>> loaded::claims(
    const question_about_one& asked) const {
  return with_assessment(
      asked, [](const prepared_subject&, std::span<const prepared_record>, const assessment& made) {
        std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string_view>> all;
        for (const detail::claim& it : made.workspace.claims) {
          all.emplace_back(it.record, it.rule, fate_names[static_cast<std::size_t>(it.what)]);
        }
        return all;
      });
}

std::string loaded::advice(const question_about_one& asked) const {
  return with_assessment(
      asked, [this](const prepared_subject& subject, std::span<const prepared_record> records,
                    const assessment& made) {
        std::string out = "[";
        for (const record_advice& it : advise(engine_, subject, records, made.as_of)) {
          out += out.size() > 1 ? ",{" : "{";
          append_member(out, "position", std::to_string(it.record));
          out += ',';
          append_member(out, "cost", to_string(it.cost));
          out += ',';
          append_member(out, "last_day", it.last_day ? quoted(to_string(*it.last_day)) : "null");
          out += ",\"roads\":[";
          for (const repair_road& road : it.roads) {
            if (out.back() != '[') out += ',';
            out += '{';
            append_member(
                out, "road",
                quoted(road.decision ? "decision"
                                     : repair_step_names[static_cast<std::size_t>(road.step)]));
            out += ',';
            append_member(out, "effective_on", quoted(to_string(road.effective_on)));
            out += ',';
            append_member(out, "gain", to_string(road.gain));
            out += '}';
          }
          out += "]}";
        }
        out += ']';
        return out;
      });
}

}  // namespace chengxin::python
