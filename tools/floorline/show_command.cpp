// floorline show: the constants of a chip as a run would use them.
#include <iostream>

#include "platform/config/chip_file.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/command.h"

namespace floorline::tools {

void show_command(const Arguments& arguments) {
  Options options("floorline show [--chip NAME|FILE] [--set KEY=VALUE ...]",
                  "Prints the effective configuration of a chip, every constant with its source, as a chip file.");
  add_chip_options(options);
  if (!options.parse(arguments)) {
    return;
  }
  const platform::ChipDocument document = chip_document(options);
  platform::resolve(document);  // so that nothing is shown that a run would refuse
  std::cout << platform::print_chip(document);
}

}  // namespace floorline::tools
