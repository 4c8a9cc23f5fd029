// A trained network as the rest of the platform sees it: layers of neurons joined by integer weights.
//
// This is the meeting point of all importers and of everything that consumes a network (reference executor, mapper,
// compiler). It holds no file, no mapping and no timing. It is integer only: what a file holds as floating point has
// been checked and converted by the importer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/execution_model.h"

namespace floorline::platform {

// The extent of one layer's neurons. A flat layer of n neurons is {n, 1, 1}.
//
// Neurons are numbered in C order over (channel, row, column): index = (channel * height + row) * width + column.
// This is the order of every weight column, every output file and every `.npy` tensor of the project.
struct Shape {
  int channels = 0;
  int height = 1;
  int width = 1;

  std::int64_t neuron_count() const { return std::int64_t{channels} * height * width; }
  std::int64_t index(int channel, int row, int column) const {
    return (std::int64_t{channel} * height + row) * width + column;
  }
  bool operator==(const Shape& other) const {
    return channels == other.channels && height == other.height && width == other.width;
  }
  bool operator!=(const Shape& other) const { return !(*this == other); }
};

enum class Connection {
  input,        // no synapses: the neurons are driven by the input data
  dense,        // every neuron of the source layer reaches every neuron of this one
  convolution,  // shared kernels
  separable,    // shared kernels, each the product of one weight a tap and one weight an output channel
};

enum class NeuronModel {
  relay,        // sends its input as it is, every step in which it is not zero (input data that are spikes already)
  delta,        // sends the change of its input once that exceeds a threshold
  sigma_delta,  // integrates changes, rectifies, and sends the change of the result
  sigma,        // integrates changes and sends the sum itself, every step in which it is not zero (an output layer)
  lif,          // leaky integrate and fire with a leaky current (CUBA); sends unary spikes
  integrator,   // adds up its input for ever and sends the sum, every step in which it is not zero (an output layer)
  // Of frame-based networks (frame_executor.h):
  bounded_relu,  // scales what a frame adds up to, rectifies, bounds, and sends it if it is not zero
  potential,     // sends what a frame adds up to (an output layer)
  // Of event-driven networks (event_executor.h):
  integrate_fire,  // adds every weight to its potential as it comes, and sends a spike at once
};

// Parameters of the neurons of one layer; the fields that a model does not use are zero.
// All arithmetic is that of the chip: 24-bit states with 6 fractional bits (see reference_executor.h).
struct Neuron {
  NeuronModel model = NeuronModel::delta;
  std::int32_t threshold = 0;      // mantissa (vThMant): delta, sigma_delta, lif
  std::int32_t current_decay = 0;  // of 4096 (iDecay): lif
  std::int32_t voltage_decay = 0;  // of 4096 (vDecay): lif
  // The membrane voltage is zeroed before every step t with t >= reset_offset and (t - reset_offset) a multiple of
  // reset_interval; reset_interval 0 means never.
  std::int32_t reset_interval = 0;
  std::int32_t reset_offset = 0;
  std::int32_t shift = 0;  // bounded_relu: of the scaled sum, to the right
  // bounded_relu: activation; relay, in frame-based networks: of the input data, 0 where that is not known
  std::int32_t highest = 0;
  std::int32_t lowest = 0;      // integrate_fire: the potential never falls below
  bool resets_to_zero = false;  // integrate_fire: after a spike; else the threshold is subtracted
};

// Geometry of a convolution: a correlation with the stored kernel, rows (height) before columns (width).
struct Convolution {
  int kernel_height = 1, kernel_width = 1;
  int stride_height = 1, stride_width = 1;
  int padding_height = 0, padding_width = 0;
  int dilation_height = 1, dilation_width = 1;
  int groups = 1;
  // Further rows at the lower and columns at the right edge, where paddings are not the same on both sides.
  int extra_padding_height = 0, extra_padding_width = 0;
};

// What becomes of the values of neighbouring positions of one channel before they are sent.
enum class PoolingKind {
  none,
  maximum,         // the largest of a window
  sum,             // of a window: every neuron sends, as that window
  global_average,  // all positions are one neuron, which adds up what they would; scales hold the division
};

// Windows do not overlap; those at the right and lower edge may be cut off.
struct Pooling {
  PoolingKind kind = PoolingKind::none;
  int height = 1, width = 1;  // maximum, sum
};

// The affine map from pixels to the input layer's values: x = trunc(2 * gain * pixel / 255 - gain + bias).
struct ImageTransform {
  double gain = 64.0;
  double bias = 0.0;
};

struct Layer {
  std::string name;  // as errors and reports print it, e.g. "layer 3 (conv)"
  Connection connection = Connection::input;
  Shape source_shape;       // of the layer before (before any flattening); equal to `shape` for an input layer
  Shape shape;              // of what this layer sends: of its neurons, or of their windows
  Convolution convolution;  // where connection is convolution or separable
  Pooling pooling;          // of a convolution's or separable convolution's neurons
  // dense: [output][input], the input in C order of source_shape.
  // convolution: [output channel][input channel of the group][kernel row][kernel column].
  // separable: [output channel][input channel], to be multiplied by tap_weights.
  std::vector<std::int32_t> weights;
  std::vector<std::int32_t> tap_weights;  // separable: [input channel][kernel row][kernel column]
  int decimation = 1;                     // integrate_fire: of so many spikes in a row only the last is sent
  int weight_bits = 0;                    // of a weight where it is stored; 0: as few as the layer's weights need
  std::vector<std::int32_t> bias;         // one per neuron (dense) or one per channel (others); empty means zero
  std::vector<std::int32_t> scale;        // bounded_relu: likewise, all there
  Neuron neuron;

  std::int32_t bias_of_channel(int channel) const { return bias.empty() ? 0 : bias[static_cast<std::size_t>(channel)]; }
  bool has_kernel() const { return connection == Connection::convolution || connection == Connection::separable; }
};

// A feed-forward network: layers[0] is the input layer, layers[k] is fed by layers[k - 1], and the last is the output.
//
// Does not hold: recurrent or skipping connections, synaptic delays other than the one step that every synapse has.
struct Network {
  std::string name;
  ExecutionModel execution_model = ExecutionModel::time_stepped;  // said by whoever imports or makes the network
  std::vector<Layer> layers;
  ImageTransform image_transform;

  std::int64_t neuron_count() const;
  std::int64_t weight_count() const;
  double connection_sparsity() const;  // zero weights of all weights
};

// Throws UserError "NAME is frame-based; WHO time-stepped networks only" unless that is its execution model. `who` is
// a subject and a verb: "the reference executor runs".
void require_execution_model(const Network& network, ExecutionModel model, const std::string& who);

// That of networks with such neurons; relays, which only pass input data on, are in the input layers of all three.
ExecutionModel execution_model_of(NeuronModel model);
// Whether the input layer of such a network may have such neurons.
bool may_be_input(NeuronModel neurons, ExecutionModel network);

}  // namespace floorline::platform
