// How convolutions and pools slide over their input.
#pragma once

#include <array>
#include <cstdint>

#include "platform/nir/nir_parameters.h"

namespace floorline::platform {

// A kernel along one axis. Tap `k` of output `o` lies at input o * stride - padding_before + k * dilation; what lies
// outside the input is zero.
struct NirWindow {
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t padding_before = 0;
  std::int64_t padding_after = 0;

  // Places where the kernel fits into the padded input; none if it is longer.
  std::int64_t outputs(std::int64_t inputs) const;
};

// Down the rows, along a row. A Conv1d has one row.
using NirWindows = std::array<NirWindow, 2>;

// Of Conv1d or Conv2d. The padding "same" makes the output as large as the input, with the odd zero at the end; like
// PyTorch, it is refused (UserError) for strides above one.
NirWindows nir_convolution_windows(const NirParameters& parameters);

// Of SumPool2d or AvgPool2d.
NirWindows nir_pool_windows(const NirParameters& parameters);

}  // namespace floorline::platform
