#include "platform/events/flat_table.h"

namespace floorline::platform {

FlatTable::FlatTable(const ByteView& bytes, std::size_t begin) : bytes_(&bytes) {
  table_ = begin + bytes.uint32(begin);
  const std::int64_t offsets = static_cast<std::int64_t>(table_) - bytes.int32(table_);
  if (offsets < 0) {
    bytes.refuse(table_, "this offset points before the first byte: damaged");
  }
  offsets_ = static_cast<std::size_t>(offsets);
}

std::optional<std::size_t> FlatTable::field(std::size_t number) const {
  const std::size_t entry = 4 + 2 * number;  // after the sizes of the two tables
  if (entry + 2 > bytes_->uint16(offsets_)) {
    return std::nullopt;
  }
  const std::size_t offset = bytes_->uint16(offsets_ + entry);
  return offset == 0 ? std::nullopt : std::optional<std::size_t>(table_ + offset);
}

}  // namespace floorline::platform
