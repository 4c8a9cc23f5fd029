#include "platform/onnx/onnx_tensor.h"

#include <fmt/core.h>

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "platform/base/error.h"
#include "platform/onnx/onnx_file.h"

namespace floorline::platform {
namespace {

using ::onnx::TensorProto;

// IEEE half precision.
float half_to_float(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 1023;
  const double sign = (bits & 0x8000) != 0 ? -1.0 : 1.0;
  if (exponent == 31) {
    return fraction == 0 ? static_cast<float>(sign) * std::numeric_limits<float>::infinity()
                         : std::numeric_limits<float>::quiet_NaN();
  }
  const double size = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  return static_cast<float>(sign * size);
}

class Reader {
 public:
  Reader(const TensorProto& stored, const std::string& where) : stored_(stored), where_(where) {}

  OnnxTensor tensor() {
    if (stored_.data_location() == TensorProto::EXTERNAL || stored_.external_data_size() > 0) {
      refuse("has its values in another file; save the network as one file");
    }
    if (stored_.has_segment()) {
      refuse("is stored in segments, which are not supported; save it whole");
    }
    tensor_.name = stored_.name();
    read_shape();
    switch (stored_.data_type()) {
      case TensorProto::FLOAT:
        floats<float>(OnnxElement::float32, stored_.float_data());
        break;
      case TensorProto::DOUBLE:
        floats<double>(OnnxElement::float64, stored_.double_data());
        break;
      case TensorProto::FLOAT16:
        halves();
        break;
      case TensorProto::INT64:
        integers<std::int64_t>(OnnxElement::int64, stored_.int64_data());
        break;
      case TensorProto::INT32:
        integers<std::int32_t>(OnnxElement::int32, stored_.int32_data());
        break;
      case TensorProto::INT16:
        integers<std::int16_t>(OnnxElement::int16, stored_.int32_data());
        break;
      case TensorProto::INT8:
        integers<std::int8_t>(OnnxElement::int8, stored_.int32_data());
        break;
      case TensorProto::UINT16:
        integers<std::uint16_t>(OnnxElement::uint16, stored_.int32_data());
        break;
      case TensorProto::UINT8:
        integers<std::uint8_t>(OnnxElement::uint8, stored_.int32_data());
        break;
      case TensorProto::BOOL:
        integers<std::uint8_t>(OnnxElement::boolean, stored_.int32_data());
        break;
      default:
        refuse(
            fmt::format("holds elements of type {} (ONNX's TensorProto.DataType); floating point and integers of up to "
                        "64 bits, signed, are supported",
                        stored_.data_type()));
    }
    return std::move(tensor_);
  }

 private:
  void read_shape() {
    tensor_.shape.assign(stored_.dims().begin(), stored_.dims().end());
    std::int64_t count = 1;
    for (const std::int64_t extent : tensor_.shape) {
      if (extent < 0) {
        refuse(fmt::format("has the extent {}; extents must be 0 or more", extent));
      }
      // `count` is at most the limit, so that neither this nor the product can overflow.
      if (extent > max_onnx_elements || (count *= extent) > max_onnx_elements) {
        refuse(fmt::format("has more than {} elements, the most that is supported", max_onnx_elements));
      }
    }
    count_ = static_cast<std::size_t>(count);
  }

  // The elements as numbers of type `Number`, from the bytes or from the list.
  template <typename Number, typename List>
  std::vector<Number> numbers(const List& list) {
    std::vector<Number> numbers;
    if (!stored_.has_raw_data()) {
      if (static_cast<std::size_t>(list.size()) != count_) {
        refuse_size(static_cast<std::size_t>(list.size()), "elements", count_);
      }
      numbers.reserve(count_);
      for (const auto value : list) {
        if constexpr (std::is_integral_v<Number>) {
          if (value < std::numeric_limits<Number>::min() || value > std::numeric_limits<Number>::max()) {
            refuse(fmt::format("holds the value {}, which its element type cannot represent", value));
          }
        }
        numbers.push_back(static_cast<Number>(value));
      }
      return numbers;
    }
    const std::string& bytes = stored_.raw_data();
    if (bytes.size() != count_ * sizeof(Number)) {
      refuse_size(bytes.size(), "bytes", count_ * sizeof(Number));
    }
    // Little-endian in the file, and so are the machines that Debian packages of libonnx are made for.
    numbers.resize(count_);
    if (!bytes.empty()) {
      std::memcpy(numbers.data(), bytes.data(), bytes.size());
    }
    return numbers;
  }

  template <typename Number, typename List>
  void floats(OnnxElement element, const List& list) {
    const std::vector<Number> values = numbers<Number>(list);
    store(element, {values.begin(), values.end()});
  }

  void halves() {
    const std::vector<std::uint16_t> values = numbers<std::uint16_t>(stored_.int32_data());
    std::vector<float> floats(values.size());
    std::transform(values.begin(), values.end(), floats.begin(), half_to_float);
    store(OnnxElement::float16, std::move(floats));
  }

  void store(OnnxElement element, std::vector<float> values) {
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
      refuse("holds a value that is infinite, not a number, or too large for float; only finite values are supported");
    }
    tensor_.element = element;
    tensor_.floats = std::move(values);
  }

  template <typename Number, typename List>
  void integers(OnnxElement element, const List& list) {
    const std::vector<Number> values = numbers<Number>(list);
    tensor_.element = element;
    tensor_.integers.assign(values.begin(), values.end());
  }

  [[noreturn]] void refuse_size(std::size_t found, const std::string& unit, std::size_t required) const {
    refuse(fmt::format("stores {} {}, but its extents and type require {}", found, unit, required));
  }

  [[noreturn]] void refuse(const std::string& reason) const { throw UserError(fmt::format("{} {}", where_, reason)); }

  const TensorProto& stored_;
  const std::string& where_;
  std::size_t count_ = 0;
  OnnxTensor tensor_;
};

}  // namespace

OnnxTensor read_onnx_tensor(const ::onnx::TensorProto& stored, const std::string& where) {
  return Reader(stored, where).tensor();
}

}  // namespace floorline::platform
