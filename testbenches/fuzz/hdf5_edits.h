// HDF5 files with a few of their datasets changed, so that a fuzzer gets behind the HDF5 library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "testbenches/fuzz/recipe.h"

namespace floorline::testbenches {

// A group or a dataset of a good file.
struct Hdf5Item {
  enum class Kind { group, text, unicode, integers, floats, doubles };
  std::string path;
  Kind kind = Kind::group;
  std::vector<std::int64_t> extents;
  std::vector<double> numbers;
  std::vector<std::string> texts;
};

// All items of each file, groups before their members.
std::vector<std::vector<Hdf5Item>> all_hdf5_items(const std::vector<std::string>& paths);

// Writes the items with changes for which the input is the recipe: other types, extents and values, items that are
// missing, copied or in the place of others. False if what came out is no HDF5 file.
bool write_edited_hdf5(const std::string& path, std::vector<Hdf5Item> items, Recipe& recipe);

}  // namespace floorline::testbenches
