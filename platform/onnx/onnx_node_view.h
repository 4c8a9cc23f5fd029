// One node of an ONNX graph as the importer of an operator needs it. Part of onnx_import.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "platform/onnx/onnx_graph.h"
#include "platform/onnx/onnx_text.h"

namespace floorline::platform {

// A tensor that is known before the network runs, by name: stored, or computed from stored ones.
using OnnxConstants = std::map<std::string, OnnxTensor>;

// A view of a node, of the constants and of the name of the file; all must outlive it. Errors in the file
// throw UserError with a sentence that names file, node and operator.
class OnnxNodeView {
 public:
  OnnxNodeView(const std::string& file, const OnnxNode& node, const OnnxConstants& constants)
      : file_(&file), node_(&node), constants_(&constants) {}

  std::string name() const;  // of the node, else of its first output
  const std::string& operation() const { return node_->operation; }

  // Attributes; `otherwise` where there is none. Numbers beyond `lowest` to `highest` are refused.
  bool has(const std::string& attribute) const { return node_->attributes.count(attribute) != 0; }
  std::int64_t integer(const std::string& attribute, std::int64_t otherwise, std::int64_t lowest,
                       std::int64_t highest) const;
  bool flag(const std::string& attribute, bool otherwise) const;
  float number(const std::string& attribute, float otherwise) const;
  std::string text(const std::string& attribute, const std::string& otherwise) const;
  std::vector<std::int64_t> integers(const std::string& attribute, const std::vector<std::int64_t>& otherwise) const;
  std::vector<float> numbers(const std::string& attribute) const;  // required
  const OnnxTensor& tensor(const std::string& attribute) const;    // required

  // Inputs. An optional one that is left out is not there.
  std::size_t input_count() const { return node_->inputs.size(); }
  bool has_input(std::size_t index) const { return index < node_->inputs.size() && !node_->inputs[index].empty(); }
  bool is_constant(std::size_t index) const;
  const OnnxTensor& constant(std::size_t index) const;
  const std::vector<float>& constant_floats(std::size_t index) const;
  const std::vector<std::int64_t>& constant_integers(std::size_t index) const;
  float constant_number(std::size_t index) const;  // one value

  // A list of whole numbers that newer operators take as an input and older ones as an attribute (axes, shape).
  bool has_list(const std::string& attribute, std::size_t input) const { return has(attribute) || has_input(input); }
  std::vector<std::int64_t> list(const std::string& attribute, std::size_t input) const;

  // "file: node 'name' (Conv): reason"
  [[noreturn]] void refuse(const std::string& reason) const;

 private:
  template <typename Value>
  const Value* find(const std::string& attribute, const char* kind) const;

  const std::string* file_;
  const OnnxNode* node_;
  const OnnxConstants* constants_;
};

}  // namespace floorline::platform
