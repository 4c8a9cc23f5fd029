// Bytes of a file, read with bounds checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace floorline::platform {

// A part of a file, or of what was compressed in it. Does not own the bytes. Reading past the end throws UserError
// with the file and the position of the byte.
class ByteView {
 public:
  // `origin` is how error messages name the whole: the file, or a packet in it.
  ByteView(std::string origin, std::string_view bytes);

  std::size_t size() const { return bytes_.size(); }
  bool begins_with(std::string_view start) const { return bytes_.substr(0, start.size()) == start; }
  std::string_view bytes(std::size_t position, std::size_t count) const;

  // Little-endian, as in all of these formats but one.
  std::uint8_t uint8(std::size_t position) const;
  std::uint16_t uint16(std::size_t position) const;
  std::uint32_t uint32(std::size_t position) const;
  std::uint64_t uint64(std::size_t position) const;
  std::int32_t int32(std::size_t position) const { return static_cast<std::int32_t>(uint32(position)); }

  const std::string& origin() const { return origin_; }
  // "origin: byte 17: reason"
  [[noreturn]] void refuse(std::size_t position, const std::string& reason) const;

 private:
  std::uint64_t little_endian(std::size_t position, std::size_t count) const;

  std::string origin_;
  std::string_view bytes_;
};

}  // namespace floorline::platform
