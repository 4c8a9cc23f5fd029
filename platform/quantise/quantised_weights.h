// Weights as few-bit integers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace floorline::platform {

// The real value of one unit for which `count` weights, rounded to the nearest integer from -2^(bits-1) to
// 2^(bits-1) - 1, have the least sum of squared errors. Zero if all weights are.
double least_squares_scale(const float* weights, std::size_t count, int bits);

// weights[i] / scale to the nearest integer in that range, halves away from zero.
std::int32_t quantised_weight(double weight, double scale, int bits);

}  // namespace floorline::platform
