// Arrays, schemas and streams that go out: each owns what it needs until its receiver
// releases it.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/io/arrow_c_data.h"

namespace chengxin::arrow {

/// An array that keeps `share` alive, in which its buffers lie. The first one says what is
/// null: a null pointer, nothing.
[[nodiscard]] ArrowArray make_array(std::shared_ptr<const void> share, std::size_t length,
                                    std::vector<const void*> buffers);
[[nodiscard]] ArrowSchema make_schema(std::string name, std::string format, bool nullable,
                                      std::string metadata = {});
/// One key and one value, as the interface has them.
[[nodiscard]] std::string metadata_of(std::string_view key, std::string_view value);

/// Gives a column its dictionary, which is its own from here on.
void adopt_dictionary(ArrowArray& of, ArrowArray dictionary);
void adopt_dictionary(ArrowSchema& of, ArrowSchema dictionary);
/// Gives a struct its children, which are its own from here on.
void adopt(ArrowArray& parent, std::vector<ArrowArray> children);
void adopt(ArrowSchema& parent, std::vector<ArrowSchema> children);

/// A few texts that a column numbers.
class words {
public:
  void add(std::string_view text);
  [[nodiscard]] ArrowArray array(std::shared_ptr<const void> share) const;
  [[nodiscard]] static ArrowSchema schema();

private:
  std::vector<std::int32_t> offsets_{0};
  std::string bytes_;
};

/// A table that is given away chunk by chunk.
class given_table {
public:
  virtual ~given_table() = default;
  [[nodiscard]] virtual ArrowSchema schema() const = 0;
  /// The next chunk; one that is released already after the last.
  [[nodiscard]] virtual ArrowArray next() = 0;

protected:
  given_table() = default;
  given_table(const given_table&) = default;
  given_table& operator=(const given_table&) = default;
};

void give(std::unique_ptr<given_table> what, ArrowArrayStream& out) noexcept;

}  // namespace chengxin::arrow
