// How much memory a test has needed, to see that a small file makes nothing large.
#pragma once

#include <sys/resource.h>

#include <cstdint>

namespace floorline::testbenches {

// The most that the process had in memory so far. Memory that was asked for but never touched does not count.
inline std::int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}

// The same of the processes that it began and that have ended, each of which begins with what this one has.
inline std::int64_t peak_memory_of_children_bytes() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}

// More than any refusal needs, less than what the files of these tests announce.
inline constexpr std::int64_t little_memory_bytes = std::int64_t{64} << 20;

}  // namespace floorline::testbenches
