// Strings of variable length in HDF5 files, read without the HDF5 library.
//
// HDF5 1.10 trusts what a file says about where such strings are in its heap, and a damaged file ends the program. So
// their references and the heap are decoded here, with every address and length checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace floorline::platform {

constexpr std::size_t hdf5_string_reference_bytes = 16;  // in files whose addresses have 8 bytes, as practically all

// `position` is where the references of `count` strings lie in the file, one after the other, and `where` begins the
// sentence of the UserError if they, or what they refer to, are damaged.
std::vector<std::string> read_hdf5_strings(const std::string& path, std::uint64_t position, std::size_t count,
                                           const std::string& where);

}  // namespace floorline::platform
