// A program with the headers alone: 35 hours at 5 points for every 10.
#include <chengxin/engine.hpp>

#include <cstdio>

int main() {
  const chengxin::points gained = chengxin::points::whole(35 / 10 * 5);
  std::printf("%s points on %s\n", chengxin::to_string(gained).c_str(),
              chengxin::to_string(chengxin::date::of(2026, 2, 28)).c_str());
}
