#include "platform/network/hdf5_writer.h"

#include <hdf5.h>

#include <cstdio>
#include <filesystem>
#include <utility>

#include "platform/config/error.h"
#include "platform/network/hdf5_handle.h"

namespace floorline::platform {

Hdf5Writer::Hdf5Writer(const std::string& path) : path_(path), partial_path_(path + ".partial") {
  const QuietErrors quiet;
  handle_ = H5Fcreate(partial_path_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  if (handle_ < 0) {
    throw UserError(path + ": cannot be written (no such folder, or no permission)");
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
    throw UserError(at(path_, group) + " cannot be created");
  }
}

void Hdf5Writer::write(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                       std::int64_t memory_type, std::int64_t file_type, const void* values) {
  const QuietErrors quiet;
  const std::vector<hsize_t> extents(dimensions.begin(), dimensions.end());
  const Handle space(extents.empty() ? H5Screate(H5S_SCALAR)
                                     : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                     H5Sclose);
  const Handle created(
      H5Dcreate2(handle_, dataset.c_str(), file_type, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
  if (!created.valid() || H5Dwrite(created.get(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
    throw UserError(at(path_, dataset) + " cannot be written");
  }
}

void Hdf5Writer::integers(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                          const std::vector<std::int64_t>& values) {
  write(dataset, dimensions, H5T_NATIVE_INT64, H5T_STD_I64LE, values.data());
}

void Hdf5Writer::floats(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                        const std::vector<float>& values) {
  write(dataset, dimensions, H5T_NATIVE_FLOAT, H5T_IEEE_F32LE, values.data());
}

void Hdf5Writer::text(const std::string& dataset, const std::string& value) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), value.size() + 1);
  write(dataset, {}, type.get(), type.get(), value.c_str());
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
    throw UserError(path_ + ": cannot be written (disk full, or no permission)");
  }
}

}  // namespace floorline::platform
