// Makes ONNX files for tests.
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "platform/onnx/float_network.h"

namespace floorline::testbenches {

using Numbers = std::vector<float>;
using Integers = std::vector<std::int64_t>;

// One attribute, for the lists below.
struct Attribute {
  Attribute(std::string name, std::int64_t value);
  Attribute(std::string name, int value) : Attribute(std::move(name), std::int64_t{value}) {}
  Attribute(std::string name, float value);
  Attribute(std::string name, const char* value);
  Attribute(std::string name, const Integers& values);
  Attribute(std::string name, const onnx::TensorProto& tensor);

  onnx::AttributeProto stored;
};

onnx::TensorProto float_tensor(const std::string& name, const Integers& shape, const Numbers& values);
onnx::TensorProto integer_tensor(const std::string& name, const Integers& values);
// Values between -1 and 1 that depend on the shape and `seed` alone.
Numbers random_numbers(std::int64_t count, unsigned seed);

// A graph from "x" to "y".
class OnnxBuilder {
 public:
  // An extent of 0 is left open.
  explicit OnnxBuilder(const Integers& input_shape, std::int64_t opset = 13);

  OnnxBuilder& node(const std::string& operation, const std::vector<std::string>& inputs, const std::string& output,
                    const std::vector<Attribute>& attributes = {});
  OnnxBuilder& floats(const std::string& name, const Integers& shape, const Numbers& values);
  OnnxBuilder& integers(const std::string& name, const Integers& values);
  Numbers random(const std::string& name, const Integers& shape, unsigned seed);  // stores them, too

  onnx::ModelProto& model() { return model_; }
  onnx::GraphProto& graph() { return *model_.mutable_graph(); }

  std::string bytes() const { return model_.SerializeAsString(); }
  void save(const std::string& path) const;

  // Through a file. Errors name "model.onnx".
  platform::FloatNetwork import() const;
  // The output for an input in C order of the network's input shape.
  Numbers run(const Numbers& input) const;

 private:
  onnx::ModelProto model_;
};

}  // namespace floorline::testbenches
