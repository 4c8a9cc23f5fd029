// What cannot be imported is refused in one sentence with the file, the node and what would be right.
#include <gtest/gtest.h>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {
namespace {

void expect_refused(const OnnxBuilder& builder, std::initializer_list<std::string> parts) {
  expect_user_error([&] { builder.import(); }, {"model.onnx"});
  expect_user_error([&] { builder.import(); }, parts);
}

// One node on an image of two channels, five rows and four columns.
OnnxBuilder one(const std::string& operation, const std::vector<std::string>& inputs,
                const std::vector<Attribute>& attributes = {}, std::int64_t opset = 13) {
  OnnxBuilder builder({0, 2, 5, 4}, opset);
  builder.random("w", {3, 2, 2, 2}, 1);
  builder.random("matrix", {4, 3}, 2);
  builder.random("two", {2}, 3);
  builder.integers("whole", {1, 2});
  builder.floats("zero", {}, {0}).floats("one", {}, {1}).floats("minus", {}, {-1});
  builder.node(operation, inputs, "y", attributes);
  return builder;
}

TEST(OnnxRefusals, Operators) {
  expect_refused(one("Sigmoid", {"x"}), {"node 'y' (Sigmoid)", "not supported", "supported are Conv, Gemm"});
  OnnxBuilder named = one("LSTM", {"x"});
  named.graph().mutable_node(0)->set_name("lstm_1");
  expect_refused(named, {"node 'lstm_1' (LSTM)"});
  OnnxBuilder foreign = one("Relu", {"x"});
  foreign.graph().mutable_node(0)->set_domain("com.example");
  expect_refused(foreign, {"(com.example.Relu)", "not one of ONNX's own"});
  expect_refused(one("Relu", {"x", "one"}), {"2 inputs", "up to 1"});
  expect_refused(one("Relu", {"x"}, {{"slope", 1.0F}}), {"'slope'", "not supported"});
  OnnxBuilder silent = one("Relu", {"x"});
  silent.node("Relu", {"y"}, "z").graph().mutable_node(0)->clear_output();
  silent.graph().mutable_node(1)->set_input(0, "x");
  silent.graph().mutable_output(0)->set_name("z");
  EXPECT_EQ(silent.import().layers.size(), 1U);  // nobody needs the first
}

TEST(OnnxRefusals, QuantisedNetworks) {
  expect_refused(one("QuantizeLinear", {"x", "one"}), {"(QuantizeLinear)", "already quantised", "floating point"});
  OnnxBuilder weights = one("MatMul", {"x", "dequantised"});
  weights.node("DequantizeLinear", {"whole", "one"}, "dequantised");
  expect_refused(weights, {"(DequantizeLinear)", "already quantised"});
}

TEST(OnnxRefusals, Versions) {
  expect_refused(one("Relu", {"x"}, {}, 6), {"version 6", "7 to 22"});
  expect_refused(one("Relu", {"x"}, {}, 1000), {"version 1000", "7 to 22"});
}

TEST(OnnxRefusals, Branches) {
  OnnxBuilder residual({0, 4});
  residual.node("Relu", {"x"}, "r").node("Add", {"r", "x"}, "y");
  expect_refused(residual, {"node 'y' (Add)", "'x'", "branch"});
  OnnxBuilder twice({0, 4});
  twice.node("Mul", {"x", "x"}, "y");
  expect_refused(twice, {"(Mul)", "branch"});
  OnnxBuilder indices({0, 1, 4, 4});
  indices.node("MaxPool", {"x"}, "p", {{"kernel_shape", Integers{2, 2}}}).node("Relu", {"i"}, "y");
  indices.graph().mutable_node(0)->add_output("i");
  expect_refused(indices, {"(Relu)", "'i'", "first output"});
}

TEST(OnnxRefusals, InputsAndOutputs) {
  OnnxBuilder inputs = one("Relu", {"x"});
  inputs.graph().add_input()->set_name("second");
  expect_refused(inputs, {"2 inputs and 1 outputs", "one of each"});
  OnnxBuilder outputs = one("Relu", {"x"});
  outputs.graph().clear_output();
  expect_refused(outputs, {"1 inputs and 0 outputs"});
  OnnxBuilder constant = one("Identity", {"w"});
  expect_refused(constant, {"output 'y'", "not the end of a chain"});
  OnnxBuilder short_circuit = one("Relu", {"x"});
  short_circuit.graph().mutable_output(0)->set_name("x");
  expect_refused(short_circuit, {"output 'x'", "not the end of a chain"});
  expect_refused(one("Identity", {"x"}), {"(Identity)", "without layers"});
}

TEST(OnnxRefusals, Extents) {
  for (const Integers& shape :
       {Integers{0, 3, 0, 4}, Integers{1, -3}, Integers{1, 1 << 20, 1 << 20}, Integers{1, INT64_MAX}}) {
    OnnxBuilder builder(shape);
    builder.node("Relu", {"x"}, "y");
    expect_refused(builder, {"input 'x'", "all extents but the first must be known"});
  }
  OnnxBuilder flat({4});
  flat.node("Relu", {"x"}, "y");
  expect_refused(flat, {"input 'x'", "axis for the batch"});
  OnnxBuilder none({1, 4});
  none.node("Relu", {"x"}, "y").graph().mutable_input(0)->clear_type();
  expect_refused(none, {"input 'x'", "no shape"});
}

TEST(OnnxRefusals, TensorsByName) {
  expect_refused(one("Relu", {"nowhere"}), {"node 'y' (Relu)", "'nowhere'", "does not define"});
  OnnxBuilder output = one("Relu", {"x"});
  output.graph().mutable_output(0)->set_name("nowhere");
  expect_refused(output, {"the output", "'nowhere'", "does not define"});
  OnnxBuilder twice = one("Relu", {"x"});
  twice.node("Relu", {"x"}, "y");
  expect_refused(twice, {"'y' is defined twice"});
  OnnxBuilder weights = one("Relu", {"x"});
  weights.floats("w", {1}, {1});
  expect_refused(weights, {"'w' is defined twice"});
  OnnxBuilder cycle = one("Add", {"x", "b"});
  cycle.node("Relu", {"a"}, "b").node("Relu", {"b"}, "a");
  expect_refused(cycle, {"(Relu)", "cycle"});
}

TEST(OnnxRefusals, Convolutions) {
  expect_refused(one("Conv", {"x", "x"}), {"(Conv)", "'x' must be constant"});
  expect_refused(one("Conv", {"x"}), {"lacks its input 1"});
  expect_refused(one("Conv", {"x", "whole"}), {"'whole' holds integers"});
  expect_refused(one("Conv", {"x", "matrix"}), {"weights of shape [4, 3]", "2 channels"});
  expect_refused(one("Conv", {"x", "w"}, {{"group", 2}}), {"in 2 groups"});
  expect_refused(one("Conv", {"x", "w"}, {{"group", 0}}), {"'group' is 0"});
  expect_refused(one("Conv", {"x", "w", "two"}), {"bias of shape [2]", "3 output channels"});
  expect_refused(one("Conv", {"x", "w"}, {{"kernel_shape", Integers{3, 3}}}), {"'kernel_shape'", "[3, 2, 2, 2]"});
  expect_refused(one("Conv", {"x", "w"}, {{"strides", Integers{1}}}), {"'strides' has 1 numbers", "2 are required"});
  expect_refused(one("Conv", {"x", "w"}, {{"strides", Integers{0, 1}}}), {"'strides' holds 0"});
  expect_refused(one("Conv", {"x", "w"}, {{"strides", 2}}), {"'strides' must be a list"});
  expect_refused(one("Conv", {"x", "w"}, {{"pads", Integers{0, 0, -1, 0}}}), {"'pads' holds -1"});
  expect_refused(one("Conv", {"x", "w"}, {{"pads", Integers{INT64_MAX, 0, 1, 0}}}), {"'pads' holds"});
  expect_refused(one("Conv", {"x", "w"}, {{"dilations", Integers{5, 1}}}), {"spans 6 rows", "has 5"});
  expect_refused(one("Conv", {"x", "w"}, {{"auto_pad", "SAME"}}), {"'SAME'", "SAME_UPPER"});
  expect_refused(one("Conv", {"x", "w"}, {{"pads", Integers{16000, 16000, 16000, 16000}}}), {"16777216 values"});
  OnnxBuilder line({0, 2, 5});
  line.random("w", {3, 2, 2}, 1);
  line.node("Conv", {"x", "w"}, "y");
  expect_refused(line, {"[1, 2, 5]", "[batch, channels, rows, columns]"});
  OnnxBuilder swapped({0, 2, 4, 4});
  swapped.random("w", {2, 2, 2, 2}, 1);
  swapped.node("Relu", {"x"}, "r").node("Transpose", {"r"}, "t", {{"perm", Integers{0, 1, 3, 2}}});
  swapped.node("Conv", {"t", "w"}, "y");
  expect_refused(swapped, {"(Conv)", "axes were swapped"});
}

TEST(OnnxRefusals, Pools) {
  expect_refused(one("MaxPool", {"x"}), {"'kernel_shape' has 0 numbers"});
  expect_refused(one("AveragePool", {"x"}, {{"kernel_shape", Integers{1, 1}}, {"pads", Integers{1, 0, 0, 0}}}),
                 {"(AveragePool)", "only padding"});
  expect_refused(
      one("AveragePool", {"x"}, {{"kernel_shape", Integers{2, 2}}, {"ceil_mode", 1}, {"count_include_pad", 1}}),
      {"'ceil_mode'", "'count_include_pad'"});
  expect_refused(one("MaxPool", {"x"}, {{"kernel_shape", Integers{2, 2}}, {"ceil_mode", 2}}), {"'ceil_mode' is 2"});
  expect_refused(one("ReduceMean", {"x"}), {"mean over the batch"});
  expect_refused(one("ReduceMean", {"x"}, {{"axes", Integers{1, 2}}}), {"rows and columns"});
  expect_refused(one("ReduceMean", {"x"}, {{"axes", Integers{3}}}), {"rows and columns"});
  expect_refused(one("ReduceMean", {"x"}, {{"axes", Integers{0, 2, 3}}}), {"mean over the batch"});
  expect_refused(one("ReduceMean", {"x"}, {{"axes", Integers{}}}), {"mean over the batch"});
  expect_refused(one("ReduceMean", {"x"}, {{"axes", Integers{4}}}), {"axis 4", "4 axes"});
  expect_refused(one("ReduceMean", {"x"}, {{"axes", Integers{2, -2}}}), {"axis -2 twice"});
}

TEST(OnnxRefusals, Products) {
  expect_refused(one("MatMul", {"x", "matrix"}), {"[1, 2, 5, 4]", "[batch, inputs]"});
  expect_refused(one("MatMul", {"matrix", "x"}), {"'x' must be constant"});
  const auto flat = [](const std::vector<Attribute>& attributes, const Integers& bias) {
    OnnxBuilder builder({0, 4});
    builder.random("w", {3, 4}, 1);
    builder.random("b", bias, 2);
    return builder.node("Gemm", {"x", "w", "b"}, "y", attributes);
  };
  expect_refused(flat({}, {3}), {"weights of shape [3, 4]", "4 inputs"});
  expect_refused(flat({{"transA", 1}}, {3}), {"transA"});
  expect_refused(flat({{"transB", 1}}, {2}), {"shape [2]", "[1, 3]"});
  expect_refused(flat({{"transB", 1}}, {2, 3}), {"shape [2, 3]", "[1, 3]"});
  OnnxBuilder large({0, 1});
  large.floats("w", {1, 1}, {1e30F}).node("Gemm", {"x", "w"}, "y", {{"alpha", 1e30F}});
  expect_refused(large, {"too large for float"});
}

TEST(OnnxRefusals, Elementwise) {
  expect_refused(one("Add", {"x", "matrix"}), {"[4, 3]", "[1, 2, 5, 4]"});
  OnnxBuilder rows({0, 2, 5, 4});
  rows.random("column", {5, 1}, 1);
  rows.node("Relu", {"x"}, "r").node("Add", {"r", "column"}, "y");
  expect_refused(rows, {"(Add)", "differs within a channel"});
  expect_refused(one("Div", {"x", "zero"}), {"(Div)", "divides by zero"});
  expect_refused(one("Div", {"one", "x"}), {"(Div)", "a value of the network"});
  expect_refused(one("Clip", {"x", "minus", "one"}), {"(Clip)", "-1 to 1", "bounded ReLU"});
  expect_refused(one("Clip", {"x", "zero", "zero"}), {"bounded ReLU"});
  expect_refused(one("Clip", {"x", "two"}), {"'two' has 2 elements"});
  expect_refused(one("BatchNormalization", {"x", "two", "two", "two", "one"}), {"input 4 has 1 values", "2 channels"});
  expect_refused(one("BatchNormalization", {"x", "two", "two", "two", "two"}, {{"epsilon", -9.0F}}), {"not above 0"});
  expect_refused(one("BatchNormalization", {"x", "two", "two", "two", "two"}, {{"training_mode", 1}}),
                 {"training mode"});
  expect_refused(one("Cast", {"x"}, {{"to", onnx::TensorProto::INT8}}), {"(Cast)", "integers"});
  OnnxBuilder middle({0, 4});
  middle.node("Softmax", {"x"}, "s").node("Relu", {"s"}, "y");
  expect_refused(middle, {"(Relu)", "'s'", "only at the end"});
  OnnxBuilder huge({0, 1});
  huge.floats("c", {}, {3e38F}).node("Relu", {"x"}, "r").node("Mul", {"r", "c"}, "m").node("Mul", {"m", "c"}, "y");
  expect_refused(huge, {"too large for float"});
}

TEST(OnnxRefusals, Shapes) {
  const auto reshape = [](const Integers& shape) {
    OnnxBuilder builder({0, 2, 6});
    return builder.integers("shape", shape).node("Reshape", {"x", "shape"}, "r").node("Relu", {"r"}, "y");
  };
  EXPECT_EQ(reshape({0, 3, -1}).import().layers.size(), 1U);
  expect_refused(reshape({1, 13}), {"[1, 2, 6]", "[1, 13]"});
  expect_refused(reshape({1, 5, -1}), {"[1, 5, -1]"});
  expect_refused(reshape({-1, -1}), {"[-1, -1]"});
  expect_refused(reshape({1, -2, 6}), {"[1, -2, 6]"});
  expect_refused(reshape({1, 2, 6, 0}), {"[1, 2, 6, 0]"});
  expect_refused(reshape({INT64_MAX, INT64_MAX}), {"cannot reshape"});
  expect_refused(reshape({12}), {"[12]", "the batch"});
  expect_refused(reshape({}), {"[]"});
  expect_refused(one("Reshape", {"x"}), {"lacks its input 1"});
  expect_refused(one("Reshape", {"x", "one"}), {"floating point; whole numbers"});
  expect_refused(one("Flatten", {"x"}, {{"axis", 2}}), {"the batch"});
  expect_refused(one("Flatten", {"x"}, {{"axis", 7}}), {"'axis' is 7"});
  expect_refused(one("Transpose", {"x"}), {"axis of the batch"});
  expect_refused(one("Transpose", {"x"}, {{"perm", Integers{0, 1}}}), {"'perm' has 2 axes"});
  expect_refused(one("Transpose", {"x"}, {{"perm", Integers{0, 1, 1, 2}}}), {"axis 1 twice"});
  expect_refused(one("Squeeze", {"x"}, {{"axes", Integers{1}}}), {"axis 1", "extent 1"});
  expect_refused(one("Squeeze", {"x"}, {{"axes", Integers{0}}}), {"the batch"});
  expect_refused(one("Unsqueeze", {"x"}, {{"axes", Integers{9}}}), {"axis 9"});
}

TEST(OnnxRefusals, Constants) {
  const auto weights = [](const std::string& operation, const std::vector<std::string>& inputs,
                          const std::vector<Attribute>& attributes = {}) {
    OnnxBuilder builder = one("Conv", {"x", "made"});
    return builder.node(operation, inputs, "made", attributes);
  };
  expect_refused(weights("Sqrt", {"w"}), {"node 'made' (Sqrt)", "computes a constant"});
  expect_refused(weights("Constant", {}), {"lacks the attribute 'value'"});
  expect_refused(weights("Cast", {"w"}, {{"to", onnx::TensorProto::INT64}}), {"(Cast)", "type 7"});
  expect_refused(weights("Concat", {"w", "w"}, {{"axis", 0}}), {"(Concat)", "holds floating point"});
  expect_refused(weights("Gather", {"whole", "whole"}), {"(Gather)", "axis 2"});
  expect_refused(weights("Shape", {"x"}, {{"start", 1}}), {"(Shape)", "whole shape"});
}

// A small file that would copy its tensor for hours.
TEST(OnnxRefusals, EndlessWork) {
  OnnxBuilder builder({0, 1 << 20});
  std::string last = "x";
  for (int i = 0; i < 130; ++i) {
    builder.node("Identity", {last}, "t" + std::to_string(i));
    last = "t" + std::to_string(i);
  }
  builder.node("Relu", {last}, "y");
  expect_user_error([&] { builder.import(); }, {"(Identity)", "copy more than"});
}

}  // namespace
}  // namespace floorline::testbenches
