#include "store/erasure.hpp"

namespace chengxin::storage {

bool erase_barred(session&, ledger_writer&, const rulebook&) {
  return false;
}
void remove_bytes(session&) {}
bool bytes_remain(session&) {
  return false;
}

}  // namespace chengxin::storage
