#include "testbenches/unit/onnx/onnx_builder.h"

#include <fstream>
#include <random>

#include "platform/onnx/float_executor.h"
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {

Attribute::Attribute(std::string name, std::int64_t value) {
  stored.set_name(std::move(name));
  stored.set_type(onnx::AttributeProto::INT);
  stored.set_i(value);
}

Attribute::Attribute(std::string name, float value) {
  stored.set_name(std::move(name));
  stored.set_type(onnx::AttributeProto::FLOAT);
  stored.set_f(value);
}

Attribute::Attribute(std::string name, const char* value) {
  stored.set_name(std::move(name));
  stored.set_type(onnx::AttributeProto::STRING);
  stored.set_s(value);
}

Attribute::Attribute(std::string name, const Integers& values) {
  stored.set_name(std::move(name));
  stored.set_type(onnx::AttributeProto::INTS);
  for (const std::int64_t value : values) {
    stored.add_ints(value);
  }
}

Attribute::Attribute(std::string name, const onnx::TensorProto& tensor) {
  stored.set_name(std::move(name));
  stored.set_type(onnx::AttributeProto::TENSOR);
  *stored.mutable_t() = tensor;
}

onnx::TensorProto float_tensor(const std::string& name, const Integers& shape, const Numbers& values) {
  onnx::TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t extent : shape) {
    tensor.add_dims(extent);
  }
  tensor.set_raw_data(values.data(), values.size() * sizeof(float));
  return tensor;
}

onnx::TensorProto integer_tensor(const std::string& name, const Integers& values) {
  onnx::TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_dims(static_cast<std::int64_t>(values.size()));
  for (const std::int64_t value : values) {
    tensor.add_int64_data(value);
  }
  return tensor;
}

Numbers random_numbers(std::int64_t count, unsigned seed) {
  std::mt19937 bits(seed);
  Numbers numbers;
  for (std::int64_t i = 0; i < count; ++i) {
    numbers.push_back(static_cast<float>(bits() % 2001) / 1000.0F - 1.0F);
  }
  return numbers;
}

OnnxBuilder::OnnxBuilder(const Integers& input_shape, std::int64_t opset) {
  model_.set_ir_version(7);
  model_.add_opset_import()->set_version(opset);
  graph().set_name("test");
  onnx::ValueInfoProto& input = *graph().add_input();
  input.set_name("x");
  input.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t extent : input_shape) {
    auto& dimension = *input.mutable_type()->mutable_tensor_type()->mutable_shape()->add_dim();
    if (extent == 0) {
      dimension.set_dim_param("n");
    } else {
      dimension.set_dim_value(extent);
    }
  }
  graph().add_output()->set_name("y");
}

OnnxBuilder& OnnxBuilder::node(const std::string& operation, const std::vector<std::string>& inputs,
                               const std::string& output, const std::vector<Attribute>& attributes) {
  onnx::NodeProto& node = *graph().add_node();
  node.set_op_type(operation);
  for (const std::string& input : inputs) {
    node.add_input(input);
  }
  node.add_output(output);
  for (const Attribute& attribute : attributes) {
    *node.add_attribute() = attribute.stored;
  }
  return *this;
}

OnnxBuilder& OnnxBuilder::floats(const std::string& name, const Integers& shape, const Numbers& values) {
  *graph().add_initializer() = float_tensor(name, shape, values);
  return *this;
}

OnnxBuilder& OnnxBuilder::integers(const std::string& name, const Integers& values) {
  *graph().add_initializer() = integer_tensor(name, values);
  return *this;
}

Numbers OnnxBuilder::random(const std::string& name, const Integers& shape, unsigned seed) {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) {
    count *= extent;
  }
  Numbers numbers = random_numbers(count, seed);
  floats(name, shape, numbers);
  return numbers;
}

void OnnxBuilder::save(const std::string& path) const {
  std::ofstream(path, std::ios::binary) << bytes();
}

platform::FloatNetwork OnnxBuilder::import() const {
  const TemporaryDirectory directory;
  const std::string path = directory.file("model.onnx");
  save(path);
  return platform::import_onnx(platform::read_onnx(path), path);
}

Numbers OnnxBuilder::run(const Numbers& input) const {
  platform::FloatExecutor executor(import());
  return executor.run(input).back();
}

}  // namespace floorline::testbenches
