// A chip's configuration from its file in one call, for those who do not look at the document (chip_file.h).
#pragma once

#include <string>
#include <vector>

#include "platform/chip/chip_config.h"

namespace floorline::platform {

// Reads and checks a chip file. Throws UserError with file, key and what is wrong.
ChipConfig read_chip_file(const std::string& file);
// The same for a plain name too; see find_chip_document in chip_file.h.
ChipConfig load_chip(const std::string& name_or_file, const std::vector<std::string>& directories);

}  // namespace floorline::platform
