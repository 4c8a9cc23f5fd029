#include "tools/floorline/chip_options.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "platform/config/chip_setting.h"

namespace floorline::tools {

namespace {

constexpr const char* default_chip = "loihi2";

}  // namespace

std::vector<std::string> chip_directories() {
  if (const char* set = std::getenv("FLOORLINE_CHIPS"); set != nullptr && *set != '\0') {
    std::vector<std::string> directories;
    std::istringstream list(set);
    for (std::string directory; std::getline(list, directory, ':');) {
      directories.push_back(directory);
    }
    return directories;
  }
  std::error_code error;
  const std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe", error);
  return {(executable.parent_path().parent_path() / "share/floorline/chips").string()};
}

void add_chip_options(Options& options) {
  options.option("chip", "NAME|FILE",
                 std::string("chip, by name (`floorline chips`) or as a chip file; default ") + default_chip);
  options.repeatable("set", "KEY=VALUE", "change a constant of the chip, such as neurocore.synop_time=2ns; repeatable");
}

platform::ChipDocument chip_document(const Options& options) {
  platform::ChipDocument document =
      platform::find_chip_document(options.text("chip", default_chip), chip_directories());
  for (const std::string& setting : options.texts("set")) {
    platform::apply_setting(document, setting);
  }
  return document;
}

}  // namespace floorline::tools
