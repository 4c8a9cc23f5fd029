// What a picture takes from the results of an earlier run.
#include <nlohmann/json.hpp>

#include "platform/analysis/earlier_run.h"
#include "platform/analysis/run_json.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/json_edits.h"

namespace floorline::testbenches {
namespace {

const std::vector<platform::Json>& documents() {
  static const std::vector<platform::Json> documents = {{{"schema", platform::run_schema},
                                                         {"max_synops_per_core", 1200},
                                                         {"max_effective_synops_per_core", 1000},
                                                         {"time_per_step_ns", 812.5},
                                                         {"bottleneck", "memory"}}};
  return documents;
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return json_seeds(documents());
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string path = fuzz_file("run.json", edited_json({reinterpret_cast<const char*>(data), size}, documents()));
  is_taken([&] { platform::read_earlier_run(path.substr(0, path.find_last_of('/'))); });
}

}  // namespace floorline::testbenches
