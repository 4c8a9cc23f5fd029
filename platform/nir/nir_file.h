// Reading NIR files (HDF5).
#pragma once

#include <string>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Reads what is stored, whether it makes sense or not; check_nir says whether it does. Files without a version, as the
// first writers left them, have an empty one. Throws UserError that names the file and the path inside it if the file
// is not HDF5, damaged, holds no NIR node, or values that NirArray cannot hold. NIR data files (recorded activity)
// are another format and refused.
NirModel read_nir(const std::string& path);

}  // namespace floorline::platform
