// Words compared by the letters that must be inserted, dropped, changed or
// swapped with their neighbour. Never fast: the words are short and few.
#include "suggest.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace cli {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> least(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        least[i][j] = i + j;
        continue;
      }
      least[i][j] = std::min({least[i - 1][j] + 1, least[i][j - 1] + 1,
                              least[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        least[i][j] = std::min(least[i][j], least[i - 2][j - 2] + 1);
      }
    }
  }
  return least[a.size()][b.size()];
}

}  // namespace

std::string_view closest(std::string_view given, const std::vector<std::string_view>& known) {
  if (given.empty() || given.size() > 64) return {};
  std::string_view best;
  std::size_t count = 0;
  for (const std::string_view word : known) {
    if (word.substr(0, given.size()) == given) {
      best = word;
      ++count;
    }
  }
  if (count == 1) return best;

  const std::size_t few = given.size() < 4 ? 1 : 2;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const std::string_view word : known) {
    const std::size_t away = distance(given, word);
    if (away < least) {
      least = away;
      best = word;
      count = 1;
    } else if (away == least) {
      ++count;
    }
  }
  return least <= few && count == 1 ? best : std::string_view();
}

std::string suggestion(std::string_view given, const std::vector<std::string_view>& known) {
  const std::string_view word = closest(given, known);
  return word.empty() ? std::string() : "; did you mean '" + std::string(word) + "'?";
}

}  // namespace cli
