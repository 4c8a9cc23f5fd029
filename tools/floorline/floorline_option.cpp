#include "tools/floorline/floorline_option.h"

#include <fmt/core.h>

#include <filesystem>

#include "platform/characterise/floorline_file.h"
#include "tools/floorline/chip_options.h"

namespace floorline::tools {

void add_floorline_option(Options& options) {
  options.option("floorline", "FILE",
                 "slope and floor of the chip, floorline.json of `floorline characterise` for the same --chip and "
                 "--set; default: that of a chip that comes with the program, if no --set changes its times");
}

std::optional<platform::MeasuredFloorline> measured_floorline(const Options& options,
                                                              const platform::ChipConfig& chip) {
  if (options.has("floorline")) {
    const platform::FloorlineFile file = platform::read_floorline_file(options.text("floorline"));
    const std::string difference = platform::difference(file, chip);
    if (!difference.empty())
      Options::fail(
          "floorline",
          fmt::format(
              "{} is of another chip: {}; `floorline characterise` with the same --chip and --set writes the right one",
              file.file, difference));
    return file.measured;
  }
  for (const std::string& directory : chip_directories()) {
    std::error_code ignored;  // a directory that is not there holds nothing
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(directory) / "floorlines", ignored)) {
      if (entry.path().extension() != ".json")
        continue;
      const platform::FloorlineFile file = platform::read_floorline_file(entry.path().string());
      if (platform::difference(file, chip).empty())
        return file.measured;
    }
  }
  return std::nullopt;
}

}  // namespace floorline::tools
