#include "platform/mapping/mapping_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/base/error.h"
#include "platform/base/json_reader.h"
#include "platform/base/readable_text.h"
#include "platform/mapping/mapping_check.h"

namespace floorline::platform {
namespace {

// In the order of SynapseChoice.
const std::vector<std::string> choice_names = {"fewest_words", "dense", "sparse"};

bool is_flat(const Shape& shape) {
  return shape.height == 1 && shape.width == 1;
}

void read_range(const JsonObject& object, const std::string& key, int extent, int& begin, int& end) {
  begin = 0;
  end = extent;
  if (object.has(key)) {
    const auto range = object.range(key, 0, extent);
    begin = static_cast<int>(range.first);
    end = static_cast<int>(range.second);
  }
}

Box read_box(const JsonObject& object, const Layer& layer) {
  Box box = Box::whole(layer.shape);
  if (!object.has("neurons")) {
    read_range(object, "x", layer.shape.width, box.x_begin, box.x_end);
    read_range(object, "y", layer.shape.height, box.y_begin, box.y_end);
    read_range(object, "c", layer.shape.channels, box.c_begin, box.c_end);
    return box;
  }
  if (object.has("x") || object.has("y") || object.has("c")) {
    object.fail("neurons", "is given beside x, y or c; keep one of the two ways");
  }
  if (!is_flat(layer.shape)) {
    object.fail("neurons", fmt::format("is given, but {} has columns and rows; use x, y and c", layer.name));
  }
  read_range(object, "neurons", layer.shape.channels, box.c_begin, box.c_end);
  return box;
}

void read_layer(const JsonObject& object, const Network& network, Mapping& mapping) {
  const int layers = static_cast<int>(network.layers.size());
  const int number = static_cast<int>(object.integer("layer", 0, layers - 1));
  const Layer& layer = network.layers[static_cast<std::size_t>(number)];
  if (object.has("name") && object.string("name") != layer.name) {
    object.fail("name",
                fmt::format("is \"{}\"; layer {} of the network is \"{}\", so the mapping may be of another network",
                            object.string("name"), number, layer.name));
  }
  if (object.has("synapses")) {
    if (layer.connection != Connection::dense) {
      object.fail("synapses",
                  fmt::format("is given, but {} is not dense and has one format only; leave it out", layer.name));
    }
    mapping.synapse_choice[static_cast<std::size_t>(number)] =
        static_cast<SynapseChoice>(object.choice("synapses", choice_names));
  }
  for (const JsonObject& core : object.objects("cores", {"core", "x", "y", "c", "neurons"})) {
    const auto core_number = static_cast<int>(core.integer("core", 0, std::numeric_limits<int>::max()));
    mapping.assignments.push_back({number, read_box(core, layer), core_number});
  }
}

std::string range_text(const char* key, int begin, int end) {
  return fmt::format(", \"{}\": [{}, {}]", key, begin, end);
}

std::string core_text(const CoreAssignment& assignment, const Shape& shape) {
  const Box& box = assignment.box;
  std::string text = fmt::format("{{\"core\": {}", assignment.core);
  if (is_flat(shape)) {
    return text + range_text("neurons", box.c_begin, box.c_end) + "}";
  }
  const Box whole = Box::whole(shape);
  text += box.width() == whole.width() ? "" : range_text("x", box.x_begin, box.x_end);
  text += box.height() == whole.height() ? "" : range_text("y", box.y_begin, box.y_end);
  text += box.channels() == whole.channels() ? "" : range_text("c", box.c_begin, box.c_end);
  return text + "}";
}

std::string layer_text(const Mapping& mapping, std::size_t number, const Layer& layer) {
  std::string text = fmt::format("    {{\"layer\": {}, \"name\": {}", number, Json(layer.name).dump());
  if (layer.connection == Connection::dense && !mapping.synapse_choice.empty()) {
    text += fmt::format(", \"synapses\": \"{}\"",
                        choice_names.at(static_cast<std::size_t>(mapping.synapse_choice.at(number))));
  }
  text += ", \"cores\": [";
  const char* separator = "\n      ";
  for (const CoreAssignment& assignment : mapping.assignments) {
    if (assignment.layer == static_cast<int>(number)) {
      text += separator + core_text(assignment, layer.shape);
      separator = ",\n      ";
    }
  }
  return text + "]}";
}

}  // namespace

Mapping read_mapping_file(const std::string& file, const Network& network, const ChipConfig& chip) {
  return read_mapping(read_json_file(file), file, network, chip);
}

Mapping read_mapping(const Json& json, const std::string& file, const Network& network, const ChipConfig& chip) {
  const JsonObject document(json, file, "", {"schema", "name", "host_holds_input", "layers"});
  if (document.string("schema") != mapping_schema) {
    document.fail("schema", fmt::format("is {}; this program reads {}", document.string("schema"), mapping_schema));
  }
  Mapping mapping;
  mapping.name = readable_text(document.has("name") ? document.string("name") : file);
  mapping.host_holds_input = document.boolean("host_holds_input");
  mapping.synapse_choice.assign(network.layers.size(), SynapseChoice::fewest_words);
  std::set<std::int64_t> layers_seen;
  for (const JsonObject& layer : document.objects("layers", {"layer", "name", "synapses", "cores"})) {
    read_layer(layer, network, mapping);
    if (!layers_seen.insert(layer.integer("layer", 0, std::numeric_limits<int>::max())).second) {
      layer.fail("layer", "is given twice; put all cores of a layer into one entry");
    }
  }
  std::stable_sort(mapping.assignments.begin(), mapping.assignments.end(),
                   [](const CoreAssignment& a, const CoreAssignment& b) { return a.layer < b.layer; });
  throw_problems(file, completeness_problems(network, mapping, chip));
  return mapping;
}

std::string print_mapping(const Mapping& mapping, const Network& network) {
  std::string text =
      fmt::format("{{\n  \"schema\": \"{}\",\n  \"name\": {},\n  \"host_holds_input\": {},\n  \"layers\": [",
                  mapping_schema, Json(mapping.name).dump(), mapping.host_holds_input);
  const char* separator = "\n";
  for (std::size_t layer = mapping.host_holds_input ? 1 : 0; layer < network.layers.size(); ++layer) {
    text += separator + layer_text(mapping, layer, network.layers[layer]);
    separator = ",\n";
  }
  return text + "\n  ]\n}\n";
}

void write_mapping_file(const std::string& file, const Mapping& mapping, const Network& network) {
  const std::string temporary = file + ".part";
  std::ofstream stream(temporary, std::ios::binary);
  stream << print_mapping(mapping, network);
  stream.close();
  std::error_code error;
  if (stream) {
    std::filesystem::rename(temporary, file, error);
  }
  if (!stream || error) {
    std::filesystem::remove(temporary, error);
    throw UserError(
        fmt::format("{}: cannot be written; give a path in a directory that exists and may be written to", file));
  }
}

}  // namespace floorline::platform
