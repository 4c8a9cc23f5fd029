#include "testbenches/noc/latency_curve.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "platform/base/error.h"

namespace floorline::testbenches {

using platform::UserError;

namespace {

std::vector<std::string> cells(std::string line) {
  if (!line.empty() && line.back() == '\r')
    line.pop_back();
  std::vector<std::string> cells(1);
  for (const char character : line) {
    if (character == ',')
      cells.emplace_back();
    else
      cells.back() += character;
  }
  return cells;
}

std::size_t column(const std::vector<std::string>& names, const std::string& name, const std::string& where) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw UserError(
        fmt::format("{}there is no column '{}'; the first line must name the columns offered and mean", where, name));
  return static_cast<std::size_t>(found - names.begin());
}

double number(const std::vector<std::string>& row, std::size_t column, const std::string& where) {
  const std::string text = column < row.size() ? row[column] : "";
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || std::isnan(value))
    throw UserError(fmt::format("{}'{}' in column {} is not a number", where, text, column + 1));
  return value;
}

}  // namespace

LatencyCurve read_latency_curve(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line))
    throw UserError(
        fmt::format("{}: cannot be read, or is empty; it must be a CSV file with the columns offered and mean", path));
  const std::vector<std::string> names = cells(line);
  const std::size_t offered = column(names, "offered", path + ":1: ");
  const std::size_t mean = column(names, "mean", path + ":1: ");
  LatencyCurve curve{std::filesystem::path(path).stem().string(), {}};
  for (std::size_t line_number = 2; std::getline(file, line); ++line_number) {
    const std::string where = fmt::format("{}:{}: ", path, line_number);
    const std::vector<std::string> row = cells(line);
    const double load = number(row, offered, where);
    const bool saturated = mean < row.size() && row[mean].empty();
    curve.points.push_back({load, saturated ? std::numeric_limits<double>::infinity() : number(row, mean, where)});
  }
  return curve;
}

}  // namespace floorline::testbenches
