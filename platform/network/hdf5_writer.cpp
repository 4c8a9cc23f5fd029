#include "platform/network/hdf5_writer.h"

#include <fmt/core.h>

#include <hdf5.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <numeric>
#include <utility>

#include "platform/base/error.h"
#include "platform/network/hdf5_handle.h"

namespace floorline::platform {
namespace {

constexpr hsize_t max_chunk_elements = hsize_t{1} << 17;
constexpr unsigned gzip_level = 4;  // as h5py and most other writers have it

// The whole array, or its longest axes halved until a chunk is of a size that HDF5 caches.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> extents) {
  const auto elements = [&] {
    return std::accumulate(extents.begin(), extents.end(), hsize_t{1}, std::multiplies<>());
  };
  while (elements() > max_chunk_elements) {
    hsize_t& longest = *std::max_element(extents.begin(), extents.end());
    longest = (longest + 1) / 2;
  }
  return extents;
}

}  // namespace

Hdf5Writer::Hdf5Writer(const std::string& path, Hdf5Storage storage)
    : path_(path), partial_path_(path + ".partial"), storage_(storage) {
  const QuietErrors quiet;
  handle_ = H5Fcreate(partial_path_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  if (handle_ < 0) {
    throw UserError(fmt::format("{}: cannot be written (no such folder, or no permission)", path));
  }
}

Hdf5Writer::~Hdf5Writer() {
  if (handle_ >= 0) {
    H5Fclose(handle_);
    std::remove(partial_path_.c_str());
  }
}

void Hdf5Writer::group(const std::string& group) {
  const QuietErrors quiet;
  const Handle created(H5Gcreate2(handle_, group.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  if (!created.valid()) {
    throw UserError(fmt::format("{} cannot be created", at(path_, group)));
  }
}

void Hdf5Writer::write(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                       std::int64_t memory_type, std::int64_t file_type, const void* values, Hdf5Storage storage) {
  const QuietErrors quiet;
  const std::vector<hsize_t> extents(dimensions.begin(), dimensions.end());
  const Handle space(extents.empty() ? H5Screate(H5S_SCALAR)
                                     : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                     H5Sclose);
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  const bool is_empty = std::find(extents.begin(), extents.end(), 0) != extents.end();
  if (storage == Hdf5Storage::compressed && !extents.empty() && !is_empty) {
    H5Pset_chunk(properties.get(), static_cast<int>(extents.size()), chunk_of(extents).data());
    H5Pset_deflate(properties.get(), gzip_level);
  }
  const Handle created(
      H5Dcreate2(handle_, dataset.c_str(), file_type, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
      H5Dclose);
  if (!created.valid() ||
      (!is_empty && H5Dwrite(created.get(), memory_type, H5S_ALL, H5S_ALL, Transfer().get(), values) < 0)) {
    throw UserError(fmt::format("{} cannot be written", at(path_, dataset)));
  }
}

void Hdf5Writer::integers(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                          const std::vector<std::int64_t>& values) {
  write(dataset, dimensions, H5T_NATIVE_INT64, H5T_STD_I64LE, values.data(), storage_);
}

void Hdf5Writer::floats(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                        const std::vector<float>& values) {
  write(dataset, dimensions, H5T_NATIVE_FLOAT, H5T_IEEE_F32LE, values.data(), storage_);
}

void Hdf5Writer::doubles(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                         const std::vector<double>& values) {
  write(dataset, dimensions, H5T_NATIVE_DOUBLE, H5T_IEEE_F64LE, values.data(), storage_);
}

void Hdf5Writer::text(const std::string& dataset, const std::string& value) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), value.size() + 1);
  write(dataset, {}, type.get(), type.get(), value.c_str(), Hdf5Storage::contiguous);
}

void Hdf5Writer::unicode_texts(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                               const std::vector<std::string>& values) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  std::vector<const char*> pointers;
  pointers.reserve(values.size());
  for (const std::string& value : values) {
    pointers.push_back(value.c_str());
  }
  write(dataset, dimensions, type.get(), type.get(), pointers.data(), Hdf5Storage::contiguous);
}

void Hdf5Writer::commit() {
  const QuietErrors quiet;
  const bool closed = H5Fclose(std::exchange(handle_, -1)) >= 0;
  std::error_code failure;
  if (closed) {
    std::filesystem::rename(partial_path_, path_, failure);
  }
  if (!closed || failure) {
    std::remove(partial_path_.c_str());
    throw UserError(fmt::format("{}: cannot be written (disk full, or no permission)", path_));
  }
}

}  // namespace floorline::platform
