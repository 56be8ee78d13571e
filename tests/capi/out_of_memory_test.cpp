// Every function of the C interface that may ask for memory, with the first, the second,
// the third … request refused, alone and with all that follow, until it succeeds: it
// gives CX_ERROR_NO_MEMORY or CX_OK, leaves its out-parameters as they were, loses
// nothing, and serves again afterwards (CONVENTIONS 18, 21). And the loop that asks for
// none: REQ ASSESS-1. The rulebooks are small, so that each request of each function is
// refused alone. In steps are tried the middle of the built-in rulebook, which is not small,
// and of more than 200 requests where all that follow fail too;
// `capi_out_of_memory_test every` tries each of those as well.
#include "failing_memory.hpp"

#include <chengxin.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "arrow_tables.h"
#include "small_city.hpp"

namespace {

bool every = false;  // request, without steps
long functions = 0;
long injected = 0;
int failures = 0;

void complain(const char* name, long which, const char* what) {
  ++failures;
  if (failures <= 40) std::fprintf(stderr, "%s, request %ld: %s\n", name, which, what);
}

// One try: sets the stage, runs the function through `call`, and tidies up.
class trial {
public:
  trial(const char* name, long which, bool lasting)
      : name_(name), which_(which), lasting_(lasting) {}

  // The function under test, with a cx_error and the failure that it is tried with.
  cx_status call(const std::function<cx_status(cx_error*)>& function) {
    cx_error err = CX_ERROR_INIT;
    const cx_status status =
        failing_memory::during(which_, lasting_, [&] { return function(&err); });
    refused = failing_memory::refused;
    requests = failing_memory::asked;
    if (status != CX_OK && status != CX_ERROR_NO_MEMORY) {
      std::fprintf(stderr, "%s: %s\n", err.code, err.message);
      complain(name_, which_, cx_status_name(status));
    }
    if (status == CX_ERROR_NO_MEMORY && refused == 0) complain(name_, which_, "nothing failed");
    if (status != err.status) complain(name_, which_, "err tells something else");
    if (status != CX_OK && std::strcmp(err.code, "no_memory") != 0) {
      complain(name_, which_, "err has another code");
    }
    return status;
  }
  void expect(bool condition, const char* what) {
    if (!condition) complain(name_, which_, what);
  }

  long refused = 0;
  long requests = 0;

private:
  const char* name_;
  long which_;
  bool lasting_;
};

constexpr long all = std::numeric_limits<long>::max();

// The request to be refused after one. Between the first and the last `closely` of a
// function's requests it skips ahead by an eighth, since they are alike.
long next_request(long which, long requests, long closely) {
  if (every || which <= closely || which >= requests - closely) return which + 1;
  return std::min(which + which / 8, requests - closely);
}

// Tries a function until no request of it is refused.
void sweep(const char* name, const std::function<void(trial&)>& body, long closely = all) {
  ++functions;
  trial warm_up(name, 0, false);  // what the system keeps for itself, once
  body(warm_up);
  for (const bool lasting : {false, true}) {
    const long so_closely = lasting ? std::min(closely, 100L) : closely;
    for (long which = 1;; which = next_request(which, warm_up.requests, so_closely)) {
      const long before = failing_memory::alive;
      trial attempt(name, which, lasting);
      body(attempt);
      if (failing_memory::alive != before) complain(name, which, "memory was lost");
      if (attempt.refused == 0) {
        if (!lasting) std::printf("%-44s %6ld requests\n", name, attempt.requests);
        break;
      }
      ++injected;
    }
  }
}

// A function that makes a handle or fills a buffer, which `free` takes back.
template <class Made>
void sweep_making(const char* name, const std::function<cx_status(Made**, cx_error*)>& make,
                  void (*free)(Made*)) {
  sweep(name, [&](trial& t) {
    auto* const untouched = reinterpret_cast<Made*>(&failures);
    Made* made = untouched;
    if (t.call([&](cx_error* err) { return make(&made, err); }) == CX_OK) {
      free(made);
      return;
    }
    t.expect(made == untouched, "out was touched");
    t.expect(make(&made, nullptr) == CX_OK, "it does not serve again");
    free(made);
  });
}

void sweep_filling(const char* name, const std::function<cx_status(cx_buffer*, cx_error*)>& fill) {
  cx_buffer right = CX_BUFFER_INIT;
  if (fill(&right, nullptr) != CX_OK) complain(name, 0, "never succeeds");
  sweep(name, [&](trial& t) {
    static char mark = 'm';
    cx_buffer out = {&mark, 1};
    if (t.call([&](cx_error* err) { return fill(&out, err); }) != CX_OK) {
      t.expect(out.data == &mark && out.size == 1, "out was touched");
      t.expect(fill(&out, nullptr) == CX_OK, "it does not serve again");
    }
    t.expect(out.size == right.size && std::memcmp(out.data, right.data, out.size) == 0,
             "another text");
    cx_buffer_dispose(&out);
  });
  cx_buffer_dispose(&right);
}

std::int32_t append(void* context, const char* data, std::size_t size) {
  // A callback's own memory is not the library's: room is made beforehand.
  auto& text = *static_cast<std::string*>(context);
  if (text.size() + size > text.capacity()) return 1;
  text.append(data, size);
  return 0;
}

void sweep_writing(const char* name,
                   const std::function<cx_status(cx_write_function, void*, cx_error*)>& write) {
  std::string right;
  right.reserve(1 << 20);
  if (write(append, &right, nullptr) != CX_OK) complain(name, 0, "never succeeds");
  std::string text;
  text.reserve(1 << 20);
  sweep(name, [&](trial& t) {
    text.clear();
    if (t.call([&](cx_error* err) { return write(append, &text, err); }) != CX_OK) {
      t.expect(right.starts_with(text), "other bytes were written");
      text.clear();
      t.expect(write(append, &text, nullptr) == CX_OK, "it does not serve again");
    }
    t.expect(text == right, "other bytes");
  });
}

void sweep_rulebooks(const small_city& city) {
  const std::string& json = city.json;
  sweep_making<cx_rulebook>(
      "cx_rulebook_load",
      [&](auto** out, auto* err) { return cx_rulebook_load(json.data(), json.size(), out, err); },
      cx_rulebook_free);
  sweep_making<cx_engine>(
      "cx_engine_new",
      [&](auto** out, auto* err) { return cx_engine_new(city.rulebook, out, err); },
      cx_engine_free);
  sweep_filling("cx_rulebook_canonical", [&](auto* out, auto* err) {
    return cx_rulebook_canonical(json.data(), json.size(), out, err);
  });
  const std::string wrong = "{\"format\": \"chengxin-rulebook/1\", \"id\": 7, \"what\": [{}]}";
  for (const std::string* text : {&json, &wrong}) {
    sweep_making<cx_findings>(
        "cx_rulebook_verify",
        [&](auto** out, auto* err) {
          return cx_rulebook_verify(text->data(), text->size(), out, err);
        },
        cx_findings_free);
  }
  cx_findings* findings = nullptr;
  if (cx_rulebook_verify(wrong.data(), wrong.size(), &findings, nullptr) != CX_OK) std::exit(1);
  for (const int format : {CX_FORMAT_TEXT, CX_FORMAT_JSON}) {
    sweep_filling("cx_findings_text", [&](auto* out, auto* err) {
      return cx_findings_text(findings, "a.json", 6, format, out, err);
    });
  }
  cx_findings_free(findings);
  sweep_filling("cx_escape_controls", [](auto* out, auto* err) {
    return cx_escape_controls("red \033[31m and a text of some length\x80", 36, out, err);
  });
}

void sweep_builtin() {
  sweep(
      "cx_rulebook_builtin",
      [](trial& t) {
        cx_rulebook* made = nullptr;
        const bool ok =
            t.call([&](cx_error* err) { return cx_rulebook_builtin(&made, err); }) == CX_OK;
        t.expect(ok == (made != nullptr), "out was touched");
        cx_rulebook_free(made);
      },
      8);
}

void sweep_failures(const small_city& city) {
  // Failures whose message is put together: memory may run out for that too.
  const auto either = [](const char* name, cx_status expected,
                         const std::function<cx_status(cx_error*)>& call) {
    ++functions;
    for (long which = 1;; ++which) {
      const long before = failing_memory::alive;
      const cx_status status = failing_memory::during(which, true, [&] { return call(nullptr); });
      if (status != expected && status != CX_ERROR_NO_MEMORY) {
        complain(name, which, cx_status_name(status));
      }
      if (failing_memory::alive != before) complain(name, which, "memory was lost");
      if (failing_memory::refused == 0) break;
      ++injected;
    }
  };
  const std::string unknown(60, 'u');
  either("cx_rulebook_find", CX_ERROR_NOT_FOUND, [&](cx_error* err) {
    uint32_t out = 0;
    return cx_rulebook_find(city.rulebook, CX_PART_RULE, unknown.data(), unknown.size(), &out, err);
  });
  either("cx_population_find", CX_ERROR_NOT_FOUND, [&](cx_error* err) {
    uint64_t out = 0;
    return cx_population_find(city.population, unknown.data(), unknown.size(), &out, err);
  });
  either("cx_date_parse", CX_ERROR_INPUT, [&](cx_error* err) {
    cx_day out = 0;
    return cx_date_parse(unknown.data(), unknown.size(), &out, err);
  });
  either("cx_points_parse", CX_ERROR_INPUT, [&](cx_error* err) {
    cx_points out = 0;
    return cx_points_parse(unknown.data(), unknown.size(), &out, err);
  });
  either("cx_date_add_months", CX_ERROR_MISUSE, [&](cx_error* err) {
    cx_day out = 0;
    return cx_date_add_months(0, INT32_MAX, &out, err);
  });
  either("cx_identity_number_check", CX_ERROR_INPUT, [&](cx_error* err) {
    return cx_identity_number_check(unknown.data(), unknown.size(), err);
  });
  either("cx_provider_code_check", CX_ERROR_INPUT, [&](cx_error* err) {
    return cx_provider_code_check(unknown.data(), unknown.size(), err);
  });
  either("cx_date_format", CX_ERROR_MISUSE, [&](cx_error* err) {
    char out[11];
    return cx_date_format(INT32_MIN, out, sizeof out, err);
  });
}

}  // namespace

#include "out_of_memory_cases.hpp"
#include "out_of_memory_store.hpp"

int main(int count, char** words) {
  every = count == 2 && std::string_view(words[1]) == "every";
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const small_city city;
  sweep_rulebooks(city);
  sweep_builtin();
  sweep_failures(city);
  sweep_cases(city);
  sweep_answers(city);
  sweep_populations(city);
  sweep_tables(city);
  sweep_identity();
  sweep_stores();
  for (const std::size_t records : {10U, 60U}) check_warm_loop(city, records);
  std::printf("%ld functions, %ld failures injected, %d findings\n", functions, injected, failures);
  return failures == 0 ? 0 : 1;
}
