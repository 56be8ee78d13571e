// The findings about a rulebook, as lines or as JSON (SPECIFICATION section 7).
// Never judges a rulebook itself.
#include <cstddef>

#include "chengxin/io/rulebook.hpp"
#include "internal.hpp"
#include "report/visible.hpp"
#include "text.hpp"

struct cx_findings {
  std::vector<chengxin::diagnostic> all;
  std::uint64_t errors = 0;
};

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

cx_status cx_rulebook_verify(const char* json, size_t size, cx_findings** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(json, size) || out == nullptr) return misuse(err, "json or out is NULL");
    auto made = std::make_unique<cx_findings>();
    made->all = chengxin::io::load_rulebook(view(json, size)).findings;
    made->errors = static_cast<std::uint64_t>(
        std::count_if(made->all.begin(), made->all.end(), [](const chengxin::diagnostic& finding) {
          return finding.level == chengxin::severity::error;
        }));
    *out = made.release();
    return CX_OK;
  });
}

void cx_findings_free(cx_findings* findings) {
  delete findings;
}

uint64_t cx_findings_errors(const cx_findings* findings) {
  return findings == nullptr ? 0 : findings->errors;
}

uint64_t cx_findings_warnings(const cx_findings* findings) {
  return findings == nullptr ? 0 : findings->all.size() - findings->errors;
}

cx_status cx_findings_get(const cx_findings* findings, uint64_t index, cx_finding* out,
                          cx_error* err) {
  if (findings == nullptr) return misuse(err, "findings is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  if (index >= findings->all.size()) return misuse(err, "index is beyond the findings");
  const chengxin::diagnostic& it = findings->all[static_cast<std::size_t>(index)];
  cx_finding full = CX_FINDING_INIT;
  full.is_error = it.level == chengxin::severity::error ? 1 : 0;
  full.line = it.where.line;
  full.column = it.where.column;
  full.pointer = lend(it.pointer);
  full.code = lend(it.code);
  full.message = lend(it.message);
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_findings_text(const cx_findings* findings, const char* name, size_t name_size,
                           int32_t format, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (findings == nullptr || !is_text(name, name_size) || out == nullptr) {
      return misuse(err, "findings, name or out is NULL");
    }
    if (format != CX_FORMAT_TEXT && format != CX_FORMAT_JSON) {
      return misuse(err, "format is neither CX_FORMAT_TEXT nor CX_FORMAT_JSON");
    }
    const std::string_view file = view(name, name_size);
    *out = make_buffer(format == CX_FORMAT_JSON ? findings_as_json(file, findings->all)
                                                : findings_as_text(file, findings->all));
    return CX_OK;
  });
}
