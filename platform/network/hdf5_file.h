// Reading HDF5 files, as far as network files need it: groups, small strings and numeric arrays.
//
// The HDF5 library does the reading, in a separate process for each open file (isolated_process.h): HDF5 1.10 does
// not survive all damage (testbenches/fuzz/README.md), and where it ends its process, UserError says so. Files are user
// input: every mistake in one throws UserError with a sentence that names the file and the path inside it. Links other
// than plain ones (soft and external links) are refused, as they can point anywhere; so are, before memory is
// allocated, arrays above `max_elements`, arrays of which almost nothing is stored, and numbers whose bits lie outside
// of them. No header of the project includes those of the HDF5 library.
//
// Does not hold: attributes, compound types, partial reads, strings of variable length in chunks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/isolated_process.h"

namespace floorline::platform {

// What a dataset stores. Integers include enumerations, as booleans are stored; half precision counts as float32.
enum class Hdf5Element { text, integer, float32, float64, other };

// A file opened for reading. Movable, not copyable; closes itself. All its calls from one thread.
class Hdf5File {
 public:
  static constexpr std::int64_t max_elements = std::int64_t{1} << 26;

  // Throws UserError if the file is missing, is not HDF5, or is HDF5 but truncated or damaged.
  explicit Hdf5File(const std::string& path);

  const std::string& path() const { return path_; }

  // Paths are absolute inside the file, e.g. "/layer/0/shape".
  bool exists(const std::string& object) const;
  bool is_group(const std::string& object) const;
  std::vector<std::string> members(const std::string& group) const;        // in the order of their names as text
  std::vector<std::int64_t> dimensions(const std::string& dataset) const;  // empty for a scalar

  Hdf5Element element(const std::string& dataset) const;

  // All elements in C order. Integers may be stored as floating point (network files do that), but each must be a whole
  // number within [lowest, highest], else UserError names the value. Not-a-number and infinities are refused by both.
  std::vector<double> numbers(const std::string& dataset) const;
  std::vector<std::int64_t> integers(const std::string& dataset, std::int64_t lowest, std::int64_t highest) const;

  std::vector<std::string> texts(const std::string& dataset) const;  // all elements in C order

  // A scalar, or an array of exactly one element.
  double number(const std::string& dataset) const;
  std::int64_t integer(const std::string& dataset, std::int64_t lowest, std::int64_t highest) const;
  std::string text(const std::string& dataset) const;

 private:
  std::string path_;
  mutable IsolatedProcess process_;  // asking it changes nothing that can be seen
};

}  // namespace floorline::platform
