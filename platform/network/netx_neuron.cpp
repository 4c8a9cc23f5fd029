#include "platform/network/netx_neuron.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "platform/base/error.h"
#include "platform/network/network_check.h"

namespace floorline::platform {
namespace {

// One value, or one per neuron that are all the same.
std::int32_t read_shared(const Hdf5File& file, const std::string& dataset, std::int64_t lowest, std::int64_t highest) {
  const std::vector<std::int64_t> values = file.integers(dataset, lowest, highest);
  const bool same =
      !values.empty() && std::all_of(values.begin(), values.end(), [&](std::int64_t v) { return v == values[0]; });
  if (!same) {
    throw UserError(
        fmt::format("{}: '{}' differs between the neurons of a layer; one value for all of them is supported",
                    file.path(), dataset));
  }
  return static_cast<std::int32_t>(values.front());
}

// A parameter that may be there, but only with the one value that is supported.
void expect_value(const Hdf5File& file, const std::string& dataset, std::int32_t supported, const char* meaning) {
  constexpr std::int64_t highest = 1 << 20;
  if (file.exists(dataset) && read_shared(file, dataset, 0, highest) != supported) {
    throw UserError(
        fmt::format("{}: '{}' is not {} ({}); no other value is supported for neurons of type CUBA and LOIHI",
                    file.path(), dataset, supported, meaning));
  }
}

Neuron read_lif(const Hdf5File& file, const std::string& group) {
  expect_value(file, group + "/gradedSpike", 0, "unary spikes");
  expect_value(file, group + "/messageBits", 0, "unary spikes");
  expect_value(file, group + "/refDelay", 1, "no refractory time");
  Neuron neuron;
  neuron.model = NeuronModel::lif;
  neuron.threshold = read_shared(file, group + "/vThMant", 0, highest_threshold(neuron.model));
  neuron.current_decay = read_shared(file, group + "/iDecay", 0, NetworkLimits::decay_highest);
  neuron.voltage_decay = read_shared(file, group + "/vDecay", 0, NetworkLimits::decay_highest);
  return neuron;
}

Neuron read_sdnn(const Hdf5File& file, const std::string& group, bool is_input) {
  Neuron neuron;
  if (is_input) {
    neuron.model = NeuronModel::delta;
  } else if (file.exists(group + "/sigma_output") && read_shared(file, group + "/sigma_output", 0, 1) != 0) {
    neuron.model = NeuronModel::sigma;
    return neuron;  // sends its sum whole: a threshold in the file has no meaning
  } else {
    neuron.model = NeuronModel::sigma_delta;
  }
  if (!is_input && file.exists(group + "/activation")) {
    std::string activation = file.text(group + "/activation");
    std::transform(activation.begin(), activation.end(), activation.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (activation != "relu") {
      throw UserError(
          fmt::format("{}: '{}/activation' is '{}'; only relu is supported", file.path(), group, activation));
    }
  }
  neuron.threshold = read_shared(file, group + "/vThMant", 0, highest_threshold(neuron.model));
  return neuron;
}

}  // namespace

Neuron read_netx_neuron(const Hdf5File& file, const std::string& group, bool is_input) {
  const std::string neuron = group + "/neuron";
  if (!file.exists(neuron)) {
    if (is_input) {
      throw UserError(fmt::format("{}: '{}' is missing: an input layer needs neurons of type CUBA, LOIHI or SDNN",
                                  file.path(), neuron));
    }
    Neuron integrator;
    integrator.model = NeuronModel::integrator;
    return integrator;
  }
  const std::string type = file.text(neuron + "/type");
  if (type == "CUBA" || type == "LOIHI") {
    return read_lif(file, neuron);
  }
  if (type == "SDNN") {
    return read_sdnn(file, neuron, is_input);
  }
  throw UserError(fmt::format("{}: '{}/type' is '{}'; supported are CUBA, LOIHI and SDNN", file.path(), neuron, type));
}

}  // namespace floorline::platform
