// How far a layer's integers are from the real values that they represent.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/quantise/quantise.h"

namespace floorline::platform {

class LayerError {
 public:
  // `step` is the real value of a unit; `highest` the largest integer, 0 if there is none.
  LayerError(double step, int highest) : step_(step), highest_(highest) {}

  void add(const std::vector<float>& real, const std::vector<std::int32_t>& integers);
  void fill(QuantisedLayerReport& report) const;

 private:
  double step_;
  int highest_;
  std::int64_t count_ = 0;
  std::int64_t clipped_ = 0;
  std::int64_t zeros_ = 0;
  std::int64_t float_zeros_ = 0;
  double signal_ = 0;
  double noise_ = 0;
};

}  // namespace floorline::platform
