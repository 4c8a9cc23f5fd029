// The operations that each core must count, derived only from the spikes of the reference executor and the mapping:
// weight by weight, without compiler, tables or chip.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/mapping/mapping.h"
#include "platform/mapping/synapse_plan.h"
#include "platform/network/network.h"
#include "platform/network/reference_executor.h"
#include "platform/run/step_record.h"

namespace floorline::testbenches {

class ExpectedCounts {
 public:
  // `multicast`: one message reaches all destination cores of a spike.
  ExpectedCounts(const platform::Network& network, const platform::Mapping& mapping, bool multicast = false);

  // Adds the operations of every core in the step that the executor has just completed.
  void add_step(const platform::ReferenceExecutor& executor);
  // Adds a message from the host to each input neuron with a nonzero value (for input layers on cores).
  void add_host_messages(const std::vector<std::int32_t>& values);

  // One for each assignment of the mapping, in its order.
  const std::vector<platform::CoreCounters>& cores() const { return cores_; }

 private:
  void add_spike(int layer, const platform::Spike& spike);
  // The weights, stored and nonzero, that one spike of `source` (channel, row, column of the previous layer) reads on a
  // core.
  struct Weights {
    std::uint64_t stored = 0;
    std::uint64_t nonzero = 0;
  };
  Weights weights_read(std::size_t core, int channel, int row, int column) const;
  Weights dense_weights(std::size_t core, std::int64_t source) const;
  Weights convolution_weights(std::size_t core, int channel, int row, int column) const;

  const platform::Network& network_;
  const platform::Mapping& mapping_;
  const bool multicast_;
  std::vector<bool> sparse_;                        // by assignment: zeros are not stored
  std::vector<std::vector<std::size_t>> of_layer_;  // assignments of each layer
  std::vector<platform::CoreCounters> cores_;
};

}  // namespace floorline::testbenches
