// "Did you mean": the known word that a mistyped one most likely stands for.
// Never acts on its guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// The one known word that begins with `given`, or else the one that is the
/// fewest letters away, if few enough; empty where there is none or several.
[[nodiscard]] std::string_view closest(std::string_view given,
                                       const std::vector<std::string_view>& known);

/// "; did you mean 'WORD'?", or nothing.
[[nodiscard]] std::string suggestion(std::string_view given,
                                     const std::vector<std::string_view>& known);

}  // namespace cli
