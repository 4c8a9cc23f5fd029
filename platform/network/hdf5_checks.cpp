#include "platform/network/hdf5_checks.h"

#include <fmt/core.h>

#include "platform/base/error.h"
#include "platform/network/hdf5_handle.h"

namespace floorline::platform {
namespace {

// Bits `first` to `first + count - 1` lie in a number of `size` bits.
bool lies_within(std::size_t first, std::size_t count, std::size_t size) {
  return count > 0 && first <= size && count <= size - first;
}

H5D_layout_t layout_of(hid_t dataset) {
  const Handle properties(H5Dget_create_plist(dataset), H5Pclose);
  return H5Pget_layout(properties.get());
}

bool lies_in_file(hid_t dataset, std::uint64_t bytes) {
  const Handle file(H5Iget_file_id(dataset), H5Fclose);
  const haddr_t begin = H5Dget_offset(dataset);  // none if the header of the dataset holds the bytes
  hsize_t size = 0;
  return begin == HADDR_UNDEF || (H5Fget_filesize(file.get(), &size) >= 0 && begin <= size && bytes <= size - begin);
}

}  // namespace

void check_hdf5_storage(hid_t dataset, hid_t type, std::int64_t count, const std::string& where) {
  constexpr std::uint64_t most_compression = 1100;  // zeros, which compress best of all, do by less
  constexpr std::uint64_t harmless_bytes = std::uint64_t{1} << 20;
  const std::uint64_t announced = static_cast<std::uint64_t>(count) * H5Tget_size(type);
  const std::uint64_t stored = H5Dget_storage_size(dataset);
  if (announced > harmless_bytes && announced / most_compression > stored) {
    throw UserError(
        fmt::format("{} announces {} bytes, but only {} are stored: it was never written, or the file is damaged",
                    where, announced, stored));
  }
  const H5D_layout_t layout = layout_of(dataset);
  // It counts as zeros, or what the file says.
  const bool never_written = layout == H5D_CONTIGUOUS && stored == 0 && H5Dget_offset(dataset) == HADDR_UNDEF;
  if (layout != H5D_CHUNKED && !never_written && (stored != announced || !lies_in_file(dataset, stored))) {
    throw UserError(
        fmt::format("{} cannot be read: the file is damaged, as it stores {} bytes of {}", where, stored, announced));
  }
}

bool is_sound_hdf5_number(hid_t type) {
  const std::size_t bytes = H5Tget_size(type);
  if (bytes == 0 || bytes > sizeof(double))
    return false;
  const std::size_t bits = 8 * bytes;
  switch (H5Tget_class(type)) {
    case H5T_ENUM: {
      const Handle base(H5Tget_super(type), H5Tclose);
      return base.valid() && H5Tget_class(base.get()) == H5T_INTEGER && H5Tget_size(base.get()) == bytes &&
             is_sound_hdf5_number(base.get());
    }
    case H5T_INTEGER: {
      const int offset = H5Tget_offset(type);
      return offset >= 0 && lies_within(static_cast<std::size_t>(offset), H5Tget_precision(type), bits);
    }
    case H5T_FLOAT: {
      std::size_t sign = 0, exponent = 0, exponent_bits = 0, mantissa = 0, mantissa_bits = 0;
      const int offset = H5Tget_offset(type);
      return H5Tget_fields(type, &sign, &exponent, &exponent_bits, &mantissa, &mantissa_bits) >= 0 && offset >= 0 &&
             lies_within(static_cast<std::size_t>(offset), H5Tget_precision(type), bits) &&
             lies_within(sign, 1, bits) && lies_within(exponent, exponent_bits, bits) &&
             lies_within(mantissa, mantissa_bits, bits);
    }
    default:
      return false;
  }
}

}  // namespace floorline::platform
