// The arithmetic of a synapse stage: values times weights, added to accumulators. Integer, modulo 2^32; a neuron uses
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
