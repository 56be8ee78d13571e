// A program with the C++ library: is the built-in rulebook valid?
#include <chengxin/io/rulebook.hpp>

#include <cstdio>

int main() {
  const auto loaded = chengxin::io::load_rulebook(chengxin::io::builtin_rulebook_json());
  if (!loaded.book) return 1;
  std::printf("%s is valid\n", loaded.book->id.c_str());
}
