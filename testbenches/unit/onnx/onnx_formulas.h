// ONNX's operators as their definitions say it, one value at a time and in double precision.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {

struct Image {
  int channels, height, width;
  std::vector<double> values;  // C order

  double at(int channel, int row, int column) const {
    return values[static_cast<std::size_t>((channel * height + row) * width + column)];
  }
  bool has(int row, int column) const { return row >= 0 && row < height && column >= 0 && column < width; }
};

struct WindowFormula {
  int kernel_height, kernel_width;
  int stride_height = 1, stride_width = 1;
  int top = 0, left = 0, bottom = 0, right = 0;
  int dilation_height = 1, dilation_width = 1;

  // Calls visit(row, column) of the result with the extents that explicit padding gives.
  template <typename Visit>
  Image result(const Image& source, int channels, Visit value) const {
    Image image{channels,
                (source.height + top + bottom - (kernel_height - 1) * dilation_height - 1) / stride_height + 1,
                (source.width + left + right - (kernel_width - 1) * dilation_width - 1) / stride_width + 1,
                {}};
    for (int channel = 0; channel < channels; ++channel) {
      for (int row = 0; row < image.height; ++row) {
        for (int column = 0; column < image.width; ++column) {
          image.values.push_back(value(channel, row * stride_height - top, column * stride_width - left));
        }
      }
    }
    return image;
  }
};

inline Image convolved(const Image& source, const Numbers& weights, const Numbers& bias, int channels, int groups,
                       const WindowFormula& window) {
  return window.result(source, channels, [&](int channel, int top, int left) {
    const int inputs = source.channels / groups;
    const int first_input = channel / (channels / groups) * inputs;
    double sum = bias.empty() ? 0 : bias[static_cast<std::size_t>(channel)];
    for (int input = 0; input < inputs; ++input) {
      for (int k = 0; k < window.kernel_height; ++k) {
        for (int l = 0; l < window.kernel_width; ++l) {
          const int row = top + k * window.dilation_height;
          const int column = left + l * window.dilation_width;
          const auto weight = static_cast<std::size_t>(
              ((channel * inputs + input) * window.kernel_height + k) * window.kernel_width + l);
          sum += source.has(row, column) ? weights[weight] * source.at(first_input + input, row, column) : 0;
        }
      }
    }
    return sum;
  });
}

template <typename Join>
Image pooled(const Image& source, const WindowFormula& window, Join join) {
  return window.result(source, source.channels, [&](int channel, int top, int left) {
    std::vector<double> below;
    for (int k = 0; k < window.kernel_height; ++k) {
      for (int l = 0; l < window.kernel_width; ++l) {
        const int row = top + k * window.dilation_height;
        const int column = left + l * window.dilation_width;
        if (source.has(row, column)) {
          below.push_back(source.at(channel, row, column));
        }
      }
    }
    return join(below);
  });
}

inline double largest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

inline double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) {
    total += value;
  }
  return total;
}

inline double mean(const std::vector<double>& values) {
  return sum(values) / static_cast<double>(values.size());
}

inline void expect_near(const Numbers& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_NEAR(found[i], expected[i], 1e-5) << "value " << i;
  }
}

}  // namespace floorline::testbenches
