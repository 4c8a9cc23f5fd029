// The input layer of a network when the host holds it: the same neuron program as on a core, run in software.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/neurocore/core_tables.h"
#include "models/neuron/neuron_program.h"
#include "platform/network/network.h"
#include "platform/network/reference_executor.h"

namespace floorline::platform {

class HostInputLayer {
 public:
  explicit HostInputLayer(const Layer& layer);

  // All states as before step 0.
  void reset();

  // Runs one step with these input data, one per neuron in C order. Returns what the neurons send, by increasing neuron
  // number, valid until the next call.
  const std::vector<Spike>& step(const std::vector<std::int32_t>& values);

 private:
  const Layer layer_;
  const models::CoreDescriptor descriptor_;
  const std::unique_ptr<models::NeuronProgram> program_;
  std::vector<std::int32_t> states_;  // rows as in a core's neuron memory, neurons in C order
  std::vector<std::int32_t> shown_;   // input data of the last step, in whole rows
  std::vector<Spike> sent_;
  std::uint64_t step_ = 0;
};

}  // namespace floorline::platform
