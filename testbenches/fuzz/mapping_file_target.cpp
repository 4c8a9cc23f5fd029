// Mapping files, and whether the cores hold what they say.
#include <nlohmann/json.hpp>

#include "platform/mapping/mapping_check.h"
#include "platform/mapping/mapping_file.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/json_edits.h"
#include "testbenches/unit/mapping/small_networks.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

const platform::Network& network() {
  static const platform::Network network = platform::small_network();
  return network;
}

const std::vector<Json>& documents() {
  static const std::vector<Json> documents = {
      platform::parse_json(
          R"json({"schema": "floorline-mapping/1", "name": "mine", "host_holds_input": true, "layers": [
          {"layer": 1, "name": "layer 1 (conv)",
           "cores": [{"core": 0, "x": [0, 3], "c": [0, 4]}, {"core": 1, "x": [3, 5], "y": [0, 4]}]},
          {"layer": 2, "synapses": "sparse", "cores": [{"core": 4, "neurons": [0, 6]}]}]})json",
          "host"),
      platform::parse_json(R"json({"schema": "floorline-mapping/1", "host_holds_input": false, "layers": [
          {"layer": 0, "cores": [{"core": 2}]}, {"layer": 1, "cores": [{"core": 0}]},
          {"layer": 2, "synapses": "dense", "cores": [{"core": 4}]}]})json",
                           "cores")};
  return documents;
}

void import(const std::string& text) {
  const platform::Mapping mapping =
      platform::read_mapping_file(fuzz_file("mapping.json", text), network(), platform::small_chip());
  platform::check_mapping(network(), mapping, platform::small_chip());
  platform::print_mapping(mapping, network());
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return json_seeds(documents());
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string text = edited_json({reinterpret_cast<const char*>(data), size}, documents());
  is_taken([&] { import(text); });
}

}  // namespace floorline::testbenches
