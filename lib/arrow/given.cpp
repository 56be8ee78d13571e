// Giving arrays, schemas and streams away (see given.hpp).
#include "arrow/given.hpp"

namespace chengxin::arrow {
namespace {

/// What one ArrowArray or ArrowSchema owns besides its share of what it shows.
struct holder {
  std::shared_ptr<const void> share;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> array_pointers;
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowSchema*> schema_pointers;
  std::unique_ptr<ArrowArray> dictionary;
  std::unique_ptr<ArrowSchema> dictionary_schema;
  std::string name, format, metadata;
};

template <class Part>
holder& held_by(Part& it) noexcept {
  return *static_cast<holder*>(it.private_data);
}

template <class Part>
void release(Part* it) {
  for (std::int64_t c = 0; c < it->n_children; ++c) {
    if (it->children[c]->release != nullptr) it->children[c]->release(it->children[c]);
  }
  if (it->dictionary != nullptr && it->dictionary->release != nullptr) {
    it->dictionary->release(it->dictionary);
  }
  delete static_cast<holder*>(it->private_data);
  it->release = nullptr;
}

given_table& table_of(ArrowArrayStream* from) noexcept {
  return *static_cast<given_table*>(from->private_data);
}

template <class Body>
int guarded(const Body& body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    return ENOMEM;
  }
}

}  // namespace

ArrowArray make_array(std::shared_ptr<const void> share, std::size_t length,
                      std::vector<const void*> buffers) {
  auto held = std::make_unique<holder>();
  held->share = std::move(share);
  held->buffers = std::move(buffers);
  ArrowArray made{};
  made.length = static_cast<std::int64_t>(length);
  made.null_count = held->buffers[0] == nullptr ? 0 : -1;
  made.n_buffers = static_cast<std::int64_t>(held->buffers.size());
  made.buffers = held->buffers.data();
  made.release = release<ArrowArray>;
  made.private_data = held.release();
  return made;
}

ArrowSchema make_schema(std::string name, std::string format, bool nullable, std::string metadata) {
  auto held = std::make_unique<holder>();
  held->name = std::move(name);
  held->format = std::move(format);
  held->metadata = std::move(metadata);
  ArrowSchema made{};
  made.format = held->format.c_str();
  made.name = held->name.c_str();
  made.metadata = held->metadata.empty() ? nullptr : held->metadata.data();
  made.flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  made.release = release<ArrowSchema>;
  made.private_data = held.release();
  return made;
}

std::string metadata_of(std::string_view key, std::string_view value) {
  std::string made;
  const auto number = [&](std::size_t n) {
    const auto small = static_cast<std::int32_t>(n);
    made.append(reinterpret_cast<const char*>(&small), sizeof small);
  };
  number(1);
  number(key.size());
  made += key;
  number(value.size());
  made += value;
  return made;
}

void adopt_dictionary(ArrowArray& of, ArrowArray dictionary) {
  held_by(of).dictionary = std::make_unique<ArrowArray>(dictionary);
  of.dictionary = held_by(of).dictionary.get();
}
void adopt_dictionary(ArrowSchema& of, ArrowSchema dictionary) {
  held_by(of).dictionary_schema = std::make_unique<ArrowSchema>(dictionary);
  of.dictionary = held_by(of).dictionary_schema.get();
}

void adopt(ArrowArray& parent, std::vector<ArrowArray> children) {
  holder& held = held_by(parent);
  held.arrays = std::move(children);
  for (ArrowArray& it : held.arrays) held.array_pointers.push_back(&it);
  parent.n_children = static_cast<std::int64_t>(held.arrays.size());
  parent.children = held.array_pointers.data();
}
void adopt(ArrowSchema& parent, std::vector<ArrowSchema> children) {
  holder& held = held_by(parent);
  held.schemas = std::move(children);
  for (ArrowSchema& it : held.schemas) held.schema_pointers.push_back(&it);
  parent.n_children = static_cast<std::int64_t>(held.schemas.size());
  parent.children = held.schema_pointers.data();
}

void words::add(std::string_view text) {
  bytes_ += text;
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
}

ArrowArray words::array(std::shared_ptr<const void> share) const {
  return make_array(std::move(share), offsets_.size() - 1,
                    {nullptr, offsets_.data(), bytes_.data()});
}

ArrowSchema words::schema() {
  return make_schema("", "u", false);
}

void give(std::unique_ptr<given_table> what, ArrowArrayStream& out) noexcept {
  out.get_schema = [](ArrowArrayStream* from, ArrowSchema* into) {
    return guarded([&] { *into = table_of(from).schema(); });
  };
  out.get_next = [](ArrowArrayStream* from, ArrowArray* into) {
    *into = ArrowArray{};
    return guarded([&] { *into = table_of(from).next(); });
  };
  out.get_last_error = [](ArrowArrayStream*) -> const char* { return "out of memory"; };
  out.release = [](ArrowArrayStream* from) {
    delete &table_of(from);
    from->release = nullptr;
  };
  out.private_data = what.release();
}

}  // namespace chengxin::arrow
