// What `floorline characterise` wrote, and what of it a run takes.
#include <nlohmann/json.hpp>

#include "models/neuron/neuron_program_id.h"
#include "platform/characterise/characterisation_report.h"
#include "platform/characterise/floorline_file.h"
#include "platform/config/chip_file.h"
#include "platform/config/timing_values.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/json_edits.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

const platform::ChipConfig& loihi2() {
  static const platform::ChipConfig chip =
      platform::resolve(platform::read_chip_document(testbenches::source_directory() + "/platform/chips/loihi2.json"));
  return chip;
}

const std::vector<Json>& documents() {
  static const std::vector<Json> documents = [] {
    Json json;
    json["schema"] = platform::characterisation_schema;
    for (const std::string program : models::neuron_program_names) {
      const std::string name = (program == "relay" ? "neuron_update_ns." : "sustained_update_ns.") + program;
      json["constants"][name] = {{"finding", "measured"}, {"value", 2.5}, {"unit", "ns"}};
    }
    json["floorline"]["slope_ns_per_synop"] = 0.5;
    json["chip_values"] = platform::timing_values(loihi2());
    return std::vector<Json>{json};
  }();
  return documents;
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return json_seeds(documents());
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string text = edited_json({reinterpret_cast<const char*>(data), size}, documents());
  const std::string path = fuzz_file("floorline.json", text);
  is_taken([&] { platform::difference(platform::read_floorline_file(path), loihi2()); });
}

}  // namespace floorline::testbenches
