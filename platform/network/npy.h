// NumPy array files (`.npy`): the tensors that go in and out of networks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace floorline::platform {

// A tensor in C order (the last axis runs fastest), whatever the order in the file was.
template <typename Value>
struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<Value> values;

  std::int64_t extent(std::size_t axis) const { return shape.at(axis); }
};

// Reads format versions 1 to 3 with elements |b1, |u1, |i1, <i2, <u2, <i4, <u4, <i8, <f4 or <f8, in C or Fortran order.
// Throws UserError, naming the file, if it is missing, not NumPy, truncated, of another element type or byte order, or
// larger than 2^28 elements. The integer reader refuses values that are not whole or do not fit 32 bits, with the
// value.
Tensor<double> read_npy(const std::string& path);
Tensor<std::int32_t> read_npy_int32(const std::string& path);

// The element type as stated in the file's header, such as "|u1"; only the header is read. Throws UserError as above.
std::string npy_element_type(const std::string& path);

// Writes version 1.0, <i4 (bytes: |u1), C order, under a temporary name that is renamed at the end. Throws UserError if
// it cannot.
void write_npy(const std::string& path, const Tensor<std::int32_t>& tensor);
void write_npy_bytes(const std::string& path, const Tensor<std::uint8_t>& tensor);

}  // namespace floorline::platform
