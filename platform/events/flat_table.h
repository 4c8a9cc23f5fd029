// Reading FlatBuffers, as far as AEDAT4 needs them.
#pragma once

#include <cstddef>
#include <optional>

#include "platform/events/byte_view.h"

namespace floorline::platform {

// The root table of a buffer that begins at `begin` in `bytes`. Every offset is checked against the end of the bytes.
class FlatTable {
 public:
  FlatTable(const ByteView& bytes, std::size_t begin);

  // Where the field with this number is stored; none if it was left at its default.
  std::optional<std::size_t> field(std::size_t number) const;

 private:
  const ByteView* bytes_;
  std::size_t table_ = 0;
  std::size_t offsets_ = 0;  // of the table that says where fields are
};

}  // namespace floorline::platform
