#include "platform/nir/nir_parameters.h"

#include <fmt/core.h>

#include <cmath>
#include <cstdio>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"

namespace floorline::platform {
namespace {

std::vector<std::string> field_names(const NirNode& node) {
  std::vector<std::string> names;
  for (const auto& entry : node.arrays) {
    names.push_back(entry.first);
  }
  for (const auto& entry : node.texts) {
    names.push_back(entry.first);
  }
  return names;
}

}  // namespace

NirParameters::NirParameters(std::string file, const NirNode& node, std::string parent)
    : file_(std::move(file)), node_(&node), parent_(std::move(parent)) {}

std::string NirParameters::where() const {
  const std::string name = parent_.empty() ? node_->name : parent_ + "/" + node_->name;
  return fmt::format("{}: node '{}' ({})", file_, name, node_->type);
}

void NirParameters::refuse(const std::string& field, const std::string& reason) const {
  throw UserError(fmt::format("{}: field '{}' {}", where(), field, reason));
}

bool NirParameters::has(const std::string& field) const {
  return node_->arrays.count(field) > 0 || node_->texts.count(field) > 0;
}

bool NirParameters::is_text(const std::string& field) const {
  return node_->texts.count(field) > 0;
}

const NirArray& NirParameters::array(const std::string& field) const {
  const auto found = node_->arrays.find(field);
  if (found != node_->arrays.end()) {
    return found->second;
  }
  if (is_text(field)) {
    refuse(field, fmt::format("is the text '{}'; numbers are required", text(field)));
  }
  const std::vector<std::string> names = field_names(*node_);
  refuse(field, fmt::format("is missing; the node has {}", names.empty() ? "no fields" : join_names(names)));
}

const std::string& NirParameters::text(const std::string& field) const {
  const auto found = node_->texts.find(field);
  if (found == node_->texts.end()) {
    refuse(field, fmt::format("is {}; text is required", has(field) ? "a number" : "missing"));
  }
  return found->second;
}

double NirParameters::number(const std::string& field) const {
  const NirArray& stored = array(field);
  if (stored.values.size() != 1) {
    refuse(field, fmt::format("has the shape {}; one number is required", nir_shape_text(stored.shape)));
  }
  return stored.values.front();
}

std::vector<std::int64_t> NirParameters::integers(const std::string& field, std::int64_t lowest,
                                                  std::int64_t highest) const {
  std::vector<std::int64_t> values;
  for (const double value : array(field).values) {
    if (value != std::trunc(value) || value < static_cast<double>(lowest) || value > static_cast<double>(highest)) {
      refuse(field, fmt::format("holds {}; whole numbers from {} to {} are required", nir_number_text(value), lowest,
                                highest));
    }
    values.push_back(static_cast<std::int64_t>(value));
  }
  return values;
}

std::int64_t NirParameters::integer(const std::string& field, std::int64_t lowest, std::int64_t highest) const {
  number(field);  // refuses more than one
  return integers(field, lowest, highest).front();
}

std::array<std::int64_t, 2> NirParameters::pair(const std::string& field, std::int64_t lowest,
                                                std::int64_t highest) const {
  const std::vector<std::int64_t> values = integers(field, lowest, highest);
  if (values.empty() || values.size() > 2) {
    refuse(field, fmt::format("has the shape {}; one or two numbers are required", nir_shape_text(array(field).shape)));
  }
  return {values.front(), values.back()};
}

std::vector<double> NirParameters::per_neuron(const std::string& field, std::int64_t count) const {
  const NirArray& stored = array(field);
  if (stored.values.size() == 1) {
    return std::vector<double>(static_cast<std::size_t>(count), stored.values.front());
  }
  if (static_cast<std::int64_t>(stored.values.size()) != count) {
    refuse(field, fmt::format("has the shape {}; it must hold one value, or one for each of the {} neurons",
                              nir_shape_text(stored.shape), count));
  }
  return stored.values;
}

std::vector<double> NirParameters::per_neuron(const std::string& field, std::int64_t count, double otherwise) const {
  return has(field) ? per_neuron(field, count) : std::vector<double>(static_cast<std::size_t>(count), otherwise);
}

std::string nir_number_text(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.9g", number);
  return text;
}

std::string nir_shape_text(const std::vector<std::int64_t>& shape) {
  std::vector<std::string> extents;
  extents.reserve(shape.size());
  for (const std::int64_t extent : shape) {
    extents.push_back(std::to_string(extent));
  }
  return "[" + join_names(extents) + "]";
}

}  // namespace floorline::platform
