// Checks of what HDF5 1.10 trusts in a file without checking. Private to hdf5_file.cpp: includes the
// HDF5 headers.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <string>

namespace floorline::platform {

// Throws UserError, in a sentence that begins with `where`, if almost nothing is stored of `count` elements of that
// type: a file of a few bytes can announce gigabytes that it never wrote, so this comes before memory is allocated.
// Also if an array that is not in chunks is stored with another size, or beyond the end of the file: HDF5 copies it
// anyway.
void check_hdf5_storage(hid_t dataset, hid_t type, std::int64_t count, const std::string& where);

// Whether the type is that of integers, enumerations or floating point of up to 64 bits, and all their bits lie within
// them. HDF5 converts whatever bits a file names, and a damaged one ends the program.
bool is_sound_hdf5_number(hid_t type);

}  // namespace floorline::platform
