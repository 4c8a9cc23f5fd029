// floorline chips: which chips there are.
#include <fmt/core.h>

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/base/readable_text.h"
#include "platform/config/chip_file.h"
#include "platform/config/load_chip.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/command.h"

namespace floorline::tools {

void chips_command(const Arguments& arguments) {
  Options options("floorline chips", "Lists the chips that --chip knows by name, with their descriptions.");
  options.epilogue(
      "Chip files are looked for in the directories of the environment variable FLOORLINE_CHIPS (separated\n"
      "by colons), else in share/floorline/chips beside the directory of this command.");
  if (!options.parse(arguments)) {
    return;
  }
  const std::vector<std::string> directories = chip_directories();
  const std::vector<std::string> names = platform::chip_names(directories);
  if (names.empty()) {
    throw platform::UserError(fmt::format("no chip files in {}; set FLOORLINE_CHIPS to a directory that has some",
                                          platform::join_names(directories)));
  }
  std::size_t width = 0;
  for (const std::string& name : names) {
    width = std::max(width, name.size());
  }
  for (const std::string& name : names) {
    const platform::ChipConfig chip = platform::load_chip(name, directories);
    std::cout << std::left << std::setw(static_cast<int>(width)) << name << "  "
              << platform::readable_text(chip.description) << '\n';
  }
}

}  // namespace floorline::tools
