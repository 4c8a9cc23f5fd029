// The same work on many inputs, each in a process of its own, as many at a time as there are processors.
//
// SystemC elaborates once a process, so experiments that build a chip a measurement need one each. The caller must not
// have elaborated anything itself. Results are plain bytes through a pipe.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <vector>

namespace floorline::testbenches {

// Calls work(index, result) for each index below `count` in a child; `result` is what the parent gets. What a child
// throws, or that it died, is thrown in the parent as std::runtime_error with the index.
void run_in_processes(std::size_t count, std::size_t result_bytes, const std::function<void(std::size_t, void*)>& work,
                      const std::function<void(std::size_t, const void*)>& take);

template <typename Result>
std::vector<Result> map_in_processes(std::size_t count, const std::function<Result(std::size_t)>& work) {
  static_assert(std::is_trivially_copyable_v<Result>, "results pass through a pipe");
  std::vector<Result> results(count);
  run_in_processes(
      count, sizeof(Result), [&](std::size_t index, void* result) { *static_cast<Result*>(result) = work(index); },
      [&](std::size_t index, const void* result) { results[index] = *static_cast<const Result*>(result); });
  return results;
}

}  // namespace floorline::testbenches
