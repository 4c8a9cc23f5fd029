// The parameters of one NIR node, in the type that its reader asks for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// A view of a node, which must outlive it. Writers differ: a number may come as a scalar or as an array of one element,
// a whole number as floating point, one value for all neurons or one for each. If none of these fits,
// UserError names the file, the node and the field, what is stored and what would be valid.
class NirParameters {
 public:
  // `file` is the name for error messages; `parent` that of the graph around the node, empty for the outermost.
  NirParameters(std::string file, const NirNode& node, std::string parent = "");

  bool has(const std::string& field) const;
  bool is_text(const std::string& field) const;

  const NirArray& array(const std::string& field) const;
  const std::string& text(const std::string& field) const;
  double number(const std::string& field) const;
  std::int64_t integer(const std::string& field, std::int64_t lowest, std::int64_t highest) const;
  std::vector<std::int64_t> integers(const std::string& field, std::int64_t lowest, std::int64_t highest) const;
  // Values for the two axes of an image (height, width); one value applies to both.
  std::array<std::int64_t, 2> pair(const std::string& field, std::int64_t lowest, std::int64_t highest) const;
  // One value for each of `count` neurons; one value applies to all.
  std::vector<double> per_neuron(const std::string& field, std::int64_t count) const;
  // The same, but `otherwise` for all where the file has no such field (v_reset, w_in).
  std::vector<double> per_neuron(const std::string& field, std::int64_t count, double otherwise) const;

  // "file: node 'name' (type)", to begin a sentence with.
  std::string where() const;
  [[noreturn]] void refuse(const std::string& field, const std::string& reason) const;

 private:
  std::string file_;
  const NirNode* node_;
  std::string parent_;
};

// Nine significant digits, which tell any two single-precision numbers apart.
std::string nir_number_text(double number);

// "[16, 2, 5, 5]"
std::string nir_shape_text(const std::vector<std::int64_t>& shape);

}  // namespace floorline::platform
