#include "tools/floorline/decimation_option.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "platform/network/network_check.h"

namespace floorline::tools {
namespace {

constexpr const char* name = "decimate";

// False if that is no whole number, or one out of the range.
bool read_whole(const std::string& text, int lowest, int highest, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= lowest && number <= highest;
}

}  // namespace

void add_decimation_option(Options& options) {
  options
      .repeatable(name, "LAYER=N",
                  "of N spikes in a row, layer LAYER (1 is the first after the input) sends only the last; repeatable")
      .applies_to({Trait::nir})
      .applies_to({Trait::event_driven});
}

void decimate_layers(const Options& options, platform::Network& network) {
  constexpr int highest = platform::NetworkLimits::decimation_highest;
  const int last_layer = static_cast<int>(network.layers.size()) - 1;
  for (const std::string& text : options.texts(name)) {
    const std::size_t equals = std::min(text.find('='), text.size());
    int layer = 0;
    int decimation = 0;
    if (!read_whole(text.substr(0, equals), 1, last_layer, layer) ||
        !read_whole(text.substr(std::min(equals + 1, text.size())), 1, highest, decimation))
      Options::fail(name, fmt::format("'{}' is not LAYER=N with a layer from 1 to {} and N from 1 to {}", text,
                                      last_layer, highest));
    network.layers[static_cast<std::size_t>(layer)].decimation = decimation;
  }
}

}  // namespace floorline::tools
