#include "platform/compile/connectivity.h"

#include "platform/mapping/neuron_box.h"

namespace floorline::platform {

namespace {

// The source coordinates that some tap of some target in [begin, end) reads.
std::vector<bool> touched(int source_size, int begin, int end, int kernel, int stride, int padding, int dilation) {
  std::vector<bool> touched(static_cast<std::size_t>(source_size), false);
  for (int target = begin; target < end; ++target) {
    for (int tap = 0; tap < kernel; ++tap) {
      const int source = target * stride - padding + tap * dilation;
      if (source >= 0 && source < source_size)
        touched[static_cast<std::size_t>(source)] = true;
    }
  }
  return touched;
}

}  // namespace

Connectivity::Connectivity(const Layer& layer, const Box& box, const SynapsePlan& plan)
    : channels_(plan.source), source_shape_(layer.source_shape) {
  if (models::has_kernel(plan.format)) {
    const Box positions = position_box(layer, box);
    const Convolution& kernel = layer.convolution;
    convolution_ = true;
    columns_ = touched(source_shape_.width, positions.x_begin, positions.x_end, kernel.kernel_width,
                       kernel.stride_width, kernel.padding_width, kernel.dilation_width);
    rows_ = touched(source_shape_.height, positions.y_begin, positions.y_end, kernel.kernel_height,
                    kernel.stride_height, kernel.padding_height, kernel.dilation_height);
    return;
  }
  const auto sources = static_cast<std::size_t>(source_shape_.neuron_count());
  neurons_.assign(sources, plan.format == models::SynapseFormat::dense);
  if (plan.format != models::SynapseFormat::sparse)
    return;
  for (int output = box.c_begin; output < box.c_end; ++output) {
    for (std::size_t source = 0; source < sources; ++source) {
      if (layer.weights[static_cast<std::size_t>(output) * sources + source] != 0)
        neurons_[source] = true;
    }
  }
}

bool Connectivity::reaches(int x, int y, int c) const {
  if (convolution_)
    return columns_[static_cast<std::size_t>(x)] && rows_[static_cast<std::size_t>(y)] && c >= channels_.c_begin &&
           c < channels_.c_end;
  return neurons_[static_cast<std::size_t>(source_shape_.index(c, y, x))];
}

}  // namespace floorline::platform
