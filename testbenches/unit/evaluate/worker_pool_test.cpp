#include "platform/evaluate/worker_pool.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace floorline::platform {
namespace {

TEST(WorkerPool, ResultsComeBackInTheirOrder) {
  const std::vector<double> squares =
      map_in_processes<double>(7, [](std::size_t index) { return double(index * index); });
  EXPECT_EQ(squares, (std::vector<double>{0, 1, 4, 9, 16, 25, 36}));
}

TEST(WorkerPool, WhatAChildThrowsIsThrown) {
  try {
    map_in_processes<double>(3, [](std::size_t index) -> double {
      if (index == 1)
        throw std::runtime_error("no such thing");
      return 0;
    });
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "evaluation 1: no such thing");
  }
}

TEST(WorkerPool, AChildThatDiesIsNamed) {
  try {
    map_in_processes<double>(1, [](std::size_t) -> double { _exit(3); });
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "evaluation 0: its process died");
  }
}

TEST(WorkerPool, ResultsMayBeLongerThanAPipeHolds) {
  const std::vector<std::string> texts = map_bytes_in_processes(
      3, [](std::size_t index) { return std::string(1'000'000 * index, static_cast<char>('a' + index)); }, 2);
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_TRUE(texts[0].empty());
  EXPECT_EQ(texts[1], std::string(1'000'000, 'b'));
  EXPECT_EQ(texts[2], std::string(2'000'000, 'c'));
}

TEST(WorkerPool, NothingToDoIsDoneAtOnce) {
  EXPECT_TRUE(map_bytes_in_processes(0, [](std::size_t) { return std::string(); }).empty());
}

}  // namespace
}  // namespace floorline::platform
