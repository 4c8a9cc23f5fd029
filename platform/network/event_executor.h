// Runs an event-driven network in plain C++, without a chip and without time: the oracle of such chips.
//
// An event is the number of a neuron (in C order of its layer's shape) that has spiked; its value is 1. A layer goes
// through the events that reach it strictly in their order, and for each event through the neurons that it reaches in
// this one:
//
//   convolution   kernel columns ascending, for each the kernel's rows ascending, for each the output channels
//   ascending dense         outputs ascending
//
// For each of them, if the weight w is not 0 (all in whole numbers):
//
//   v = v + w, kept within -32768 and 32767
//   v >= threshold: one spike, sent at once, and v = v - threshold, or 0 if the layer resets to zero
//   v = max(v, lowest)
//
// A spike is sent as the neuron, or with sum pooling as the window that the neuron is in; of a layer with a decimation
// of n, only every n-th spike, counted over all its neurons, is sent. So what a layer sends depends on nothing but the
// order of what reaches it, and layers can be run one after the other over a whole recording. On a chip, events of one
// layer may overtake each other on their way to the next; that is not here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

class EventExecutor {
 public:
  // The network must have passed check_network() and work by events; it must outlive the executor and not change.
  explicit EventExecutor(const Network& network);

  // All potentials zero, no events.
  void reset();

  // Goes on where the last run ended: two runs are as one of all events. Throws std::invalid_argument for numbers that
  // are no neurons of the input layer; nothing has happened then.
  void run(const std::vector<std::int32_t>& input_events);

  // What the layer has sent since the last reset, in order; of layer 0, the input.
  const std::vector<std::int32_t>& events(int layer) const { return at(layer).events; }
  // The same counted, in C order of the layer's shape.
  std::vector<std::int64_t> spike_counts(int layer) const;
  // In C order of the layer's neurons before pooling (neuron_grid()); of layer 0, none.
  std::vector<std::int32_t> potentials(int layer) const;

 private:
  struct LayerState {
    // Of its neurons, and of what they send; those of a dense layer are channels of one position.
    Shape grid;
    Shape sent;
    // As they are swept: [source channel or neuron][kernel column][kernel row][output channel of the group].
    std::vector<std::int32_t> weights;
    std::vector<std::int32_t> potentials;  // [row][column][channel]
    int kept_back = 0;                     // spikes since the last that was sent
    std::vector<std::int32_t> events;
  };

  const LayerState& at(int layer) const { return states_[static_cast<std::size_t>(layer)]; }
  static void receive_convolved(const Layer& layer, LayerState& state, std::int32_t source);
  static void receive_dense(const Layer& layer, LayerState& state, std::int32_t source);
  // Weights from `weight` on meet the outputs from `first_channel` on at one position.
  static void sweep(const Layer& layer, LayerState& state, std::size_t weight, int first_channel, int channel_count,
                    int row, int column);

  const Network& network_;
  std::vector<LayerState> states_;
};

}  // namespace floorline::platform
