// Packing tombstones (see tombstone.hpp).
#include "store/tombstone.hpp"

#include <limits>

namespace chengxin::storage {
namespace {

std::int64_t unpack_number(unpacker& from) {
  const std::uint64_t read = from.number();
  if (read > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    unpacker::refuse();
  }
  return static_cast<std::int64_t>(read);
}

// Positions ascend, so that their differences are small.
std::int64_t unpack_next(unpacker& from, std::int64_t before) {
  const std::int64_t more = unpack_number(from);
  if (more == 0 || more > std::numeric_limits<std::int64_t>::max() - before) unpacker::refuse();
  return before + more;
}

}  // namespace

std::string pack(const tombstone& content) {
  std::string packed;
  packer to(packed);
  to.byte(static_cast<std::uint8_t>(content.kind));
  to.number(static_cast<std::uint64_t>(content.subject));
  to.text(content.evidence);
  to.number(content.entries.size());
  std::int64_t before = 0;
  for (const std::int64_t entry : content.entries) {
    to.number(static_cast<std::uint64_t>(entry - before));
    before = entry;
  }
  to.number(content.kept.size());
  before = 0;
  for (const kept_disclosure& it : content.kept) {
    to.number(static_cast<std::uint64_t>(it.entry - before));
    before = it.entry;
    to.text(it.use);
    to.number(static_cast<std::uint64_t>(it.scope));
    to.number(static_cast<std::uint64_t>(it.granted));
  }
  return packed;
}

tombstone unpack_tombstone(std::string_view content) {
  unpacker from(content);
  tombstone read;
  read.kind = static_cast<entry_kind>(from.byte());
  if (!is_tombstone(read.kind) || read.kind > entry_kind::barring) unpacker::refuse();
  read.subject = unpack_number(from);
  read.evidence = from.text();
  std::int64_t before = 0;
  for (std::uint64_t left = from.number(); left > 0; --left) {
    read.entries.push_back(before = unpack_next(from, before));
  }
  before = 0;
  for (std::uint64_t left = from.number(); left > 0; --left) {
    kept_disclosure& it = read.kept.emplace_back();
    it.entry = before = unpack_next(from, before);
    it.use = from.text();
    it.scope = unpack_number(from);
    it.granted = unpack_number(from);
  }
  if (!from.at_end()) unpacker::refuse();
  return read;
}

}  // namespace chengxin::storage
