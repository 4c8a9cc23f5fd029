// Figures about samples.
#pragma once

#include <vector>

namespace floorline::testbenches {

// Linear and rank correlation (Spearman; equal values share their mean rank), from -1 to 1. Of as many values each, two
// or more, not all the same; else not a number.
double pearson(const std::vector<double>& a, const std::vector<double>& b);
double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

// The value below which that share of the values lies, interpolated. Of one value or more.
double quantile(std::vector<double> values, double share);

// The exponent k of y ~ x^k that fits best (least squares of the logarithms). Values above 0, not all x the same.
double exponent(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace floorline::testbenches
