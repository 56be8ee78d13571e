// The findings about a rulebook, as lines or as JSON (SPECIFICATION section 7).
// Never judges a rulebook itself.
#include "chengxin/io/rulebook.hpp"
#include "internal.hpp"
#include "report/visible.hpp"
#include "text.hpp"

namespace chengxin::capi {
namespace {

std::string_view name_of(severity level) noexcept {
  return level == severity::error ? "error" : "warning";
}

void append_line(std::string& out, std::string_view file, const diagnostic& finding) {
  out += io::report::visible(file);
  out += ':' + std::to_string(finding.where.line) + ':' + std::to_string(finding.where.column);
  out += ": ";
  out += name_of(finding.level);
  out += ": ";
  out += io::report::visible(finding.message);
  out += " [" + finding.code + "]\n";
}

void append_object(std::string& out, std::string_view file, const diagnostic& finding) {
  out += "{\"file\":";
  append_json_string(out, file);
  out += ",\"line\":" + std::to_string(finding.where.line);
  out += ",\"column\":" + std::to_string(finding.where.column);
  out += ",\"pointer\":";
  append_json_string(out, finding.pointer);
  out += ",\"level\":\"";
  out += name_of(finding.level);
  out += "\",\"code\":";
  append_json_string(out, finding.code);
  out += ",\"message\":";
  append_json_string(out, finding.message);
  out += '}';
}

std::string findings_as_text(std::string_view file, const std::vector<diagnostic>& findings) {
  std::string text;
  for (const diagnostic& finding : findings) append_line(text, file, finding);
  return text;
}

std::string findings_as_json(std::string_view file, const std::vector<diagnostic>& findings) {
  std::string text = "[";
  for (const diagnostic& finding : findings) {
    if (text.size() > 1) text += ',';
    append_object(text, file, finding);
  }
  text += ']';
  return text;
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_rulebook_verify(const char* json, size_t size, const char* name, size_t name_size,
                             int32_t format, cx_buffer* out, uint64_t* errors, uint64_t* warnings,
                             cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(json, size) || !is_text(name, name_size) || out == nullptr) {
      return misuse(err, "json, name or out is NULL");
    }
    if (format != CX_FORMAT_TEXT && format != CX_FORMAT_JSON) {
      return misuse(err, "format is neither CX_FORMAT_TEXT nor CX_FORMAT_JSON");
    }
    const std::vector<chengxin::diagnostic> findings =
        chengxin::io::load_rulebook(view(json, size)).findings;
    const std::string_view file = view(name, name_size);
    *out = make_buffer(format == CX_FORMAT_JSON ? findings_as_json(file, findings)
                                                : findings_as_text(file, findings));
    const auto error_count = static_cast<std::uint64_t>(
        std::count_if(findings.begin(), findings.end(), [](const chengxin::diagnostic& finding) {
          return finding.level == chengxin::severity::error;
        }));
    if (errors != nullptr) *errors = error_count;
    if (warnings != nullptr) *warnings = findings.size() - error_count;
    return CX_OK;
  });
}
