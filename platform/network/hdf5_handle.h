// What the sources about HDF5 share. Private to them: includes the HDF5 headers.
#pragma once

#include <hdf5.h>

#include <string>

namespace floorline::platform {

// Switches HDF5's printing of errors off while in scope.
class QuietErrors {
 public:
  QuietErrors() {
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

// Any HDF5 handle, closed by the function that fits its kind.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  ~Handle() {
    if (id_ >= 0) {
      close_(id_);
    }
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  hid_t get() const { return id_; }
  bool valid() const { return id_ >= 0; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

// For reading and writing arrays. HDF5 fills its buffer for conversions with zeros at each call, a megabyte unless told
// otherwise, and a network file has many small arrays.
class Transfer {
 public:
  Transfer() : properties_(H5Pcreate(H5P_DATASET_XFER), H5Pclose) {
    H5Pset_buffer(properties_.get(), buffer_bytes, nullptr, nullptr);
  }
  hid_t get() const { return properties_.get(); }

 private:
  static constexpr std::size_t buffer_bytes = std::size_t{1} << 16;
  Handle properties_;
};

// "file: 'path in it'", the beginning of every error.
inline std::string at(const std::string& file, const std::string& object) {
  return file + ": '" + object + "'";
}

}  // namespace floorline::platform
