// Chip files: JSON, then every quantity in it, then what must fit together.
#include <nlohmann/json.hpp>

#include "platform/chip/chip_config.h"
#include "platform/config/chip_file.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/json_edits.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

const std::vector<Json>& documents() {
  static const std::vector<Json> documents = [] {
    const std::string folder = testbenches::source_directory() + "/platform/chips/";
    std::vector<Json> documents;
    for (const char* chip : {"loihi2.json", "akd1000.json"}) {
      documents.push_back(platform::read_chip_document(folder + chip).json);
      // Sources are half of a file, and nobody interprets them.
      for (auto& section : documents.back()) {
        if (!section.is_object())
          continue;
        for (auto& quantity : section) {
          if (quantity.is_object() && quantity.contains("source"))
            quantity["source"] = "s";
        }
      }
    }
    return documents;
  }();
  return documents;
}

void import(const std::string& text) {
  const platform::ChipDocument document = platform::read_chip_document(fuzz_file("chip.json", text));
  platform::resolve(document);
  platform::print_chip(document);
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
