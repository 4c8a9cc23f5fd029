// Reading and writing NIR files (HDF5).
#pragma once

#include <string>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Reads what is stored without checking that it is consistent; check_nir does that. Files without a version, as the
// first writers left them, have an empty one. Throws UserError that names the file and the path inside it if the file
// is not HDF5, damaged, has no NIR node, or has values that NirArray cannot hold. NIR data files (recorded activity)
// are another format and refused.
NirModel read_nir(const std::string& path);

// Writes the file as NIR's Python library does and reads it: datasets only, text in UTF-8, arrays compressed with gzip.
// read_nir gives an equal model, its nodes ordered by name. Throws UserError if the path cannot be written, if an array
// does not have as many values as its shape says, or if a node has no name, a name with a slash, or the name of another
// node.
void write_nir(const NirModel& model, const std::string& path);

}  // namespace floorline::platform
