// floorline characterise: the constants of a chip from microbenchmarks, and its floorline.
#include <iostream>
#include <systemc>

#include "platform/base/output_folder.h"
#include "platform/characterise/characterisation_report.h"
#include "platform/characterise/characterise.h"
#include "platform/config/chip_file.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/command.h"
#include "tools/floorline/interrupt.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

void characterise_command(const Arguments& arguments) {
  Options options("floorline characterise --out DIR [--chip NAME|FILE] [--set KEY=VALUE ...] [--timing at|lt]",
                  "Runs microbenchmarks on a chip as one would on silicon, and finds its constants from the times of\n"
                  "their steps alone. Prints them, and writes floorline.json and the picture floorline.svg.");
  add_chip_options(options);
  options.option("timing", "at|lt", "approximately timed (default): finite buffers; or loosely timed");
  options.option("out", "DIR", "folder for the results; made if it is not there");
  if (!options.parse(arguments)) {
    return;
  }
  const std::string out = options.required("out");
  const models::Timing timing =
      options.choice("timing", {"at", "lt"}) == 0 ? models::Timing::approximately_timed : models::Timing::loosely_timed;
  watch_signals();
  const platform::ChipConfig chip = platform::resolve(chip_document(options));
  platform::OutputFolder folder(out);

  platform::BenchChip bench("bench", chip, timing, stop_if_interrupted);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const platform::Characterisation result = platform::characterise(bench);
  folder.add("floorline.json", platform::characterisation_json(result, chip));
  folder.add("floorline.svg", platform::characterisation_svg(result));
  folder.commit();
  std::cout << platform::characterisation_summary(result) << "  results         in " << folder.path() << '\n';
}

}  // namespace floorline::tools
