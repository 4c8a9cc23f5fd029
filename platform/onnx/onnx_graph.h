// The contents of an ONNX file, as plain data: a graph of operators on tensors, with the tensors that are stored in it.
//
// Nothing is interpreted here: whether nodes fit together, and what they compute, is for onnx_import.h. Not held:
// training information, functions, quantisation annotations, documentation, the shapes stated for inner tensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace floorline::platform {

enum class OnnxElement { float16, float32, float64, int8, int16, int32, int64, uint8, uint16, boolean };

inline bool is_floating(OnnxElement element) {
  return element <= OnnxElement::float64;
}

// The values are in `floats` or in `integers`, in C order (the last axis runs fastest). Doubles are rounded to float.
struct OnnxTensor {
  std::string name;  // empty in an attribute
  OnnxElement element = OnnxElement::float32;
  std::vector<std::int64_t> shape;  // empty for a scalar
  std::vector<float> floats;
  std::vector<std::int64_t> integers;

  std::size_t size() const { return is_floating(element) ? floats.size() : integers.size(); }
};

using OnnxAttribute = std::variant<float, std::int64_t, std::string, std::vector<float>, std::vector<std::int64_t>,
                                   std::vector<std::string>, OnnxTensor>;

// One operator. Tensors are known by name; an optional one that is left out has an empty name.
struct OnnxNode {
  std::string name;       // often empty
  std::string domain;     // of the operator; empty for those of ONNX itself
  std::string operation;  // "Conv", "Gemm", "Relu", ...
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, OnnxAttribute> attributes;
};

// An input or output of the graph.
struct OnnxValue {
  static constexpr std::int64_t unknown = -1;  // an extent that the file leaves open, usually that of the batch

  std::string name;
  bool has_shape = false;
  std::vector<std::int64_t> shape;
};

struct OnnxModel {
  std::string name;             // of the graph
  std::int64_t opset = 0;       // version of ONNX's own operators
  std::vector<OnnxNode> nodes;  // in any order
  std::vector<OnnxTensor> initializers;
  std::vector<OnnxValue> inputs;  // without those that only declare an initializer, as old files do
  std::vector<OnnxValue> outputs;
};

}  // namespace floorline::platform
