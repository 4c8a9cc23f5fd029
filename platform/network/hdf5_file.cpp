#include "platform/network/hdf5_file.h"

#include <fmt/core.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "platform/base/error.h"
#include "platform/network/hdf5_reader.h"

namespace floorline::platform {
namespace {

enum class Operation : char { open, exists, is_group, members, dimensions, element, numbers, texts };

// How answers travel: values as they lie in memory, texts after their length.
template <typename Value>
std::string packed(const std::vector<Value>& values) {
  static_assert(std::is_trivially_copyable_v<Value>);
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value)};
}

template <typename Value>
std::vector<Value> unpacked(const std::string& bytes) {
  std::vector<Value> values(bytes.size() / sizeof(Value));
  if (!values.empty()) {
    std::memcpy(values.data(), bytes.data(), bytes.size());
  }
  return values;
}

std::string packed_texts(const std::vector<std::string>& texts) {
  std::string bytes;
  for (const std::string& text : texts) {
    bytes += packed(std::vector<std::uint64_t>{text.size()}) + text;
  }
  return bytes;
}

std::vector<std::string> unpacked_texts(const std::string& bytes) {
  std::vector<std::string> texts;
  for (std::size_t position = 0; position < bytes.size();) {
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data() + position, sizeof size);
    texts.push_back(bytes.substr(position + sizeof size, size));
    position += sizeof size + size;
  }
  return texts;
}

// What the other process does with a request: the operation, then the object.
std::string answer(std::shared_ptr<Hdf5Reader>& reader, const std::string& path, const std::string& request) {
  const std::string object = request.substr(1);
  switch (static_cast<Operation>(request.front())) {
    case Operation::open:
      reader = std::make_shared<Hdf5Reader>(path);
      return {};
    case Operation::exists:
      return std::string(1, reader->exists(object) ? '\1' : '\0');
    case Operation::is_group:
      return std::string(1, reader->is_group(object) ? '\1' : '\0');
    case Operation::members:
      return packed_texts(reader->members(object));
    case Operation::dimensions:
      return packed(reader->dimensions(object));
    case Operation::element:
      return packed(std::vector<Hdf5Element>{reader->element(object)});
    case Operation::numbers:
      return packed(reader->numbers(object));
    case Operation::texts:
      return packed_texts(reader->texts(object));
  }
  return {};
}

IsolatedProcess reading_process(const std::string& path) {
  return {path, [path, reader = std::shared_ptr<Hdf5Reader>()](const std::string& request) mutable {
            return answer(reader, path, request);
          }};
}

std::string asked(IsolatedProcess& process, Operation operation, const std::string& object = {}) {
  return process.ask(static_cast<char>(operation) + object);
}

std::string printed(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

std::string at(const std::string& file, const std::string& object) {
  return fmt::format("{}: '{}'", file, object);
}

}  // namespace

Hdf5File::Hdf5File(const std::string& path) : path_(path), process_(reading_process(path)) {
  asked(process_, Operation::open);
}

bool Hdf5File::exists(const std::string& object) const {
  return asked(process_, Operation::exists, object).front() != 0;
}

bool Hdf5File::is_group(const std::string& object) const {
  return asked(process_, Operation::is_group, object).front() != 0;
}

std::vector<std::string> Hdf5File::members(const std::string& group) const {
  return unpacked_texts(asked(process_, Operation::members, group));
}

std::vector<std::int64_t> Hdf5File::dimensions(const std::string& dataset) const {
  return unpacked<std::int64_t>(asked(process_, Operation::dimensions, dataset));
}

Hdf5Element Hdf5File::element(const std::string& dataset) const {
  return unpacked<Hdf5Element>(asked(process_, Operation::element, dataset)).front();
}

std::vector<double> Hdf5File::numbers(const std::string& dataset) const {
  return unpacked<double>(asked(process_, Operation::numbers, dataset));
}

std::vector<std::string> Hdf5File::texts(const std::string& dataset) const {
  return unpacked_texts(asked(process_, Operation::texts, dataset));
}

std::vector<std::int64_t> Hdf5File::integers(const std::string& dataset, std::int64_t lowest,
                                             std::int64_t highest) const {
  const std::vector<double> stored = numbers(dataset);
  std::vector<std::int64_t> values;
  values.reserve(stored.size());
  for (const double value : stored) {
    if (value != std::trunc(value) || value < static_cast<double>(lowest) || value > static_cast<double>(highest)) {
      throw UserError(fmt::format("{} holds the value {}; whole numbers from {} to {} are required", at(path_, dataset),
                                  printed(value), lowest, highest));
    }
    values.push_back(static_cast<std::int64_t>(value));
  }
  return values;
}

double Hdf5File::number(const std::string& dataset) const {
  const std::vector<double> values = numbers(dataset);
  if (values.size() != 1) {
    throw UserError(fmt::format("{} holds {} numbers; one is required", at(path_, dataset), values.size()));
  }
  return values.front();
}

std::int64_t Hdf5File::integer(const std::string& dataset, std::int64_t lowest, std::int64_t highest) const {
  const std::vector<std::int64_t> values = integers(dataset, lowest, highest);
  if (values.size() != 1) {
    throw UserError(fmt::format("{} holds {} numbers; one is required", at(path_, dataset), values.size()));
  }
  return values.front();
}

std::string Hdf5File::text(const std::string& dataset) const {
  if (element(dataset) == Hdf5Element::text) {
    const std::vector<std::string> values = texts(dataset);
    if (values.size() == 1) {
      return values.front();
    }
  }
  throw UserError(fmt::format("{} is not one string", at(path_, dataset)));
}

}  // namespace floorline::platform
