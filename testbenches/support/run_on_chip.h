// Runs a network on a timed chip inside a test, and compares it with the reference executor.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/run/run.h"

namespace floorline::testbenches {

// Values of the input layer, one frame per step; the last frame is repeated.
using Frames = std::vector<std::vector<std::int32_t>>;

// Begins a run and simulates until `steps` steps are done. Can be called again on the same run.
void run_steps(platform::Run& run, const Frames& frames, std::uint64_t steps);

// As above, and fails the test unless the outputs of every step equal the reference executor's, every core has counted
// exactly the operations that follow from the reference and the mapping, and every message sent was received.
void expect_equal_to_reference(platform::Run& run, const Frames& frames, std::uint64_t steps);

// The outputs of one step, one value per neuron of the output layer.
std::vector<std::int32_t> output_values(const platform::Run& run, std::uint64_t step);

}  // namespace floorline::testbenches
