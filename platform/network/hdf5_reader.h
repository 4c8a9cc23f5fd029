// Reading HDF5 files by the HDF5 library, in the process that calls. Private to hdf5_file.cpp, which does so in a
// process of its own: HDF5 1.10 does not survive all damage.
//
// Every mistake in a file throws UserError with a sentence that names the file and the path inside it. HDF5's own
// printing of errors is switched off for the duration of each call and restored after it. Links other than plain ones
// (soft and external links) are refused, as they can point anywhere; so are, before memory is allocated, arrays above
// `max_elements`, arrays of which almost nothing is stored, and numbers whose bits lie outside of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/hdf5_file.h"

namespace floorline::platform {

// A file opened for reading; closes itself. The operations are those of Hdf5File.
class Hdf5Reader {
 public:
  explicit Hdf5Reader(const std::string& path);
  ~Hdf5Reader();
  Hdf5Reader(const Hdf5Reader&) = delete;
  Hdf5Reader& operator=(const Hdf5Reader&) = delete;

  bool exists(const std::string& object) const;
  bool is_group(const std::string& object) const;
  std::vector<std::string> members(const std::string& group) const;
  std::vector<std::int64_t> dimensions(const std::string& dataset) const;
  Hdf5Element element(const std::string& dataset) const;
  std::vector<double> numbers(const std::string& dataset) const;
  std::vector<std::string> texts(const std::string& dataset) const;

 private:
  std::int64_t open_dataset(const std::string& dataset) const;

  std::string path_;
  std::int64_t handle_ = -1;
};

}  // namespace floorline::platform
