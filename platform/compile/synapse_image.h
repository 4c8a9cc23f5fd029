// The weights of one core as the bytes of its synapse memory.
#pragma once

#include <cstdint>
#include <vector>

#include "models/neurocore/core_tables.h"
#include "platform/mapping/mapping.h"
#include "platform/mapping/synapse_plan.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Writes the synapse memory of the core that holds `box` of `layer`, source population by source population.
class SynapseImage {
 public:
  SynapseImage(const Layer& layer, const Box& box, const SynapsePlan& plan);

  // The rows for the neurons of `source`, a box of the layer before, as an entry of the core's axon table. For the
  // sparse format, `directory` receives the rows; its offset in table memory is left to the caller.
  models::AxonEntry add_source(const Box& source, std::vector<models::SparseRow>& directory);

  const std::vector<unsigned char>& bytes() const { return bytes_; }

 private:
  void pack_kernel();
  void pack_separable();
  void pack_row(const std::vector<std::int32_t>& weights, std::uint32_t words);
  void pack_dense_row(std::int64_t source_neuron);
  models::SparseRow pack_sparse_row(std::int64_t source_neuron);
  std::uint32_t append_words(std::uint32_t words);
  std::int32_t weight(int output, std::int64_t source_neuron) const;

  const Layer& layer_;
  const Box box_;
  const SynapsePlan plan_;
  std::vector<unsigned char> bytes_;
  std::uint32_t first_tap_word_ = 0;  // separable
};

}  // namespace floorline::platform
