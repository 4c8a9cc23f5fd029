#include "platform/network/npy.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

constexpr char magic[] = "\x93NUMPY";
constexpr std::size_t magic_bytes = 6;
constexpr std::size_t header_limit_bytes = 65536;
constexpr std::int64_t max_elements = std::int64_t{1} << 28;

// The three entries of the header, a Python dictionary such as
// {'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }.
struct Header {
  std::string type;
  bool fortran_order = false;
  std::vector<std::int64_t> shape;
};

[[noreturn]] void refuse(const std::string& path, const std::string& reason) {
  throw UserError(fmt::format("{}: {}", path, reason));
}

// What follows `'key':`, without leading blanks.
std::string entry(const std::string& path, const std::string& dictionary, const std::string& key) {
  const std::size_t position = dictionary.find("'" + key + "':");
  if (position == std::string::npos) {
    refuse(path, fmt::format("the NumPy header has no entry '{}'", key));
  }
  const std::size_t begin = dictionary.find_first_not_of(' ', position + key.size() + 3);
  return begin == std::string::npos ? "" : dictionary.substr(begin);
}

std::vector<std::int64_t> parse_shape(const std::string& path, const std::string& text) {
  const std::size_t end = text.find(')');
  if (text.empty() || text.front() != '(' || end == std::string::npos) {
    refuse(path, "the shape in the NumPy header is not a tuple");
  }
  std::vector<std::int64_t> shape;
  std::int64_t count = 1;  // without extents of 0, beside which the others must still multiply to a number
  for (std::size_t i = 1; i < end; ++i) {
    if (text[i] == ' ' || text[i] == ',') {
      continue;
    }
    std::int64_t extent = 0;
    for (; i < end && std::isdigit(static_cast<unsigned char>(text[i])) != 0 && extent <= max_elements; ++i) {
      extent = extent * 10 + (text[i] - '0');
    }
    if (i < end && text[i] != ',' && extent <= max_elements) {
      refuse(path, "the shape in the NumPy header is not a tuple of whole numbers");
    }
    if (extent > 0 && count > max_elements / extent) {
      refuse(path, fmt::format("has more than {} elements, which is more than can be read", max_elements));
    }
    count *= std::max<std::int64_t>(extent, 1);
    shape.push_back(extent);
  }
  return shape;
}

Header read_header(const std::string& path, std::ifstream& file) {
  unsigned char start[8] = {};
  if (!file.read(reinterpret_cast<char*>(start), sizeof start) || std::memcmp(start, magic, magic_bytes) != 0) {
    refuse(path, "is not a NumPy array file (.npy): it does not begin with the magic bytes");
  }
  const int version = start[magic_bytes];
  if (version < 1 || version > 3) {
    refuse(path, fmt::format("is of NumPy format version {}; 1, 2 and 3 can be read", version));
  }
  unsigned char length[4] = {};
  file.read(reinterpret_cast<char*>(length), version == 1 ? 2 : 4);
  const std::size_t header_bytes =
      length[0] | std::size_t{length[1]} << 8 | std::size_t{length[2]} << 16 | std::size_t{length[3]} << 24;
  if (!file || header_bytes > header_limit_bytes) {
    refuse(path, "is truncated or damaged in its NumPy header");
  }
  std::string dictionary(header_bytes, '\0');
  if (!file.read(dictionary.data(), static_cast<std::streamsize>(header_bytes))) {
    refuse(path, "is truncated in its NumPy header");
  }
  Header header;
  const std::string type = entry(path, dictionary, "descr");
  header.type = type.size() > 1 && type[0] == '\'' ? type.substr(1, type.find('\'', 1) - 1) : type.substr(0, 20);
  header.fortran_order = entry(path, dictionary, "fortran_order").rfind("True", 0) == 0;
  header.shape = parse_shape(path, entry(path, dictionary, "shape"));
  return header;
}

std::streamsize bytes_behind(std::ifstream& file) {
  const std::streamoff position = file.tellg();
  file.seekg(0, std::ios::end);
  const std::streamoff end = file.tellg();
  file.seekg(position);
  return end - position;
}

// Reads little-endian elements of one type; every machine that runs this project is little-endian.
template <typename Stored>
std::vector<double> read_elements(const std::string& path, std::ifstream& file, std::size_t count) {
  const auto bytes = static_cast<std::streamsize>(count * sizeof(Stored));
  // Before any memory is taken: a header may announce gigabytes that are not there.
  const std::streamsize there = bytes_behind(file);
  if (there < bytes) {
    refuse(path,
           fmt::format("is truncated: its header announces {} elements of {} bytes, the file holds {} bytes of them",
                       count, sizeof(Stored), there));
  }
  std::vector<Stored> stored(count);
  if (!file.read(reinterpret_cast<char*>(stored.data()), bytes)) {
    refuse(path, "cannot be read to its end");
  }
  return {stored.begin(), stored.end()};
}

std::vector<double> read_elements(const std::string& path, std::ifstream& file, const std::string& type,
                                  std::size_t count) {
  if (type == "|b1" || type == "|u1") {
    return read_elements<std::uint8_t>(path, file, count);
  }
  if (type == "|i1") {
    return read_elements<std::int8_t>(path, file, count);
  }
  if (type == "<i2") {
    return read_elements<std::int16_t>(path, file, count);
  }
  if (type == "<u2") {
    return read_elements<std::uint16_t>(path, file, count);
  }
  if (type == "<i4") {
    return read_elements<std::int32_t>(path, file, count);
  }
  if (type == "<u4") {
    return read_elements<std::uint32_t>(path, file, count);
  }
  if (type == "<i8") {
    return read_elements<std::int64_t>(path, file, count);
  }
  if (type == "<f4") {
    return read_elements<float>(path, file, count);
  }
  if (type == "<f8") {
    return read_elements<double>(path, file, count);
  }
  refuse(path,
         fmt::format(
             "has elements of the NumPy type '{}'; |b1, |u1, |i1, <i2, <u2, <i4, <u4, <i8, <f4 and <f8 can be read",
             type));
}

std::vector<double> reordered_from_fortran(const std::vector<std::int64_t>& shape, const std::vector<double>& values) {
  std::vector<double> result(values.size());
  std::vector<std::int64_t> index(shape.size(), 0);
  for (const double value : values) {
    std::int64_t position = 0;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      position = position * shape[axis] + index[axis];
    }
    result[static_cast<std::size_t>(position)] = value;
    for (std::size_t axis = 0; axis < shape.size() && ++index[axis] == shape[axis]; ++axis) {
      index[axis] = 0;  // the first axis runs fastest
    }
  }
  return result;
}

std::ifstream open_npy(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) {
    refuse(path, "no such file, or it cannot be read");
  }
  return file;
}

template <typename Value>
void write_tensor(const std::string& path, const std::string& type, const Tensor<Value>& tensor) {
  std::string shape;
  for (const std::int64_t extent : tensor.shape) {
    shape += std::to_string(extent) + ", ";
  }
  std::string dictionary = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type, shape);
  constexpr std::size_t alignment = 64;  // of the whole header, its line end included
  const std::size_t unpadded = magic_bytes + 4 + dictionary.size() + 1;
  dictionary.append((alignment - unpadded % alignment) % alignment, ' ');
  dictionary += '\n';

  const std::string partial = path + ".partial";
  std::ofstream file(partial, std::ios::binary);
  file.write(magic, magic_bytes);
  file.put(1).put(0);
  file.put(static_cast<char>(dictionary.size() & 0xff)).put(static_cast<char>(dictionary.size() >> 8));
  file << dictionary;
  file.write(reinterpret_cast<const char*>(tensor.values.data()),
             static_cast<std::streamsize>(tensor.values.size() * sizeof(Value)));
  file.close();
  std::error_code failure;
  if (file) {
    std::filesystem::rename(partial, path, failure);
  }
  if (!file || failure) {
    std::remove(partial.c_str());
    refuse(path, "cannot be written (no such folder, no permission, or the disk is full)");
  }
}

}  // namespace

std::string npy_element_type(const std::string& path) {
  std::ifstream file = open_npy(path);
  return read_header(path, file).type;
}

Tensor<double> read_npy(const std::string& path) {
  std::ifstream file = open_npy(path);
  const Header header = read_header(path, file);
  std::int64_t count = 1;
  for (const std::int64_t extent : header.shape) {
    count *= extent;
  }
  Tensor<double> tensor{header.shape, read_elements(path, file, header.type, static_cast<std::size_t>(count))};
  if (header.fortran_order) {
    tensor.values = reordered_from_fortran(tensor.shape, tensor.values);
  }
  return tensor;
}

Tensor<std::int32_t> read_npy_int32(const std::string& path) {
  const Tensor<double> stored = read_npy(path);
  Tensor<std::int32_t> tensor{stored.shape, {}};
  tensor.values.reserve(stored.values.size());
  for (const double value : stored.values) {
    // Written so that not-a-number fails too.
    if (!(value == std::trunc(value) && std::abs(value) <= std::numeric_limits<std::int32_t>::max())) {
      refuse(path, fmt::format("holds the value {}; whole numbers of 32 bits are required", value));
    }
    tensor.values.push_back(static_cast<std::int32_t>(value));
  }
  return tensor;
}

void write_npy(const std::string& path, const Tensor<std::int32_t>& tensor) {
  write_tensor(path, "<i4", tensor);
}

void write_npy_bytes(const std::string& path, const Tensor<std::uint8_t>& tensor) {
  write_tensor(path, "|u1", tensor);
}

}  // namespace floorline::platform
