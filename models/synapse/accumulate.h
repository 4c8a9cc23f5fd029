// The arithmetic of the synapse stage: adds value times weight to accumulators, as integers modulo 2^32. Neurons use
// the low 24 bits.
#pragma once

#include <cstdint>

namespace floorline::models {

// accumulators[i] += value * weights[i]
void accumulate_run(std::int32_t* accumulators, const std::int16_t* weights, std::uint32_t count, std::int32_t value);

// accumulators[targets[i]] += value * weights[i]
void accumulate_scattered(std::int32_t* accumulators, const std::uint16_t* targets, const std::int16_t* weights,
                          std::uint32_t count, std::int32_t value);

}  // namespace floorline::models
