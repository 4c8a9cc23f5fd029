// The peak memory of a test, to check that a small file causes no large allocation.
#pragma once

#include <sys/resource.h>

#include <cstdint>

namespace floorline::testbenches {

// The peak resident memory of the process so far. Memory that was allocated but never touched does not count.
inline std::int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}

// The same for the child processes that have ended; each starts with the memory of this one.
inline std::int64_t peak_memory_of_children_bytes() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}

// More than any refusal needs, less than the sizes that the files of these tests declare.
inline constexpr std::int64_t little_memory_bytes = std::int64_t{64} << 20;

}  // namespace floorline::testbenches
