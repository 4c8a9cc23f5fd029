#include "platform/import/chip_bits.h"

#include <algorithm>
#include <vector>

namespace floorline::platform {
namespace {

using Bits = std::vector<int> LayerKindRules::*;

bool allow(const std::vector<const LayerKindRules*>& kinds, Bits list, int bits) {
  return std::all_of(kinds.begin(), kinds.end(), [=](const LayerKindRules* rules) {
    const std::vector<int>& possible = rules->*list;
    return possible.empty() || std::find(possible.begin(), possible.end(), bits) != possible.end();
  });
}

bool limit(const std::vector<const LayerKindRules*>& kinds, Bits list) {
  return std::any_of(kinds.begin(), kinds.end(), [=](const LayerKindRules* rules) { return !(rules->*list).empty(); });
}

// The largest width from 8 down to `fewest` bits that all kinds allow; `usual` if no kind limits it, or none fits all.
int most_bits(const std::vector<const LayerKindRules*>& kinds, Bits list, int fewest, int usual) {
  constexpr int most = 8;
  for (int bits = most; bits >= fewest && limit(kinds, list); --bits) {
    if (allow(kinds, list, bits))
      return bits;
  }
  return usual;
}

}  // namespace

QuantiseOptions quantise_options_for(const std::optional<LayerRules>& rules) {
  QuantiseOptions options;
  options.grouped_convolutions = true;
  if (!rules)
    return options;
  std::vector<const LayerKindRules*> inner;
  for (const std::optional<LayerKindRules>* kind : {&rules->convolution, &rules->separable, &rules->dense}) {
    if (*kind)
      inner.push_back(&**kind);
  }
  std::vector<const LayerKindRules*> first = inner;
  std::vector<const LayerKindRules*> all = inner;
  if (rules->input_convolution) {
    first = {&*rules->input_convolution};
    all.push_back(first.front());
  }
  constexpr int fewest_weight_bits = 2;
  options.first_weight_bits =
      most_bits(first, &LayerKindRules::weight_bits, fewest_weight_bits, options.first_weight_bits);
  options.weight_bits = most_bits(inner, &LayerKindRules::weight_bits, fewest_weight_bits, options.weight_bits);
  options.activation_bits = most_bits(all, &LayerKindRules::activation_bits, 1, options.activation_bits);
  options.grouped_convolutions = rules->convolution && rules->convolution->has_groups;
  return options;
}

}  // namespace floorline::platform
