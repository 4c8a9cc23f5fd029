#include "testbenches/experiments/experiment.h"

#include <algorithm>

namespace floorline::testbenches {

namespace {

std::string joined(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells)
    line += (line.empty() ? "" : ",") + cell;
  return line + "\n";
}

}  // namespace

std::string Table::csv() const {
  std::string text = joined(columns_);
  for (const std::vector<std::string>& row : rows_)
    text += joined(row);
  return text;
}

std::string Table::text() const {
  std::vector<std::size_t> widths(columns_.size());
  const auto widen = [&](const std::vector<std::string>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column)
      widths[column] = std::max(widths[column], cells[column].size());
  };
  widen(columns_);
  for (const std::vector<std::string>& row : rows_)
    widen(row);
  std::string text;
  const auto write = [&](const std::vector<std::string>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column)
      text += std::string(2 + widths[column] - cells[column].size(), ' ') + cells[column];
    text += "\n";
  };
  write(columns_);
  for (const std::vector<std::string>& row : rows_)
    write(row);
  return text;
}

}  // namespace floorline::testbenches
