// What is read of a file, before it is understood.
#include "platform/onnx/onnx_file.h"

#include <gtest/gtest.h>

#include <cstring>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {
namespace {

using onnx::TensorProto;
using platform::OnnxElement;
using platform::OnnxTensor;

class OnnxFile : public testing::Test {
 protected:
  platform::OnnxModel read() {
    builder_.save(path_);
    return platform::read_onnx(path_);
  }

  // The only tensor of the file.
  TensorProto& tensor(TensorProto::DataType type, const Integers& shape) {
    builder_.graph().clear_initializer();
    TensorProto& tensor = *builder_.graph().add_initializer();
    tensor.set_name("t");
    tensor.set_data_type(type);
    for (const std::int64_t extent : shape) {
      tensor.add_dims(extent);
    }
    return tensor;
  }

  void expect_refused(std::initializer_list<std::string> parts) {
    expect_user_error([&] { read(); }, {"model.onnx"});
    expect_user_error([&] { read(); }, parts);
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("model.onnx");
  OnnxBuilder builder_{{0, 3}};
};

TEST_F(OnnxFile, Graph) {
  builder_.node("Gemm", {"x", "w", ""}, "y",
                {{"alpha", 0.5F}, {"transB", 1}, {"note", "text"}, {"list", Integers{1, 2}}});
  builder_.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
  builder_.graph().mutable_node(0)->set_domain("ai.onnx");
  const platform::OnnxModel model = read();
  EXPECT_EQ(model.name, "test");
  EXPECT_EQ(model.opset, 13);
  ASSERT_EQ(model.nodes.size(), 1U);
  const platform::OnnxNode& node = model.nodes[0];
  EXPECT_EQ(node.operation, "Gemm");
  EXPECT_EQ(node.domain, "ai.onnx");
  EXPECT_EQ(node.inputs, (std::vector<std::string>{"x", "w", ""}));
  EXPECT_EQ(node.outputs, std::vector<std::string>{"y"});
  EXPECT_EQ(std::get<float>(node.attributes.at("alpha")), 0.5F);
  EXPECT_EQ(std::get<std::int64_t>(node.attributes.at("transB")), 1);
  EXPECT_EQ(std::get<std::string>(node.attributes.at("note")), "text");
  EXPECT_EQ(std::get<Integers>(node.attributes.at("list")), (Integers{1, 2}));
  ASSERT_EQ(model.initializers.size(), 1U);
  EXPECT_EQ(model.initializers[0].shape, (Integers{2, 3}));
  EXPECT_EQ(model.initializers[0].floats, (Numbers{1, 2, 3, 4, 5, 6}));
  ASSERT_EQ(model.inputs.size(), 1U);
  EXPECT_EQ(model.inputs[0].shape, (Integers{platform::OnnxValue::unknown, 3}));
  ASSERT_EQ(model.outputs.size(), 1U);
  EXPECT_FALSE(model.outputs[0].has_shape);
}

TEST_F(OnnxFile, OldFilesDeclareTheirWeightsAsInputs) {
  builder_.floats("w", {1}, {1});
  builder_.graph().add_input()->set_name("w");
  EXPECT_EQ(read().inputs.size(), 1U);
}

template <typename Number>
std::string bytes_of(const std::vector<Number>& values) {
  std::string bytes(values.size() * sizeof(Number), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

TEST_F(OnnxFile, FloatingPoint) {
  tensor(TensorProto::FLOAT, {2}).add_float_data(1.5F);
  builder_.graph().mutable_initializer(0)->add_float_data(-2);
  EXPECT_EQ(read().initializers[0].floats, (Numbers{1.5F, -2}));
  tensor(TensorProto::DOUBLE, {2}).set_raw_data(bytes_of<double>({0.25, -8}));
  EXPECT_EQ(read().initializers[0].floats, (Numbers{0.25F, -8}));
  EXPECT_EQ(read().initializers[0].element, OnnxElement::float64);
  tensor(TensorProto::DOUBLE, {}).add_double_data(3);
  EXPECT_EQ(read().initializers[0].floats, Numbers{3});
  // One, two, the smallest positive one, the largest, minus zero, a third as nearly as it goes.
  tensor(TensorProto::FLOAT16, {6}).set_raw_data(bytes_of<std::uint16_t>({0x3c00, 0x4000, 1, 0x7bff, 0x8000, 0x3555}));
  EXPECT_EQ(read().initializers[0].floats, (Numbers{1, 2, 5.9604645e-8F, 65504, -0.0F, 0.33325195F}));
  tensor(TensorProto::FLOAT16, {1}).add_int32_data(0xbc00);
  EXPECT_EQ(read().initializers[0].floats, Numbers{-1});
}

TEST_F(OnnxFile, Integers) {
  const auto values = [&] { return read().initializers[0].integers; };
  tensor(TensorProto::INT64, {2}).set_raw_data(bytes_of<std::int64_t>({INT64_MIN, 7}));
  EXPECT_EQ(values(), (testbenches::Integers{INT64_MIN, 7}));
  tensor(TensorProto::INT32, {2}).set_raw_data(bytes_of<std::int32_t>({-5, 7}));
  EXPECT_EQ(values(), (testbenches::Integers{-5, 7}));
  tensor(TensorProto::INT16, {1}).set_raw_data(bytes_of<std::int16_t>({-300}));
  EXPECT_EQ(values(), testbenches::Integers{-300});
  tensor(TensorProto::INT8, {2}).set_raw_data("\xff\x7f");
  EXPECT_EQ(values(), (testbenches::Integers{-1, 127}));
  tensor(TensorProto::UINT8, {2}).set_raw_data("\xff\x7f");
  EXPECT_EQ(values(), (testbenches::Integers{255, 127}));
  tensor(TensorProto::UINT16, {1}).set_raw_data("\xff\xff");
  EXPECT_EQ(values(), testbenches::Integers{65535});
  tensor(TensorProto::BOOL, {1}).add_int32_data(1);
  EXPECT_EQ(values(), testbenches::Integers{1});
  EXPECT_EQ(read().initializers[0].element, OnnxElement::boolean);
}

TEST_F(OnnxFile, ElementsMustFitTheirExtents) {
  tensor(TensorProto::FLOAT, {2, 3}).set_raw_data(std::string(23, '\0'));
  expect_refused({"tensor 't'", "23 bytes", "require 24"});
  tensor(TensorProto::FLOAT, {3}).add_float_data(1);
  expect_refused({"tensor 't'", "1 elements", "require 3"});
  tensor(TensorProto::INT64, {1});
  expect_refused({"0 elements", "require 1"});
  tensor(TensorProto::FLOAT, {2, -1}).set_raw_data("");
  expect_refused({"extent -1"});
  tensor(TensorProto::FLOAT, {1 << 20, 1 << 20}).set_raw_data("");
  expect_refused({"more than 67108864 elements"});
  tensor(TensorProto::FLOAT, {INT64_MAX, INT64_MAX}).set_raw_data("");
  expect_refused({"more than 67108864 elements"});
  tensor(TensorProto::FLOAT, {0, INT64_MAX}).set_raw_data("");
  expect_refused({"more than 67108864 elements"});
}

TEST_F(OnnxFile, ValuesMustBeFiniteNumbers) {
  tensor(TensorProto::FLOAT, {1}).add_float_data(std::numeric_limits<float>::quiet_NaN());
  expect_refused({"tensor 't'", "not a number"});
  tensor(TensorProto::FLOAT, {1}).add_float_data(-std::numeric_limits<float>::infinity());
  expect_refused({"infinite"});
  tensor(TensorProto::DOUBLE, {1}).add_double_data(1e300);
  expect_refused({"too large for float"});
  tensor(TensorProto::FLOAT16, {1}).add_int32_data(0x7c00);
  expect_refused({"infinite"});
  tensor(TensorProto::FLOAT16, {1}).add_int32_data(0x7e00);
  expect_refused({"not a number"});
  tensor(TensorProto::INT8, {1}).add_int32_data(128);
  expect_refused({"128", "element type"});
  tensor(TensorProto::STRING, {1}).add_string_data("text");
  expect_refused({"type 8", "floating point and integers"});
  builder_.graph().clear_initializer();
  builder_.node("Relu", {"x"}, "y", {{"a", std::numeric_limits<float>::infinity()}});
  expect_refused({"node 'y' (Relu)", "attribute 'a'", "infinite"});
}

TEST_F(OnnxFile, ValuesMustBeInTheFile) {
  tensor(TensorProto::FLOAT, {1}).set_data_location(TensorProto::EXTERNAL);
  expect_refused({"tensor 't'", "another file"});
  tensor(TensorProto::FLOAT, {1}).add_external_data()->set_key("location");
  expect_refused({"tensor 't'", "another file"});
  tensor(TensorProto::FLOAT, {1}).mutable_segment()->set_begin(0);
  expect_refused({"tensor 't'", "segments"});
  builder_.graph().clear_initializer();
  builder_.graph().add_sparse_initializer();
  expect_refused({"sparse"});
}

TEST_F(OnnxFile, Attributes) {
  builder_.node("If", {"x"}, "y", {{"a", 1}, {"a", 2}});
  expect_refused({"node 'y' (If)", "attribute 'a'", "twice"});
  onnx::NodeProto& node = *builder_.graph().mutable_node(0);
  node.mutable_attribute(1)->set_name("then_branch");
  node.mutable_attribute(1)->set_type(onnx::AttributeProto::GRAPH);
  expect_refused({"node 'y' (If)", "then_branch", "If, Loop and Scan"});
  node.mutable_attribute(1)->set_type(onnx::AttributeProto::SPARSE_TENSOR);
  expect_refused({"then_branch", "type 11"});
  node.mutable_attribute(1)->clear_type();
  expect_refused({"then_branch", "type 0"});
}

TEST_F(OnnxFile, VersionOfOperators) {
  builder_.model().clear_opset_import();
  expect_refused({"opset_import"});
  builder_.model().add_opset_import()->set_domain("ai.onnx.ml");
  expect_refused({"opset_import"});
}

}  // namespace
}  // namespace floorline::testbenches
