#include "platform/network/hdf5_reader.h"

#include <fmt/core.h>

#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "platform/base/error.h"
#include "platform/network/hdf5_checks.h"
#include "platform/network/hdf5_handle.h"
#include "platform/network/hdf5_strings.h"

namespace floorline::platform {
namespace {

static_assert(sizeof(hid_t) == sizeof(std::int64_t), "handles are kept as 64-bit integers");

constexpr std::size_t max_text_bytes = 4096;
constexpr std::int64_t max_texts = std::int64_t{1} << 16;
constexpr int max_rank = 8;

// Walks the path link by link, so that a soft or external link is found before HDF5 follows it.
bool is_reachable(hid_t file, const std::string& file_path, const std::string& object) {
  if (object == "/") {
    return true;
  }
  for (std::size_t end = object.find('/', 1);; end = object.find('/', end + 1)) {
    const std::string prefix = object.substr(0, end);
    if (H5Lexists(file, prefix.c_str(), H5P_DEFAULT) <= 0) {
      return false;
    }
    H5L_info_t info;
    if (H5Lget_info(file, prefix.c_str(), &info, H5P_DEFAULT) < 0 || info.type != H5L_TYPE_HARD) {
      throw UserError(
          fmt::format("{} is a soft or external link; store the data itself in the file", at(file_path, prefix)));
    }
    if (end == std::string::npos) {
      return true;
    }
  }
}

H5O_type_t object_type(hid_t file, const std::string& object) {
  H5O_info_t info;
  if (H5Oget_info_by_name(file, object.c_str(), &info, H5P_DEFAULT) < 0) {
    return H5O_TYPE_UNKNOWN;
  }
  return info.type;
}

std::vector<std::int64_t> dimensions_of(hid_t dataset, const std::string& where) {
  const Handle space(H5Dget_space(dataset), H5Sclose);
  const int rank = space.valid() ? H5Sget_simple_extent_ndims(space.get()) : -1;
  if (rank < 0 || rank > max_rank || H5Sget_simple_extent_type(space.get()) == H5S_NULL) {
    throw UserError(fmt::format("{} holds no array of at most {} dimensions", where, max_rank));
  }
  std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
  H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr);
  return {extents.begin(), extents.end()};
}

std::int64_t element_count(const std::vector<std::int64_t>& dimensions, const std::string& where) {
  std::int64_t count = 1;
  for (const std::int64_t extent : dimensions) {
    if (extent < 0 || (extent > 0 && count > Hdf5File::max_elements / extent)) {
      throw UserError(fmt::format("{} has more than {} elements, which is more than any network file needs", where,
                                  Hdf5File::max_elements));
    }
    count *= extent;
  }
  return count;
}

// Where the references of strings of variable length lie, as far as hdf5_strings.h can follow them.
std::uint64_t position_of_references(hid_t dataset, std::size_t count, const std::string& where) {
  const Handle file(H5Iget_file_id(dataset), H5Fclose);
  const Handle properties(H5Fget_create_plist(file.get()), H5Pclose);
  hsize_t user_block = 0;
  std::size_t address_bytes = 0;
  std::size_t length_bytes = 0;
  H5Pget_userblock(properties.get(), &user_block);
  H5Pget_sizes(properties.get(), &address_bytes, &length_bytes);
  const haddr_t position = H5Dget_offset(dataset);
  if (position == HADDR_UNDEF || user_block != 0 || address_bytes != 8 || length_bytes != 8 ||
      H5Dget_storage_size(dataset) != count * hdf5_string_reference_bytes) {
    throw UserError(
        fmt::format("{} holds strings of variable length that are chunked, compact, never written or damaged; store "
                    "them contiguously, as h5py does by default",
                    where));
  }
  return position;
}

std::vector<std::string> read_fixed_texts(hid_t dataset, hid_t type, std::size_t count, const std::string& where) {
  const std::size_t size = H5Tget_size(type);
  if (size > max_text_bytes) {
    throw UserError(fmt::format("{} is a string of {} bytes; at most {} are supported", where, size, max_text_bytes));
  }
  check_hdf5_storage(dataset, type, static_cast<std::int64_t>(count), where);
  std::string stored(count * size, '\0');
  if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, Transfer().get(), stored.data()) < 0) {
    throw UserError(fmt::format("{} cannot be read: the file is damaged", where));
  }
  std::vector<std::string> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(stored.substr(i * size, size));
  }
  return values;
}

}  // namespace

Hdf5Reader::Hdf5Reader(const std::string& path) : path_(path) {
  const QuietErrors quiet;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    throw UserError(fmt::format("{}: no such file", path));
  }
  if (std::filesystem::is_directory(path, ignored) || !std::ifstream(path)) {
    throw UserError(fmt::format("{}: cannot be opened for reading as a file", path));
  }
  if (H5Fis_hdf5(path.c_str()) <= 0) {
    throw UserError(fmt::format("{}: is not an HDF5 file", path));
  }
  handle_ = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (handle_ < 0) {
    throw UserError(fmt::format("{}: is an HDF5 file, but truncated or damaged", path));
  }
}

Hdf5Reader::~Hdf5Reader() {
  if (handle_ >= 0) {
    H5Fclose(handle_);
  }
}

bool Hdf5Reader::exists(const std::string& object) const {
  const QuietErrors quiet;
  return is_reachable(handle_, path_, object);
}

bool Hdf5Reader::is_group(const std::string& object) const {
  const QuietErrors quiet;
  return is_reachable(handle_, path_, object) && object_type(handle_, object) == H5O_TYPE_GROUP;
}

std::vector<std::string> Hdf5Reader::members(const std::string& group) const {
  const QuietErrors quiet;
  if (!is_reachable(handle_, path_, group) || object_type(handle_, group) != H5O_TYPE_GROUP) {
    throw UserError(fmt::format("{} is missing or not a group", at(path_, group)));
  }
  const Handle opened(H5Gopen2(handle_, group.c_str(), H5P_DEFAULT), H5Gclose);
  H5G_info_t info;
  if (!opened.valid() || H5Gget_info(opened.get(), &info) < 0) {
    throw UserError(fmt::format("{} cannot be read: the file is damaged", at(path_, group)));
  }
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const ssize_t length =
        H5Lget_name_by_idx(opened.get(), ".", H5_INDEX_NAME, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT);
    if (length < 0 || static_cast<std::size_t>(length) > max_text_bytes) {
      throw UserError(fmt::format("{} has a member whose name cannot be read", at(path_, group)));
    }
    std::string name(static_cast<std::size_t>(length) + 1, '\0');
    H5Lget_name_by_idx(opened.get(), ".", H5_INDEX_NAME, H5_ITER_INC, i, name.data(), name.size(), H5P_DEFAULT);
    name.pop_back();
    names.push_back(name);
  }
  return names;
}

std::int64_t Hdf5Reader::open_dataset(const std::string& dataset) const {
  if (!is_reachable(handle_, path_, dataset)) {
    throw UserError(fmt::format("{} is missing", at(path_, dataset)));
  }
  if (object_type(handle_, dataset) != H5O_TYPE_DATASET) {
    throw UserError(fmt::format("{} is not a dataset", at(path_, dataset)));
  }
  const hid_t opened = H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT);
  if (opened < 0) {
    throw UserError(fmt::format("{} cannot be opened: the file is damaged", at(path_, dataset)));
  }
  return opened;
}

std::vector<std::int64_t> Hdf5Reader::dimensions(const std::string& dataset) const {
  const QuietErrors quiet;
  const Handle opened(open_dataset(dataset), H5Dclose);
  return dimensions_of(opened.get(), at(path_, dataset));
}

Hdf5Element Hdf5Reader::element(const std::string& dataset) const {
  const QuietErrors quiet;
  const Handle opened(open_dataset(dataset), H5Dclose);
  const Handle type(H5Dget_type(opened.get()), H5Tclose);
  switch (H5Tget_class(type.get())) {
    case H5T_STRING:
      return Hdf5Element::text;
    case H5T_INTEGER:
    case H5T_ENUM:
      return Hdf5Element::integer;
    case H5T_FLOAT:
      return H5Tget_size(type.get()) <= sizeof(float) ? Hdf5Element::float32 : Hdf5Element::float64;
    default:
      return Hdf5Element::other;
  }
}

std::vector<double> Hdf5Reader::numbers(const std::string& dataset) const {
  const QuietErrors quiet;
  const std::string where = at(path_, dataset);
  const Handle opened(open_dataset(dataset), H5Dclose);
  const Handle type(H5Dget_type(opened.get()), H5Tclose);
  const H5T_class_t kind = H5Tget_class(type.get());
  if (kind != H5T_INTEGER && kind != H5T_FLOAT && kind != H5T_ENUM) {
    throw UserError(fmt::format("{} does not hold numbers", where));
  }
  if (!is_sound_hdf5_number(type.get())) {
    throw UserError(
        fmt::format("{} holds numbers of a kind that is not supported (integers and floating point of up to 64 bits "
                    "are), or the file is damaged",
                    where));
  }
  const std::int64_t count = element_count(dimensions_of(opened.get(), where), where);
  check_hdf5_storage(opened.get(), type.get(), count, where);
  std::vector<double> values(static_cast<std::size_t>(count));
  if (count > 0 && H5Dread(opened.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, Transfer().get(), values.data()) < 0) {
    throw UserError(
        fmt::format("{} cannot be read: the file is damaged or uses a filter that is not installed", where));
  }
  for (const double value : values) {
    if (!std::isfinite(value)) {
      throw UserError(fmt::format("{} holds the value {}; finite numbers are required", where, value));
    }
  }
  return values;
}

std::vector<std::string> Hdf5Reader::texts(const std::string& dataset) const {
  const QuietErrors quiet;
  const std::string where = at(path_, dataset);
  const Handle opened(open_dataset(dataset), H5Dclose);
  const Handle type(H5Dget_type(opened.get()), H5Tclose);
  if (H5Tget_class(type.get()) != H5T_STRING) {
    throw UserError(fmt::format("{} does not hold text", where));
  }
  const std::int64_t count = element_count(dimensions_of(opened.get(), where), where);
  if (count > max_texts) {
    throw UserError(fmt::format("{} holds {} strings; at most {} are supported", where, count, max_texts));
  }
  if (count == 0) {
    return {};
  }
  const auto size = static_cast<std::size_t>(count);
  std::vector<std::string> values =
      H5Tis_variable_str(type.get()) > 0
          ? read_hdf5_strings(path_, position_of_references(opened.get(), size, where), size, where)
          : read_fixed_texts(opened.get(), type.get(), size, where);
  for (std::string& value : values) {
    value.resize(std::min(value.find('\0'), value.size()));
    value.resize(value.find_last_not_of(' ') + 1);  // Fortran-style padding
  }
  return values;
}

}  // namespace floorline::platform
