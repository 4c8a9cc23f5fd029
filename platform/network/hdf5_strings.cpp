#include "platform/network/hdf5_strings.h"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

constexpr std::size_t collection_header_bytes = 16;
constexpr std::size_t object_header_bytes = 16;

std::uint64_t little_endian(const std::string& bytes, std::size_t position, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[position + i])} << (8 * i);
  }
  return value;
}

// The collections of strings of one file, each read when it is first asked for.
class StringHeap {
 public:
  StringHeap(const std::string& path, const std::string& where)
      : file_(path, std::ios::binary), size_(std::filesystem::file_size(path)), where_(where) {}

  std::string bytes(std::uint64_t position, std::uint64_t count) {
    if (position > size_ || count > size_ - position) {
      refuse();
    }
    std::string bytes(count, '\0');
    file_.seekg(static_cast<std::streamoff>(position));
    if (!file_.read(bytes.data(), static_cast<std::streamsize>(count))) {
      refuse();
    }
    return bytes;
  }

  const std::string& object(std::uint64_t address, std::uint64_t index) {
    const auto [collection, is_new] = collections_.try_emplace(address);
    if (is_new) {
      collection->second = read_collection(address);
    }
    const auto found = collection->second.find(index);
    if (found == collection->second.end()) {
      refuse();
    }
    return found->second;
  }

  [[noreturn]] void refuse() const { throw UserError(fmt::format("{} cannot be read: the file is damaged", where_)); }

 private:
  using Objects = std::map<std::uint64_t, std::string>;

  Objects read_collection(std::uint64_t address) {
    const std::string header = bytes(address, collection_header_bytes);
    if (header.compare(0, 4, "GCOL") != 0 || header[4] != 1) {
      refuse();
    }
    const std::string stored = bytes(address, little_endian(header, 8, 8));
    Objects objects;
    std::size_t position = collection_header_bytes;
    while (position + object_header_bytes <= stored.size()) {
      const std::uint64_t index = little_endian(stored, position, 2);
      const std::uint64_t size = little_endian(stored, position + 8, 8);
      position += object_header_bytes;
      if (index == 0) {  // the rest is free
        break;
      }
      if (size > stored.size() - position) {
        refuse();
      }
      objects[index] = stored.substr(position, size);
      position += (size + 7) / 8 * 8;
    }
    return objects;
  }

  std::ifstream file_;
  std::uint64_t size_;
  std::string where_;
  std::map<std::uint64_t, Objects> collections_;
};

}  // namespace

std::vector<std::string> read_hdf5_strings(const std::string& path, std::uint64_t position, std::size_t count,
                                           const std::string& where) {
  StringHeap heap(path, where);
  const std::string references = heap.bytes(position, count * hdf5_string_reference_bytes);
  std::vector<std::string> strings;
  strings.reserve(count);
  for (std::size_t begin = 0; begin < references.size(); begin += hdf5_string_reference_bytes) {
    const std::uint64_t length = little_endian(references, begin, 4);
    const std::uint64_t address = little_endian(references, begin + 4, 8);
    if (length == 0 || address == 0) {
      strings.emplace_back();
      continue;
    }
    const std::string& object = heap.object(address, little_endian(references, begin + 12, 4));
    if (length > object.size()) {
      heap.refuse();
    }
    strings.push_back(object.substr(0, length));
  }
  return strings;
}

}  // namespace floorline::platform
