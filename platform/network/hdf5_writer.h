// Writing HDF5 files, as far as network files need it: groups, strings and numeric arrays.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace floorline::platform {

enum class Hdf5Storage {
  contiguous,  // as it is
  compressed,  // arrays in chunks compressed with gzip; scalars and strings are contiguous all the same
};

// A file being written. Nothing appears under `path` until commit(): the data go to `path` + ".partial", which is
// renamed then, and removed if the writer dies without one. Existing files are replaced.
class Hdf5Writer {
 public:
  explicit Hdf5Writer(const std::string& path, Hdf5Storage storage = Hdf5Storage::contiguous);
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  void group(const std::string& group);
  // Empty dimensions make a scalar.
  void integers(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                const std::vector<std::int64_t>& values);
  void floats(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
              const std::vector<float>& values);
  void doubles(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
               const std::vector<double>& values);
  void text(const std::string& dataset, const std::string& value);  // a scalar string of fixed length
  // Strings of variable length in UTF-8, as Python's h5py writes them.
  void unicode_texts(const std::string& dataset, const std::vector<std::int64_t>& dimensions,
                     const std::vector<std::string>& values);
  void commit();

 private:
  void write(const std::string& dataset, const std::vector<std::int64_t>& dimensions, std::int64_t memory_type,
             std::int64_t file_type, const void* values, Hdf5Storage storage);

  std::string path_;
  std::string partial_path_;
  Hdf5Storage storage_;
  std::int64_t handle_ = -1;
};

}  // namespace floorline::platform
