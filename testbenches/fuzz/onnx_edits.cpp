#include "testbenches/fuzz/onnx_edits.h"

#include <utility>

#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {
namespace {

constexpr int most_values = 4096;

// Convolution, normalisation, bounded activation, pool, dense.
OnnxBuilder image_model() {
  OnnxBuilder builder({0, 2, 6, 6});
  builder.random("w", {3, 2, 3, 3}, 1);
  builder.random("b", {3}, 2);
  for (const char* name : {"scale", "shift", "mean"})
    builder.random(name, {3}, 3);
  builder.floats("variance", {3}, {1, 2, 3}).floats("low", {}, {0}).floats("high", {}, {6});
  builder.node("Conv", {"x", "w", "b"}, "c", {{"pads", Integers{1, 1, 1, 1}}, {"strides", Integers{1, 1}}});
  builder.node("BatchNormalization", {"c", "scale", "shift", "mean", "variance"}, "n", {{"epsilon", 0.01F}});
  builder.node("Clip", {"n", "low", "high"}, "r");
  builder.node("MaxPool", {"r"}, "p", {{"kernel_shape", Integers{2, 2}}, {"strides", Integers{2, 2}}});
  builder.node("Flatten", {"p"}, "f", {{"axis", 1}});
  builder.random("v", {4, 27}, 4);
  builder.node("Gemm", {"f", "v"}, "g", {{"transB", 1}, {"alpha", 1.0F}});
  builder.node("Softmax", {"g"}, "y", {{"axis", 1}});
  return builder;
}

// Channels last, a shape that is computed, depthwise convolution, means.
OnnxBuilder moved_model() {
  OnnxBuilder builder({1, 5, 5, 2});
  builder.random("w", {2, 1, 3, 3}, 1);
  builder.random("m", {2, 3}, 2);
  builder.random("a", {3}, 3);
  builder.integers("shape", {1, -1}).integers("axes", {2, 3}).floats("third", {}, {3});
  builder.node("Transpose", {"x"}, "t", {{"perm", Integers{0, 3, 1, 2}}});
  builder.node("Div", {"t", "third"}, "d").node("Conv", {"d", "w"}, "c", {{"group", 2}, {"auto_pad", "SAME_UPPER"}});
  builder.node("Relu", {"c"}, "r");
  builder.node("AveragePool", {"r"}, "q", {{"kernel_shape", Integers{2, 2}}, {"ceil_mode", 1}});
  builder.node("ReduceMean", {"q"}, "e", {{"axes", Integers{2, 3}}, {"keepdims", 1}});
  builder.node("Reshape", {"e", "shape"}, "s").node("MatMul", {"s", "m"}, "p").node("Add", {"p", "a"}, "z");
  builder.node("Identity", {"z"}, "i").node("Dropout", {"i"}, "y");
  return builder;
}

// Constants that nodes compute, and axes that come and go.
OnnxBuilder constant_model() {
  OnnxBuilder builder({1, 8});
  builder.node("Constant", {}, "k", {{"value", float_tensor("", {4, 8}, random_numbers(32, 5))}});
  builder.node("Transpose", {"k"}, "kt").node("MatMul", {"x", "kt"}, "p");
  builder.integers("one", {1}).integers("four", {4}).integers("both", {1, 2});
  builder.node("Concat", {"one", "four"}, "shape", {{"axis", 0}}).node("Reshape", {"p", "shape"}, "s");
  builder.node("Unsqueeze", {"s", "both"}, "u").node("Squeeze", {"u", "both"}, "q");
  builder.node("Relu", {"q"}, "r").node("Cast", {"r"}, "y", {{"to", 1}});
  return builder;
}

void edit_attribute(onnx::AttributeProto& attribute, Recipe& recipe) {
  attribute.set_type(recipe.below(4) == 0 ? static_cast<onnx::AttributeProto::AttributeType>(1 + recipe.below(8))
                                          : attribute.type());
  attribute.set_i(recipe.whole_number());
  attribute.set_f(static_cast<float>(recipe.below(100)) / 8);
  if (attribute.ints_size() > 0 && recipe.flag())
    attribute.set_ints(static_cast<int>(recipe.below(static_cast<std::size_t>(attribute.ints_size()))),
                       recipe.whole_number());
  else
    attribute.add_ints(recipe.whole_number());
}

void edit_node(onnx::GraphProto& graph, Recipe& recipe) {
  static const std::vector<std::string> operations = {"Conv",       "MaxPool",   "AveragePool",
                                                      "Gemm",       "MatMul",    "GlobalAveragePool",
                                                      "ReduceMean", "Add",       "Sub",
                                                      "Mul",        "Div",       "Relu",
                                                      "Clip",       "Reshape",   "BatchNormalization",
                                                      "Flatten",    "Squeeze",   "Unsqueeze",
                                                      "Cast",       "Transpose", "Dropout",
                                                      "Identity",   "Softmax",   "Constant",
                                                      "Concat",     "Gather",    "Slice",
                                                      "Shape"};
  static const std::vector<std::string> attributes = {
      "axis", "axes", "pads",   "strides", "dilations", "kernel_shape", "group", "perm",     "keepdims",
      "to",   "mode", "transA", "transB",  "alpha",     "ceil_mode",    "value", "auto_pad", "count_include_pad"};
  auto& node = *graph.mutable_node(static_cast<int>(recipe.below(static_cast<std::size_t>(graph.node_size()))));
  switch (recipe.below(6)) {
    case 0:
      node.set_op_type(recipe.one_of(operations));
      break;
    case 1: {
      onnx::AttributeProto& attribute = *node.add_attribute();
      attribute.set_name(recipe.one_of(attributes));
      attribute.set_type(onnx::AttributeProto::INTS);
      edit_attribute(attribute, recipe);
      break;
    }
    case 2:
      node.add_input(recipe.flag() ? "x" : "w");
      break;
    case 3:
      if (node.input_size() > 0)
        node.mutable_input()->RemoveLast();
      break;
    case 4:
      graph.add_node()->CopyFrom(onnx::NodeProto(node));
      break;
    default:
      if (node.attribute_size() > 0)
        edit_attribute(
            *node.mutable_attribute(static_cast<int>(recipe.below(static_cast<std::size_t>(node.attribute_size())))),
            recipe);
  }
}

void edit_tensor(onnx::TensorProto& tensor, Recipe& recipe) {
  switch (recipe.below(4)) {
    case 0:
      if (tensor.dims_size() > 0)
        tensor.set_dims(static_cast<int>(recipe.below(static_cast<std::size_t>(tensor.dims_size()))),
                        recipe.whole_number());
      break;
    case 1: {  // other extents with as many values as they say
      tensor.clear_dims();
      std::int64_t count = 1;
      for (const std::int64_t extent : recipe.extents()) {
        tensor.add_dims(extent);
        count = extent < 0 || extent > most_values ? 0 : count * extent % (most_values + 1);
      }
      if (tensor.has_raw_data())
        tensor.mutable_raw_data()->resize(static_cast<std::size_t>(count) * sizeof(float));
      else
        tensor.mutable_int64_data()->Resize(static_cast<int>(count), 1);
      break;
    }
    case 2:
      tensor.set_data_type(static_cast<std::int32_t>(recipe.below(17)));
      break;
    default:
      if (tensor.int64_data_size() > 0)
        tensor.set_int64_data(static_cast<int>(recipe.below(static_cast<std::size_t>(tensor.int64_data_size()))),
                              recipe.whole_number());
      else if (tensor.has_raw_data() && !tensor.raw_data().empty())
        (*tensor.mutable_raw_data())[recipe.below(tensor.raw_data().size())] = static_cast<char>(recipe.byte());
  }
}

void edit(onnx::ModelProto& model, Recipe& recipe) {
  onnx::GraphProto& graph = *model.mutable_graph();
  switch (recipe.below(8)) {
    case 0:
      model.mutable_opset_import(0)->set_version(static_cast<std::int64_t>(recipe.below(24)));
      break;
    case 1: {
      auto& shape = *graph.mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape();
      shape.mutable_dim(static_cast<int>(recipe.below(static_cast<std::size_t>(shape.dim_size()))))
          ->set_dim_value(recipe.whole_number());
      break;
    }
    case 2:
    case 3:
    case 4:
      if (graph.initializer_size() > 0)
        edit_tensor(*graph.mutable_initializer(
                        static_cast<int>(recipe.below(static_cast<std::size_t>(graph.initializer_size())))),
                    recipe);
      break;
    default:
      edit_node(graph, recipe);
  }
}

}  // namespace

const std::vector<std::string>& onnx_models() {
  static const std::vector<std::string> models = {image_model().bytes(), moved_model().bytes(),
                                                  constant_model().bytes()};
  return models;
}

std::string edited_onnx(Recipe& recipe) {
  onnx::ModelProto model;
  model.ParseFromString(recipe.one_of(onnx_models()));
  for (int edits = 0; edits < 12 && !recipe.is_over(); ++edits)
    edit(model, recipe);
  return model.SerializeAsString();
}

}  // namespace floorline::testbenches
