#include "platform/onnx/onnx_file.h"

#include <fmt/core.h>

#include <google/protobuf/stubs/logging.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "platform/base/error.h"
#include "platform/onnx/onnx_tensor.h"
#include "platform/onnx/onnx_text.h"

namespace floorline::platform {
namespace {

using ::onnx::AttributeProto;

std::string read_bytes(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) {
    throw UserError(fmt::format("{}: cannot be read: {}", path, error.message()));
  }
  if (size > static_cast<std::uintmax_t>(max_onnx_file_bytes)) {
    throw UserError(
        fmt::format("{}: has {} bytes; ONNX files of up to {} bytes are supported", path, size, max_onnx_file_bytes));
  }
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!file) {
    throw UserError(fmt::format("{}: cannot be read to its end", path));
  }
  return bytes;
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  OnnxModel model() {
    const std::string bytes = read_bytes(path_);
    // Protobuf would report text that is not UTF-8, for example, on stderr.
    const google::protobuf::LogSilencer silencer;
    ::onnx::ModelProto stored;
    if (!stored.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size())) || !stored.has_graph()) {
      throw UserError(fmt::format("{}: is not an ONNX file, or is truncated or damaged", path_));
    }
    OnnxModel model;
    model.opset = opset(stored);
    const ::onnx::GraphProto& graph = stored.graph();
    model.name = graph.name();
    if (graph.sparse_initializer_size() > 0) {
      throw UserError(fmt::format(
          "{}: contains sparse tensors, which are not supported; save the weights as dense tensors", path_));
    }
    for (const ::onnx::NodeProto& node : graph.node()) {
      model.nodes.push_back(read_node(node));
    }
    std::set<std::string> initialized;
    for (const ::onnx::TensorProto& tensor : graph.initializer()) {
      model.initializers.push_back(read_onnx_tensor(tensor, fmt::format("{}: tensor '{}'", path_, tensor.name())));
      initialized.insert(tensor.name());
    }
    for (const ::onnx::ValueInfoProto& input : graph.input()) {
      if (initialized.count(input.name()) == 0) {
        model.inputs.push_back(value(input));
      }
    }
    for (const ::onnx::ValueInfoProto& output : graph.output()) {
      model.outputs.push_back(value(output));
    }
    return model;
  }

 private:
  std::int64_t opset(const ::onnx::ModelProto& stored) const {
    for (const ::onnx::OperatorSetIdProto& set : stored.opset_import()) {
      if (is_onnx_domain(set.domain())) {
        return set.version();
      }
    }
    throw UserError(fmt::format(
        "{}: does not state the version of ONNX's operators that it uses (opset_import), which ONNX requires", path_));
  }

  OnnxNode read_node(const ::onnx::NodeProto& stored) const {
    OnnxNode node;
    node.name = stored.name();
    node.domain = stored.domain();
    node.operation = stored.op_type();
    node.inputs.assign(stored.input().begin(), stored.input().end());
    node.outputs.assign(stored.output().begin(), stored.output().end());
    for (const AttributeProto& attribute : stored.attribute()) {
      const std::string where = fmt::format("{}: attribute '{}'", onnx_node_text(path_, node), attribute.name());
      if (!node.attributes.emplace(attribute.name(), read_attribute(attribute, where)).second) {
        throw UserError(fmt::format("{} is given twice", where));
      }
    }
    return node;
  }

  static OnnxAttribute read_attribute(const AttributeProto& stored, const std::string& where) {
    switch (stored.type()) {
      case AttributeProto::FLOAT:
        check_finite({stored.f()}, where);
        return stored.f();
      case AttributeProto::INT:
        return std::int64_t{stored.i()};
      case AttributeProto::STRING:
        return stored.s();
      case AttributeProto::TENSOR:
        return read_onnx_tensor(stored.t(), where);
      case AttributeProto::FLOATS: {
        std::vector<float> values(stored.floats().begin(), stored.floats().end());
        check_finite(values, where);
        return values;
      }
      case AttributeProto::INTS:
        return std::vector<std::int64_t>(stored.ints().begin(), stored.ints().end());
      case AttributeProto::STRINGS:
        return std::vector<std::string>(stored.strings().begin(), stored.strings().end());
      case AttributeProto::GRAPH:
      case AttributeProto::GRAPHS:
        throw UserError(fmt::format("{} is a subgraph (as in If, Loop and Scan), which is not supported", where));
      default:
        throw UserError(
            fmt::format("{} is of type {} (ONNX's AttributeProto.AttributeType); numbers, text, lists of them and "
                        "tensors are supported",
                        where, stored.type()));
    }
  }

  static void check_finite(const std::vector<float>& values, const std::string& where) {
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
      throw UserError(fmt::format("{} is infinite or not a number; only finite values are supported", where));
    }
  }

  static OnnxValue value(const ::onnx::ValueInfoProto& stored) {
    OnnxValue value;
    value.name = stored.name();
    if (stored.type().has_tensor_type() && stored.type().tensor_type().has_shape()) {
      value.has_shape = true;
      for (const ::onnx::TensorShapeProto::Dimension& extent : stored.type().tensor_type().shape().dim()) {
        value.shape.push_back(extent.has_dim_value() ? extent.dim_value() : OnnxValue::unknown);
      }
    }
    return value;
  }

  const std::string& path_;
};

}  // namespace

OnnxModel read_onnx(const std::string& path) {
  return Reader(path).model();
}

}  // namespace floorline::platform
