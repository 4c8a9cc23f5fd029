// Writing NIR files (HDF5).
#pragma once

#include <string>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Writes the file as NIR's Python library does and reads it: datasets only, text in UTF-8, arrays compressed with gzip.
// read_nir gives an equal model, its nodes ordered by name. Throws UserError if the path cannot be written, if an array
// has not as many values as its shape says, or if a node has no name, one with a slash, or that of another node.
void write_nir(const NirModel& model, const std::string& path);

}  // namespace floorline::platform
