// The commands, each in a file of its own.
// Never more than a name and a function: what they do is said by their --help.
#pragma once

#include <string>
#include <vector>

namespace cli {

using arguments = std::vector<std::string>;

// Each reads its arguments and does its work. Gives the exit status; throws a
// failure.
int score(const arguments& given);
int explain(const arguments& given);
int timeline(const arguments& given);
int verify(const arguments& given);
int fingerprint(const arguments& given);
int rulebook(const arguments& given);
int synth(const arguments& given);
int store(const arguments& given);

}  // namespace cli
