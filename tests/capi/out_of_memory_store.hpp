// The part of out_of_memory_test.cpp about stores: SQLite is refused memory as well, and
// whatever fails leaves a ledger that is whole, where the same call then succeeds.
// Included by it alone.
#pragma once

namespace {

constexpr cx_moment store_moment = 1782792000000;  // 2026-06-30T04:00:00Z
constexpr cx_day store_day = 20634;                // 2026-06-30

cx_moment store_clock(void*) {
  return store_moment;
}

// A rulebook that takes few requests to load, of which there are two versions.
std::string tiny_rulebook(const char* version) {
  return std::string(R"({"format":"chengxin-rulebook/1","id":"tiny","version":")") + version +
         R"(","title":{"zh":"小","en":"Tiny"},"jurisdiction":"350400",
    "effective":{"from":"2020-01-01"},"basis":[{"id":"law","title":{"zh":"办法","en":"Law"}}],
    "score":{"base":600,"min":0,"max":1000},
    "eligibility":{"min_age":18,"residency":["registered"],"capacity":["full"]},
    "dimensions":[{"id":"conduct","title":{"zh":"品行","en":"Conduct"},"min":-300,"max":200},
      {"id":"repair","title":{"zh":"修复","en":"Repair"},"min":0,"max":500,"repairs":true}],
    "categories":[{"id":"fine","title":{"zh":"罚款","en":"Fine"},"nature":"bad"},
                  {"id":"note","title":{"zh":"记录","en":"Note"},"nature":"bad"}],
    "rules":[{"id":"R1","dimension":"conduct","title":{"zh":"罚款","en":"Fine"},"cite":["law:1"],
              "categories":["fine"],"points":-20,"valid_months":12},
             {"id":"R2","dimension":"conduct","title":{"zh":"记录","en":"Note"},"cite":["law:2"],
              "categories":["note"],"points":-5,"valid_months":1}],
    "tiers":[{"id":"A","title":{"zh":"好","en":"Good"},"min":0}],
    "uses":[{"id":"bikes","title":{"zh":"单车","en":"Bikes"},"cite":["law:3"],"min_score":500}]})";
}

// A small store in a file, which each try begins with: of a resident's two records the note
// has had its effect.
class small_store {
public:
  small_store() {
    char shared[] = "/dev/shm/chengxin-store-XXXXXX";
    char usual[] = "/tmp/chengxin-store-XXXXXX";
    const char* made = mkdtemp(shared);
    if (made == nullptr) made = mkdtemp(usual);
    if (made == nullptr) std::exit(1);
    folder_ = made;
    path = folder_ + "/store";
    create();
    cx_store* const store = open();
    const std::string book = tiny_rulebook("1");
    must(cx_store_add_rulebook(store, book.data(), book.size(), CX_NO_MOMENT, nullptr, nullptr));
    must(import(store, nullptr));
    cx_store_free(store);
    std::ifstream file(path, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  small_store(const small_store&) = delete;
  small_store& operator=(const small_store&) = delete;
  ~small_store() {
    remove();
    ::rmdir(folder_.c_str());
  }

  void remove() const {
    for (const char* end : {"", "-wal", "-shm"}) std::remove((path + end).c_str());
  }
  void set() const {
    remove();
    std::ofstream file(path, std::ios::binary);
    file.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
  }
  void create() const {
    cx_store_create_options how = CX_STORE_CREATE_OPTIONS_INIT;
    how.test_clock = 1;
    cx_store* made = nullptr;
    must(cx_store_create(path.data(), path.size(), &how, &made, nullptr));
    cx_store_free(made);
  }
  cx_status open(cx_store** out, cx_error* err) const {
    cx_store_options how = CX_STORE_OPTIONS_INIT;
    how.clock = store_clock;
    return cx_store_open(path.data(), path.size(), &how, out, err);
  }
  [[nodiscard]] cx_store* open() const {
    cx_store* made = nullptr;
    must(open(&made, nullptr));
    return made;
  }
  static cx_status import(cx_store* store, cx_error* err) {
    constexpr std::string_view subjects =
        "subject_id,birth_date,residency,capacity,enrolled_on\n"
        "s1,1990-05-01,registered,full,2020-01-01\ns2,1985-03-02,registered,full,2020-01-01\n";
    constexpr std::string_view records =
        "record_id,subject_id,category,provider,occurred_on,origin,status\n"
        "r1,s2,fine,police,2026-03-01,platform,active\nr2,s2,x,y,z,u,v\n"
        "r3,s2,note,police,2026-03-01,platform,active\n";
    cx_import_options how = CX_IMPORT_OPTIONS_INIT;
    how.subjects_format = how.records_format = CX_ROWS_CSV;
    cx_import* told = nullptr;
    const cx_status status = cx_store_import_memory(
        store, subjects.data(), subjects.size(), records.data(), records.size(), &how, &told, err);
    cx_import_free(told);
    return status;
  }

  std::string path;

private:
  std::string folder_;
  std::string bytes_;
};

using store_call = std::function<cx_status(cx_store*, cx_error*)>;

// The entries of a ledger.
std::uint64_t entries_of(cx_store* store) {
  cx_statistics counted = CX_STATISTICS_INIT;
  must(cx_store_statistics(store, &counted, nullptr, nullptr));
  return counted.entries;
}

// Whether what fails may have added to the ledger: where it erased, and the bytes are due.
enum class failing : std::uint8_t { adds_nothing, may_have_erased };

// A call on a store that `before` has prepared.
void sweep_store(const char* name, const small_store& small, const store_call& function,
                 const store_call& before = {}, failing what = failing::adds_nothing) {
  sweep(name, [&](trial& t) {
    small.set();
    cx_store* const store = small.open();
    if (before) must(before(store, nullptr));
    const std::uint64_t entries = entries_of(store);
    if (t.call([&](cx_error* err) { return function(store, err); }) != CX_OK) {
      t.expect(what == failing::may_have_erased || entries_of(store) == entries,
               "what failed stands in the ledger");
      cx_error again = CX_ERROR_INIT;
      t.expect(function(store, &again) == CX_OK, again.message);
    }
    cx_verification found = CX_VERIFICATION_INIT;
    must(cx_store_verify(store, nullptr, &found, nullptr, nullptr));
    const std::string why(found.why.data == nullptr ? "" : found.why.data, found.why.size);
    t.expect(found.ok == 1, why.c_str());
    cx_store_free(store);
  });
}

// A function that fills a buffer, which goes at once.
template <class Fill>
store_call filling(const Fill& fill) {
  return [fill](cx_store* store, cx_error* err) {
    cx_buffer text = CX_BUFFER_INIT;
    const cx_status status = fill(store, &text, err);
    cx_buffer_dispose(&text);
    return status;
  };
}

void sweep_store_files(const small_store& small) {
  sweep("cx_store_open", [&](trial& t) {
    small.set();
    cx_store* store = nullptr;
    if (t.call([&](cx_error* err) { return small.open(&store, err); }) != CX_OK) {
      t.expect(store == nullptr, "out was touched");
      store = small.open();
    }
    cx_store_free(store);
  });
  sweep("cx_store_create", [&](trial& t) {
    small.remove();
    cx_store* store = nullptr;
    const auto create = [&](cx_error* err) {
      return cx_store_create(small.path.data(), small.path.size(), nullptr, &store, err);
    };
    if (t.call(create) != CX_OK) {
      cx_error again = CX_ERROR_INIT;
      t.expect(create(&again) == CX_OK, again.message);  // nothing is in the way
    }
    cx_store_free(store);
  });
}

void sweep_store_writes(const small_store& small) {
  const std::string book = tiny_rulebook("2");
  sweep_store("cx_store_import_memory", small, small_store::import, [](cx_store* store, cx_error*) {
    return cx_store_erase(store, "s1", 2, "form", 4, nullptr);
  });
  sweep_store("cx_store_add_rulebook", small, [&](cx_store* store, cx_error* err) {
    return cx_store_add_rulebook(store, book.data(), book.size(), CX_NO_MOMENT, nullptr, err);
  });
  sweep_store("cx_store_add_subject", small, [](cx_store* store, cx_error* err) {
    cx_subject who = CX_SUBJECT_INIT;
    who.subject_id = lend("a-subject-with-a-long-name-of-its-own");
    who.residency = CX_RESIDENCY_REGISTERED;
    who.capacity = CX_CAPACITY_FULL;
    return cx_store_add_subject(store, &who, CX_NO_MOMENT, nullptr, err);
  });
  // The demonstration's attributes are none of this rulebook's: two records without.
  const small_facts given(2);
  sweep_store("cx_store_add_records", small, [&](cx_store* store, cx_error* err) {
    return cx_store_add_records(store, "s1", 2, given.records.data(), given.records.size(),
                                CX_NO_MOMENT, nullptr, err);
  });
  const store_call object = [](cx_store* store, cx_error* err) {
    return cx_store_object(store, "s2", 2, "r1", 2, "not me", 6, err);
  };
  const store_call withdraw = [](cx_store* store, cx_error* err) {
    return cx_store_withdraw(store, "s2", 2, "form", 4, err);
  };
  sweep_store("cx_store_object", small, object);
  sweep_store(
      "cx_store_decide", small,
      [](cx_store* store, cx_error* err) {
        return cx_store_decide(store, "s2", 2, "r1", 2, 1, "act", 3, err);
      },
      object);
  sweep_store("cx_store_withdraw", small, withdraw);
  sweep_store(
      "cx_store_enrol", small,
      [](cx_store* store, cx_error* err) { return cx_store_enrol(store, "s2", 2, "form", 4, err); },
      withdraw);
  sweep_store(
      "cx_store_erase", small,
      [](cx_store* store, cx_error* err) { return cx_store_erase(store, "s2", 2, "form", 4, err); },
      {}, failing::may_have_erased);
  sweep_store(
      "cx_store_purge", small,
      [](cx_store* store, cx_error* err) { return cx_store_purge(store, 0, nullptr, err); }, {},
      failing::may_have_erased);
}

void sweep_store_reads(const small_store& small) {
  sweep_store("cx_store_score", small, [](cx_store* store, cx_error* err) {
    cx_store_figures it = CX_STORE_FIGURES_INIT;
    return cx_store_score(store, "s2", 2, store_day, CX_NO_MOMENT, &it, err);
  });
  sweep_store("cx_store_score_csv", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_score_csv(store, "s2", 2, store_day, CX_NO_MOMENT, 1, out, err);
              }));
  std::string bytes;
  bytes.reserve(1 << 16);
  sweep_store("cx_store_scores", small, [&](cx_store* store, cx_error* err) {
    bytes.clear();
    return cx_store_scores(store, store_day, CX_NO_MOMENT, 1, append, &bytes, nullptr, err);
  });
  sweep_store("cx_store_refresh", small, [](cx_store* store, cx_error* err) {
    cx_refresh_options how = CX_REFRESH_OPTIONS_INIT;
    how.threads = 1;
    return cx_store_refresh(store, &how, nullptr, nullptr, err);
  });
  sweep_store("cx_store_explain", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_explain(store, "s2", 2, store_day, CX_NO_MOMENT, CX_FORMAT_JSON,
                                        CX_LANGUAGE_EN, out, err);
              }));
  sweep_store("cx_store_timeline", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_timeline(store, "s2", 2, store_day, store_day + 400, CX_NO_MOMENT,
                                         out, err);
              }));
  sweep_store("cx_store_explain_change", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_explain_change(store, "s2", 2, store_day, CX_NO_MOMENT,
                                               store_day + 400, CX_NO_MOMENT, out, err);
              }));
  sweep_store("cx_store_head", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_head(store, out, err);
              }));
  sweep_store("cx_store_verify", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_verify(store, nullptr, nullptr, out, err);
              }));
  sweep_store("cx_store_statistics", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_statistics(store, nullptr, out, err);
              }));
  sweep_store("cx_store_begin_snapshot", small, [](cx_store* store, cx_error* err) {
    const cx_status status = cx_store_begin_snapshot(store, err);
    cx_store_end_snapshot(store);
    return status;
  });
}

void sweep_store_consents(const small_store& small) {
  const auto grant = filling([](auto* store, auto* out, auto* err) {
    cx_consent_request asked = CX_CONSENT_REQUEST_INIT;
    asked.scope = CX_SCOPE_REPORT;
    asked.subject_id = lend("s2");
    asked.grantee = lend("the bikes");
    asked.use = lend("bikes");
    asked.first_day = store_day - 10;
    asked.last_day = store_day + 10;
    asked.evidence = lend("form");
    return cx_store_grant(store, &asked, out, err);
  });
  sweep_store("cx_store_grant", small, grant);
  const auto disclose = filling([](auto* store, auto* out, auto* err) {
    cx_disclosure_request asked = CX_DISCLOSURE_REQUEST_INIT;
    asked.scope = CX_SCOPE_REPORT;
    asked.subject_id = lend("s2");
    asked.grantee = lend("the bikes");
    asked.use = lend("bikes");
    cx_disclosure told = CX_DISCLOSURE_INIT;
    return cx_store_disclose(store, &asked, &told, out, err);
  });
  sweep_store("cx_store_disclose", small, disclose, grant);
  sweep_store("cx_store_disclose (denied)", small, disclose);
  sweep_store("cx_store_self", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_self(store, "s2", 2, "face", 4, nullptr, out, err);
              }));
  sweep_store("cx_store_consents", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_consents(store, "s2", 2, out, err);
              }),
              grant);
  sweep_store("cx_store_log", small, filling([](auto* store, auto* out, auto* err) {
                return cx_store_log(store, "s2", 2, out, err);
              }),
              disclose);
}

void sweep_stores() {
  const small_store small;
  sweep_store_files(small);
  sweep_store_writes(small);
  sweep_store_reads(small);
  sweep_store_consents(small);
}

}  // namespace
