// Runs a network in plain C++, without a chip and without time: the oracle that every simulated chip must equal.
//
// Steps are numbered from 0. In step t each layer k > 0 integrates what layer k - 1 sent in step t - 1 (every synapse
// takes one step), updates all its neurons and sends; layer 0 takes the input data of step t. So an input of step t
// first shows in layer k in step t + k, and layer 0 sends at once.
//
// Arithmetic. All states are integers of 24 bits. wrap(x) is x modulo 2^24 as a two's complement number, saturate(x)
// bounds x to +-(2^23 - 1); >> is an arithmetic shift (rounds towards minus infinity). decay(x, d) is the magnitude
// of x times (4096 - d), shifted right by 12, with the sign of x (rounds towards zero). In the table
//   x      is the input datum of the neuron (layer 0), held until it is changed,
//   a      is the sum of weight * value over what was received; 0 in layer 0. A chip keeps it in 24 bits: that makes no
//          difference, as whatever it is added to wraps as well,
//   bias   is Layer::bias of the neuron or its channel, 0 if there is none.
//
//   model        update                                                     sends, if it is not 0
//   relay        -                                                          x
//   delta        send_change(wrap(x << 12))                                 change >> 6
//   sigma_delta  sigma = wrap(sigma + a)                                    change >> 6
//                send_change(max(wrap(sigma + (bias << 12)), 0))
//   sigma        sigma = wrap(sigma + a)                                    wrap(sigma + (bias << 12))
//   lif          u = wrap(decay(u, current_decay) + (a << 6))               1 (and v = 0) if v > threshold << 6
//                v = saturate(decay(v, voltage_decay) + u + (bias << 6)),
//                x standing for the bias in layer 0
//   integrator   sum = wrap(sum + a)                                        wrap(sum + bias)
//
//   send_change(act): difference = wrap(act - last + residue); change = difference if |difference| >= threshold << 12,
//                     else 0; residue = wrap(difference - change); last = act
//
// Comparisons differ on purpose: >= for delta and sigma_delta, > for lif. A change that rounds to
// the value 0 (1 to 63, possible with threshold 0) is not sent, though the neuron takes it for sent.
//
// Scale of values. With x = 64 for 1.0 (image_transform.h) and weights of 64 for 1.0, messages of sigma-delta layers
// carry 64 * 64 for 1.0, and so does `sigma` carry 64 * 4096: values of a sigma output divided by 2^18 are real
// numbers. An integrator's value is the plain sum of the weights of the spikes it received.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/network/network.h"

namespace floorline::platform {

// One message: the neuron that sent it (numbered in C order within its layer) and what it carries.
struct Spike {
  std::int32_t neuron = 0;
  std::int32_t value = 0;
  bool operator==(const Spike& other) const { return neuron == other.neuron && value == other.value; }
};

class ReferenceExecutor {
 public:
  // The network must outlive the executor and must not change; it must have passed check_network().
  // Throws UserError for one that is not time-stepped (frame_executor.h, event_executor.h).
  explicit ReferenceExecutor(const Network& network);

  // All states and messages to zero, the input data too, the next step is step 0.
  void reset();

  // Input data of layer 0, one per neuron in C order, held until changed. Throws std::invalid_argument on a wrong
  // count.
  void set_input(const std::vector<std::int32_t>& values);

  void step();
  std::int64_t steps_done() const { return steps_done_; }

  // What the layer sent in the last step, by increasing neuron number.
  const std::vector<Spike>& spikes(int layer) const { return spikes_[static_cast<std::size_t>(layer)]; }
  // The same as one value a neuron, zero for those that sent nothing.
  std::vector<std::int32_t> values(int layer) const;

 private:
  // The states of one layer; those that its neuron model does not have stay empty.
  struct State {
    std::vector<std::int64_t> input;    // weighted sum of this step
    std::vector<std::int64_t> current;  // u of lif; sigma of sigma_delta and sigma; sum of integrator
    std::vector<std::int64_t> voltage;  // v of lif
    std::vector<std::int64_t> last;     // of delta and sigma_delta
    std::vector<std::int64_t> residue;  // of delta and sigma_delta
  };

  void integrate(const Layer& layer, const std::vector<Spike>& received, std::size_t position);
  void integrate_dense(const Layer& layer, const Spike& spike, std::size_t position);
  void integrate_convolution(const Layer& layer, const Spike& spike, std::size_t position);
  void update(const Layer& layer, std::size_t position);
  std::int64_t update_neuron(const Layer& layer, State& state, std::size_t neuron, std::int64_t bias);

  const Network& network_;
  std::vector<std::vector<std::int32_t>> dense_columns_;  // weights of dense layers as [input][output]
  std::vector<std::int32_t> input_;
  std::vector<State> states_;
  std::vector<std::vector<Spike>> spikes_;
  std::vector<std::vector<Spike>> received_;
  std::int64_t steps_done_ = 0;
};

}  // namespace floorline::platform
