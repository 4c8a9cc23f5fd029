#include "models/synapse/accumulate.h"

namespace floorline::models {

namespace {

// Unsigned, so that overflow wraps.
inline std::int32_t sum(std::int32_t accumulator, std::uint32_t value, std::int16_t weight) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(accumulator) +
                                   value * static_cast<std::uint32_t>(std::int32_t{weight}));
}

}  // namespace

// The synaptic operations of a simulation are executed in this loop. Baseline x86-64 has no 32-bit vector
// multiplication, so the compiler also builds a version for processors that have one; the loader selects the version.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("avx2", "default")))
#endif
void accumulate_run(std::int32_t* accumulators, const std::int16_t* weights, std::uint32_t count, std::int32_t value) {
  const auto factor = static_cast<std::uint32_t>(value);
  for (std::uint32_t i = 0; i < count; ++i)
    accumulators[i] = sum(accumulators[i], factor, weights[i]);
}

void accumulate_scattered(std::int32_t* accumulators, const std::uint16_t* targets, const std::int16_t* weights,
                          std::uint32_t count, std::int32_t value) {
  const auto factor = static_cast<std::uint32_t>(value);
  for (std::uint32_t i = 0; i < count; ++i)
    accumulators[targets[i]] = sum(accumulators[targets[i]], factor, weights[i]);
}

}  // namespace floorline::models
