// Which subject has which id: the same answers before and after look-ups have
// become many, from several threads at once.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "population/subject_rows.hpp"

namespace {

using namespace chengxin::io::rows;
using chengxin::prepared_subject;

std::vector<std::string> ids_of(std::size_t count) {
  std::vector<std::string> ids{""};
  // Longer ones than a line of the processor's cache has room for, too.
  while (ids.size() < count) {
    ids.push_back(std::string(ids.size() % 64, 'x') + std::to_string(ids.size()));
  }
  return ids;
}

void fill(subject_list& list, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    prepared_subject subject;
    subject.subject_id = id;
    list.add(subject, subject_index::hash_of(id));
  }
}

void expect_all(const subject_index& index, const std::vector<std::string>& ids) {
  ASSERT_EQ(index.size(), ids.size());
  for (std::uint32_t n = 0; n < ids.size(); ++n) {
    ASSERT_EQ(index.find(ids[n]), n);
    ASSERT_EQ(index[n], ids[n]);
    index.bring_near(subject_index::hash_of(ids[n]));
    ASSERT_EQ(index.find(ids[n] + "?"), subject_index::none);
  }
}

TEST(SubjectIndex, FewAndMany) {
  for (const std::size_t count : {1U, 100U, 5000U, 40000U}) {
    const std::vector<std::string> ids = ids_of(count);
    subject_list list;
    subject_index& index = list.index;
    EXPECT_EQ(index.find("x"), subject_index::none);
    if (count == 5000U) index.reserve(count);
    fill(list, ids);
    expect_all(index, ids);
    index.was_asked(1);
    expect_all(index, ids);
    for (std::size_t times = 1; times < count; times *= 2) index.was_asked(times);
    expect_all(index, ids);
    index.clear();
    list.subjects.clear();
    EXPECT_EQ(index.find(ids.back()), subject_index::none);
    fill(list, ids);
    expect_all(index, ids);
  }
}

TEST(SubjectIndex, ManyLookUpsByThreads) {
  const std::vector<std::string> ids = ids_of(20000);
  subject_list list;
  fill(list, ids);
  const subject_index& index = list.index;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      std::size_t wrong = 0;
      for (std::uint32_t n = 0; n < ids.size(); ++n) {
        wrong += index.find(ids[n]) == n ? 0U : 1U;
        index.was_asked(n + 1);
      }
      EXPECT_EQ(wrong, 0U);
    });
  }
  for (std::thread& it : threads) it.join();
  expect_all(index, ids);
}

}  // namespace
