// The same work on many inputs, each in a process of its own, as many at a time as there are processors.
//
// SystemC elaborates once per process, so whatever builds one chip per evaluation needs one process each. The caller
// must not have elaborated anything itself. Results are bytes that come back through a pipe.
#pragma once

#include <cstddef>
#include <cstring>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "platform/evaluate/evaluate.h"

namespace floorline::platform {

// work(index) for each index below `count`, in a child process; its result, in the order of the indices. A child that
// throws, or dies, ends the call with std::runtime_error, which names the index and what the child said. `processes`:
// at a time; 0 means one per processor.
std::vector<std::string> map_bytes_in_processes(std::size_t count, const std::function<std::string(std::size_t)>& work,
                                                unsigned processes = 0);

// The same for plain values.
template <typename Result>
std::vector<Result> map_in_processes(std::size_t count, const std::function<Result(std::size_t)>& work,
                                     unsigned processes = 0) {
  static_assert(std::is_trivially_copyable_v<Result>, "results pass through a pipe");
  const std::vector<std::string> bytes = map_bytes_in_processes(
      count,
      [&work](std::size_t index) {
        const Result result = work(index);
        return std::string(reinterpret_cast<const char*>(&result), sizeof result);
      },
      processes);
  std::vector<Result> results(count);
  for (std::size_t index = 0; index < count; ++index)
    std::memcpy(&results[index], bytes[index].data(), sizeof(Result));
  return results;
}

// What evaluate() needs for one run.
struct EvaluationCase {
  ChipConfig chip;
  Network network;
  Mapping mapping;
  std::vector<InputStretch> input;
  EvaluationOptions options;
};

// Evaluates all cases. A report holds more than is worth sending between processes: `digest` says, in the child, what
// is wanted of it.
template <typename Result>
std::vector<Result> evaluate_all(const std::vector<EvaluationCase>& cases,
                                 const std::function<Result(const RunReport&)>& digest, unsigned processes = 0) {
  return map_in_processes<Result>(
      cases.size(),
      [&](std::size_t index) {
        const EvaluationCase& wanted = cases[index];
        return digest(evaluate(wanted.chip, wanted.network, wanted.mapping, wanted.input, wanted.options));
      },
      processes);
}

}  // namespace floorline::platform
