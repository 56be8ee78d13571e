// chengxin store consent, disclose, self, log, object, decide, withdraw, enrol.
// Never asks on anybody's behalf: who calls is the integrator's word.
#include "failure.hpp"
#include "store.hpp"

namespace cli {
namespace {

const std::vector<std::string_view>& scopes() {
  static const std::vector<std::string_view> names{"entitled", "tier", "score", "report"};
  return names;
}

void add_evidence_option(command_options& options) {
  options.value("evidence", "REFERENCE", "where what it rests on is recorded");
}

void declare_grant(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
  options.value("grantee", "ID", "who may ask")
      .value("use", "ID", "what for: one of the rulebook's uses")
      .value("scope", "SCOPE", "how much: entitled, tier, score or report")
      .value("from", "DAY", "the first day, as YYYY-MM-DD")
      .value("until", "DAY", "the last day, as YYYY-MM-DD");
  add_evidence_option(options);
}

int run_grant(cx_store* store, const command_options& options) {
  const std::string subject = options.text("subject");
  const std::string grantee = options.text("grantee");
  const std::string use = options.text("use");
  const std::string evidence = options.text("evidence");
  cx_consent_request asked = CX_CONSENT_REQUEST_INIT;
  asked.scope = static_cast<std::int32_t>(options.choice("scope", scopes()));
  asked.subject_id = lend(subject);
  asked.grantee = lend(grantee);
  asked.use = lend(use);
  asked.evidence = lend(evidence);
  asked.first_day = options.day("from");
  asked.last_day = options.day("until");
  buffer id;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_grant(store, &asked, id.out(), &error), error);
  say_line(id.view());
  return 0;
}

void declare_revoke(command_options& options) {
  options.positional("DB", "DB").positional("ID", "ID");
}

int run_revoke(cx_store* store, const command_options& options) {
  const std::string id = options.text("ID");
  std::int32_t revoked = 0;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_revoke(store, id.data(), id.size(), &revoked, &error), error);
  if (revoked == 0) complain("chengxin: the consent was revoked before");
  return 0;
}

void declare_subject(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
}

int run_consents(cx_store* store, const command_options& options) {
  const std::string id = options.text("subject");
  buffer listed;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_consents(store, id.data(), id.size(), listed.out(), &error), error);
  say_line(listed.view());
  return 0;
}

void declare_disclose(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
  options.value("grantee", "ID", "who asks")
      .value("use", "ID", "what for: one of the rulebook's uses")
      .value("scope", "SCOPE", "how much: entitled, tier, score or report")
      .value("as-of", "DAY", "the day, as YYYY-MM-DD (default: today)");
}

int exit_status_of(const cx_disclosure& told) {
  return static_cast<int>(told.denial == CX_DENIAL_NONE ? exit_status::done : exit_status::denied);
}

int run_disclose(cx_store* store, const command_options& options) {
  const std::string subject = options.text("subject");
  const std::string grantee = options.text("grantee");
  const std::string use = options.text("use");
  cx_disclosure_request asked = CX_DISCLOSURE_REQUEST_INIT;
  asked.scope = static_cast<std::int32_t>(options.choice("scope", scopes()));
  asked.subject_id = lend(subject);
  asked.grantee = lend(grantee);
  asked.use = lend(use);
  asked.as_of = options.optional_day("as-of");
  cx_disclosure told = CX_DISCLOSURE_INIT;
  buffer json;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_disclose(store, &asked, &told, json.out(), &error), error);
  say_line(json.view());
  return exit_status_of(told);
}

void declare_self(command_options& options) {
  declare_subject(options);
  options.value("authentication", "REFERENCE", "the check of their real name");
}

int run_self(cx_store* store, const command_options& options) {
  const std::string subject = options.text("subject");
  const std::string authentication = options.text("authentication");
  cx_disclosure told = CX_DISCLOSURE_INIT;
  buffer json;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_self(store, subject.data(), subject.size(), authentication.data(),
                      authentication.size(), &told, json.out(), &error),
        error);
  say_line(json.view());
  return exit_status_of(told);
}

int run_log(cx_store* store, const command_options& options) {
  const std::string id = options.text("subject");
  buffer listed;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_log(store, id.data(), id.size(), listed.out(), &error), error);
  say_line(listed.view());
  return 0;
}

void declare_object(command_options& options) {
  declare_subject(options);
  options.value("record", "ID", "the record's identifier")
      .value("text", "TEXT", "what the resident says");
}

int run_object(cx_store* store, const command_options& options) {
  const std::string subject = options.text("subject");
  const std::string record = options.text("record");
  const std::string text = options.text("text");
  cx_error error = CX_ERROR_INIT;
  check(cx_store_object(store, subject.data(), subject.size(), record.data(), record.size(),
                        text.data(), text.size(), &error),
        error);
  return 0;
}

void declare_decide(command_options& options) {
  declare_subject(options);
  options.value("record", "ID", "the record's identifier")
      .flag("upheld", "the resident is right: the record is revoked")
      .flag("rejected", "the record stands");
  add_evidence_option(options);
}

int run_decide(cx_store* store, const command_options& options) {
  if (options.given("upheld") == options.given("rejected")) {
    fail_usage("store decide: one of --upheld and --rejected is needed");
  }
  const std::string subject = options.text("subject");
  const std::string record = options.text("record");
  const std::string evidence = options.text("evidence");
  cx_error error = CX_ERROR_INIT;
  check(cx_store_decide(store, subject.data(), subject.size(), record.data(), record.size(),
                        options.given("upheld") ? 1 : 0, evidence.data(), evidence.size(), &error),
        error);
  return 0;
}

void declare_act(command_options& options) {
  declare_subject(options);
  add_evidence_option(options);
}

using act = cx_status (*)(cx_store*, const char*, std::size_t, const char*, std::size_t, cx_error*);

template <act Act>
int run_act(cx_store* store, const command_options& options) {
  const std::string subject = options.text("subject");
  const std::string evidence = options.text("evidence");
  cx_error error = CX_ERROR_INIT;
  check(Act(store, subject.data(), subject.size(), evidence.data(), evidence.size(), &error),
        error);
  return 0;
}

}  // namespace

const std::vector<store_command>& consent_commands() {
  static const std::vector<store_command> commands{
      {"consent grant",
       "DB --subject ID --grantee ID --use ID --scope SCOPE --from DAY --until DAY --evidence "
       "REFERENCE",
       "Adds a consent and writes its id.",
       "chengxin store consent grant city.db --subject S0001 --grantee library \\\n"
       "      --use library.deposit_free --scope entitled --from 2026-01-01 --until 2026-12-31 \\\n"
       "      --evidence app:1234",
       declare_grant,
       {"subject", "grantee", "use", "scope", "from", "until", "evidence"},
       run_grant},
      {"consent revoke",
       "DB ID",
       "Revokes a consent from now on.",
       "chengxin store consent revoke city.db 8f0c…",
       declare_revoke,
       {"ID"},
       run_revoke},
      {"consent list",
       "DB --subject ID",
       "Writes a subject's consents as a JSON array.",
       "chengxin store consent list city.db --subject S0001",
       declare_subject,
       {"subject"},
       run_consents},
      {"disclose",
       "DB --subject ID --grantee ID --use ID --scope SCOPE [options]",
       "Answers a grantee, once the answer stands in the subject's log. A denial says one\n"
       "word why, the same for whoever does not exist as for whoever never consented.",
       "chengxin store disclose city.db --subject S0001 --grantee library \\\n"
       "      --use library.deposit_free --scope entitled",
       declare_disclose,
       {"subject", "grantee", "use", "scope"},
       run_disclose},
      {"self",
       "DB --subject ID --authentication REFERENCE",
       "Gives the subject their own report. It needs no consent, and is logged.",
       "chengxin store self city.db --subject S0001 --authentication login:42",
       declare_self,
       {"subject", "authentication"},
       run_self},
      {"log",
       "DB --subject ID",
       "Writes everyone who asked about a subject, when, for what and what they were told,\n"
       "as a JSON array.",
       "chengxin store log city.db --subject S0001",
       declare_subject,
       {"subject"},
       run_log},
      {"object",
       "DB --subject ID --record ID --text TEXT",
       "Marks a record as disputed until it is decided.",
       "chengxin store object city.db --subject S0001 --record R7 --text 'not me'",
       declare_object,
       {"subject", "record", "text"},
       run_object},
      {"decide",
       "DB --subject ID --record ID --upheld|--rejected --evidence REFERENCE",
       "Decides an objection. Upheld, the record is revoked.",
       "chengxin store decide city.db --subject S0001 --record R7 --upheld --evidence case:9",
       declare_decide,
       {"subject", "record", "evidence"},
       run_decide},
      {"withdraw",
       "DB --subject ID --evidence REFERENCE",
       "From now on nothing is computed or disclosed about the subject, until they enrol\n"
       "again.",
       "chengxin store withdraw city.db --subject S0001 --evidence app:1240",
       declare_act,
       {"subject", "evidence"},
       run_act<cx_store_withdraw>},
      {"enrol",
       "DB --subject ID --evidence REFERENCE",
       "Ends a withdrawal, or follows an erasure.",
       "chengxin store enrol city.db --subject S0001 --evidence app:1250",
       declare_act,
       {"subject", "evidence"},
       run_act<cx_store_enrol>},
      {"erase",
       "DB --subject ID --evidence REFERENCE",
       "Removes a subject's personal data, and their bytes from the file.",
       "chengxin store erase city.db --subject S0001 --evidence app:1260",
       declare_act,
       {"subject", "evidence"},
       run_act<cx_store_erase>},
  };
  return commands;
}

}  // namespace cli
