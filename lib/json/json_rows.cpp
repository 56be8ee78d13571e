// Rows of a JSON Lines file (see json_rows.hpp).
#include "json/json_rows.hpp"

#include "json/json_line.hpp"

namespace chengxin::io::rows {
namespace {

class json_rows final : public row_reader {
public:
  json_rows(source& from, reading& progress, std::span<const member> members,
            const attribute_names& names)
      : members_(members), names_(names), lines_(from, progress), parser_(members, names) {}

  step next(row& into) override;
  std::size_t offset_of(std::uint32_t place) const noexcept override {
    return json_line::offset_of(text_, place);
  }
  std::string_view text() const noexcept override { return text_; }
  std::uint64_t consumed() const noexcept override { return lines_.consumed(); }
  const line_reader& lines() const noexcept override { return lines_; }
  void restart(std::string_view text) override { lines_.restart(text); }
  std::unique_ptr<row_reader> another(source& from, reading& progress) const override {
    auto made = std::make_unique<json_rows>(from, progress, members_, names_);
    made->lines_.begin_within();
    return made;
  }

private:
  std::span<const member> members_;
  const attribute_names& names_;
  line_reader lines_;
  json_line parser_;
  std::string_view text_;
};

row_reader::step json_rows::next(row& into) {
  for (;;) {
    const line_reader::found found = lines_.next_row();
    if (found == line_reader::found::end) return step::end;
    const bool failed = found == line_reader::found::failed ||
                        (found == line_reader::found::too_long && !lines_.skip_row(false));
    if (failed) {
      failure_ = lines_.failure();
      return step::failed;
    }
    line_ = lines_.line_number();
    text_ = lines_.row();
    if (found == line_reader::found::too_long) {
      fault_ = {"row_too_long", "the row is longer than 1 MiB", 0};
      return step::bad;
    }
    if (lines_.ended_in_lf() && !text_.empty() && text_.back() == '\r') text_.remove_suffix(1);
    if (!json_line::is_blank(text_)) break;
  }
  if (parser_.parse(text_, into)) return step::row;
  fault_ = parser_.fault();
  return step::bad;
}

}  // namespace

std::unique_ptr<row_reader> read_jsonl(source& from, reading& progress,
                                       std::span<const member> members,
                                       const attribute_names& names) {
  return std::make_unique<json_rows>(from, progress, members, names);
}

}  // namespace chengxin::io::rows
