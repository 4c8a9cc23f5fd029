// Writing HDF5 files, as far as network files need it: groups, strings and numeric arrays.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace floorline::platform {

// A file being written. Nothing appears under `path` until commit(): the data go to `path` + ".partial", which is
// renamed then, and removed if the writer dies without one. Existing files are replaced.
class Hdf5Writer {
 public:
  explicit Hdf5Writer(const std::string& path);
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  void group(const std::string& group);
  // Empty dimensions make a scalar.
  void integers(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                const std::vector<std::int64_t>& values);
  void floats(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
              const std::vector<float>& values);
  void text(const std::string& dataset, const std::string& value);  // a scalar string of fixed length
  void commit();

 private:
  void write(const std::string& dataset, const std::vector<std::int64_t>& dimensions, std::int64_t memory_type,
             std::int64_t file_type, const void* values);

  std::string path_;
  std::string partial_path_;
  std::int64_t handle_ = -1;
};

}  // namespace floorline::platform
