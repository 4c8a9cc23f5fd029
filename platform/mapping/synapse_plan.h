// How the weights of one box of one layer are stored in its core's synapse memory, and how many words that takes.
//
// The compiler writes the words by this plan; the mapper counts with it. It does not hold the weights themselves.
#pragma once

#include <cstdint>
#include <vector>

#include "models/synapse/synapse_format.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

// The neurons of the layer before that reach the box, as one box of the source shape: all of it for a dense layer; for
// a convolution the columns and rows from the first to the last that a kernel tap falls on, padding left out, and the
// channels of the groups concerned; the box itself for an input layer. Empty (begin == end == 0) in a dimension where
// every tap falls on padding. Where the stride or the dilation leaves gaps, some columns or rows inside reach nothing.
Box source_window(const Layer& layer, const Box& box);

struct SynapsePlan {
  models::SynapseFormat format = models::SynapseFormat::identity;
  // Two's complement: what the network asks for, or the fewest bits that hold every weight of the layer. The even bit
  // that all weights of trained Loihi 2 networks have to spare is stored all the same: with it, the words a row of
  // Intel's compiler tables come out for PilotNet's convolutions but one (3, 4, 4, 6, 5; published 3, 4, 5, 6, 5),
  // without it only for the first.
  std::uint32_t weight_bits = 0;
  std::uint32_t index_bits = 0;  // sparse only: of the number of a neuron within its core
  Box source;                    // source_window of the box
  // dense, sparse: one row a source neuron. convolution: one row a source channel of the window and kernel tap.
  // separable: one row a source channel.
  std::uint64_t rows = 0;
  // dense, convolution: every row has this many entries and words. Where the groups of a convolution reach the box with
  // different numbers of channels, rows are as long as the longest. sparse: zero, rows differ.
  std::uint32_t row_entries = 0;
  std::uint32_t row_words = 0;
  std::uint32_t tap_row_words = 0;  // separable: of the weights of its taps, one row a source channel too
  std::uint64_t total_words = 0;
};

// Plans for the boxes of one network. What depends on a whole layer is worked out once, so that a plan costs little:
// nothing a weight for convolutions, one look-up a source neuron for dense layers.
class SynapsePlanner {
 public:
  // Keeps a reference to the network, which must outlive the planner and not change.
  explicit SynapsePlanner(const Network& network);

  // `choice` matters for dense layers only. Among equals, fewest_words takes dense, which needs no index to decode.
  SynapsePlan plan(int layer, const Box& box, SynapseChoice choice) const;

  const Network& network() const { return *network_; }

 private:
  struct LayerFacts {
    std::uint32_t weight_bits = 1;
    // dense: nonzero weights of each source neuron before each output, [source][output], one more output than there is.
    std::vector<std::uint32_t> nonzero_before;
  };

  SynapsePlan plan_dense(const Layer& layer, const LayerFacts& facts, const Box& box) const;
  SynapsePlan plan_sparse(const Layer& layer, const LayerFacts& facts, const Box& box) const;
  SynapsePlan plan_separable(const Layer& layer, const LayerFacts& facts, const Box& box) const;
  SynapsePlan plan_convolution(const Layer& layer, const LayerFacts& facts, const Box& box) const;

  const Network* network_;
  std::vector<LayerFacts> facts_;
};

}  // namespace floorline::platform
