#include "platform/events/byte_view.h"

#include <fmt/core.h>

#include <utility>

#include "platform/base/error.h"

namespace floorline::platform {

ByteView::ByteView(std::string origin, std::string_view bytes) : origin_(std::move(origin)), bytes_(bytes) {}

std::string_view ByteView::bytes(std::size_t position, std::size_t count) const {
  if (position > bytes_.size() || count > bytes_.size() - position) {
    refuse(position, fmt::format("announces {} bytes, but there are only {} bytes in all: truncated or damaged", count,
                                 bytes_.size()));
  }
  return bytes_.substr(position, count);
}

std::uint64_t ByteView::little_endian(std::size_t position, std::size_t count) const {
  std::uint64_t value = 0;
  const std::string_view stored = bytes(position, count);
  for (std::size_t i = 0; i < count; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(stored[i])} << (8 * i);
  }
  return value;
}

std::uint8_t ByteView::uint8(std::size_t position) const {
  return static_cast<std::uint8_t>(little_endian(position, 1));
}

std::uint16_t ByteView::uint16(std::size_t position) const {
  return static_cast<std::uint16_t>(little_endian(position, 2));
}

std::uint32_t ByteView::uint32(std::size_t position) const {
  return static_cast<std::uint32_t>(little_endian(position, 4));
}

std::uint64_t ByteView::uint64(std::size_t position) const {
  return little_endian(position, 8);
}

void ByteView::refuse(std::size_t position, const std::string& reason) const {
  throw UserError(fmt::format("{}: byte {}: {}", origin_, position, reason));
}

}  // namespace floorline::platform
