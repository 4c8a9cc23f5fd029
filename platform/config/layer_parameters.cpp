#include "platform/config/layer_parameters.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/json_reader.h"
#include "platform/config/chip_quantity.h"

namespace floorline::platform {
namespace {

constexpr const char* unlimited = "any";

struct Kind {
  const char* name;
  std::optional<LayerKindRules> LayerRules::*rules;
};

constexpr Kind kinds[] = {{"input_convolution", &LayerRules::input_convolution},
                          {"convolution", &LayerRules::convolution},
                          {"separable", &LayerRules::separable},
                          {"dense", &LayerRules::dense}};

void require(bool holds) {
  if (!holds)
    throw std::invalid_argument("not what it must be");
}

// How a field of LayerKindRules stands in a file, by its type: what it must be, and both directions.
struct Numbers {
  static constexpr std::int64_t highest = 65536;
  static std::string description() { return fmt::format("a list of whole numbers from 1 to {}", highest); }
  static int read_one(const Json& value) {
    require(value.is_number_integer() && value >= 1 && value <= highest);
    return value.get<int>();
  }
  static std::vector<int> read(const Json& value) {
    require(value.is_array() && !value.empty());
    std::vector<int> numbers;
    std::transform(value.begin(), value.end(), std::back_inserter(numbers), read_one);
    return numbers;
  }
  static Json write(const std::vector<int>& numbers) { return numbers; }
};

struct Number {
  static std::string description() { return fmt::format("a whole number from 1 to {}", Numbers::highest); }
  static std::optional<int> read(const Json& value) { return Numbers::read_one(value); }
  static Json write(const std::optional<int>& number) { return *number; }
};

struct Flag {
  static std::string description() { return "true or false"; }
  static bool read(const Json& value) {
    require(value.is_boolean());
    return value.get<bool>();
  }
  static Json write(bool flag) { return flag; }
};

// Names in the order of the enumeration.
const std::vector<std::string>& names_of(PaddingRule /*rule*/) {
  static const std::vector<std::string> names = {"valid", "same"};
  return names;
}

const std::vector<std::string>& names_of(PoolingKind /*kind*/) {
  static const std::vector<std::string> names = {"none", "maximum", "sum", "global_average"};
  return names;
}

template <typename Enumeration>
struct Names {
  static const std::vector<std::string>& names() { return names_of(Enumeration{}); }
  static std::string description() {
    std::string text = "a list of";
    for (std::size_t index = 0; index < names().size(); ++index)
      text += (index == 0 ? " " : index + 1 == names().size() ? " and " : ", ") + names()[index];
    return text;
  }
  static std::vector<Enumeration> read(const Json& value) {
    require(value.is_array() && !value.empty());
    std::vector<Enumeration> list;
    for (const Json& name : value) {
      const auto found = std::find(names().begin(), names().end(), name.is_string() ? name.get<std::string>() : "");
      require(found != names().end());
      list.push_back(static_cast<Enumeration>(found - names().begin()));
    }
    return list;
  }
  static Json write(const std::vector<Enumeration>& list) {
    Json value = Json::array();
    for (const Enumeration item : list)
      value.push_back(names()[static_cast<std::size_t>(item)]);
    return value;
  }
};

std::vector<std::vector<int>> read_rows(const Json& value, std::size_t length) {
  require(value.is_array() && !value.empty());
  std::vector<std::vector<int>> rows;
  for (const Json& row : value) {
    rows.push_back(Numbers::read(row));
    require(rows.back().size() == length);
  }
  return rows;
}

struct Windows {
  static std::string description() { return "a list of [rows, columns]"; }
  static std::vector<PoolingWindow> read(const Json& value) {
    std::vector<PoolingWindow> windows;
    for (const std::vector<int>& row : read_rows(value, 2))
      windows.push_back({row[0], row[1]});
    return windows;
  }
  static Json write(const std::vector<PoolingWindow>& windows) {
    Json value = Json::array();
    for (const PoolingWindow& window : windows)
      value.push_back({window.height, window.width});
    return value;
  }
};

struct Filters {
  static std::string description() { return "a list of [input channels, kernel size, largest number of filters]"; }
  static std::vector<FilterLimit> read(const Json& value) {
    std::vector<FilterLimit> limits;
    for (const std::vector<int>& row : read_rows(value, 3))
      limits.push_back({row[0], row[1], row[2]});
    return limits;
  }
  static Json write(const std::vector<FilterLimit>& limits) {
    Json value = Json::array();
    for (const FilterLimit& limit : limits)
      value.push_back({limit.input_channels, limit.kernel_size, limit.filters_highest});
    return value;
  }
};

// Calls visit(name, codec, member, the member's value where nothing is limited) for all fields.
template <typename Visit>
void for_each_field(Visit visit) {
  using Rules = LayerKindRules;
  using Integers = std::vector<int>;
  const std::optional<int> none;
  visit("kernel_sizes", Numbers(), &Rules::kernel_sizes, Integers());
  visit("strides", Numbers(), &Rules::strides, Integers());
  visit("strided_kernel_sizes", Numbers(), &Rules::strided_kernel_sizes, Integers());
  visit("paddings", Names<PaddingRule>(), &Rules::paddings, std::vector<PaddingRule>());
  visit("groups", Flag(), &Rules::has_groups, true);
  visit("dilation", Flag(), &Rules::has_dilation, true);
  visit("poolings", Names<PoolingKind>(), &Rules::poolings, std::vector<PoolingKind>());
  visit("pooling_windows", Windows(), &Rules::pooling_windows, std::vector<PoolingWindow>());
  visit("pooling_needs_convolution_behind", Flag(), &Rules::pooling_needs_convolution_behind, false);
  visit("global_average_width_highest", Number(), &Rules::global_average_width_highest, none);
  visit("input_bits", Numbers(), &Rules::input_bits, Integers());
  visit("weight_bits", Numbers(), &Rules::weight_bits, Integers());
  visit("activation_bits", Numbers(), &Rules::activation_bits, Integers());
  visit("input_channels", Numbers(), &Rules::input_channels, Integers());
  visit("filters", Filters(), &Rules::filter_limits, std::vector<FilterLimit>());
  visit("height_lowest", Number(), &Rules::height_lowest, none);
  visit("height_highest", Number(), &Rules::height_highest, none);
  visit("width_lowest", Number(), &Rules::width_lowest, none);
  visit("width_highest", Number(), &Rules::width_highest, none);
  visit("inputs_highest", Number(), &Rules::inputs_highest, none);
}

bool is_unlimited(const std::optional<int>& value, const std::optional<int>& /*unlimited_value*/) {
  return !value;
}
bool is_unlimited(bool value, bool unlimited_value) {
  return value == unlimited_value;
}
template <typename Item>
bool is_unlimited(const std::vector<Item>& value, const std::vector<Item>& /*unlimited_value*/) {
  return value.empty();
}

LayerKindRules unlimited_rules() {
  LayerKindRules rules;
  for_each_field([&rules](const char* /*name*/, auto /*codec*/, auto member, auto unlimited_value) {
    rules.*member = unlimited_value;
  });
  return rules;
}

void add_kind(const Kind& kind, std::vector<LayerParameter>& list) {
  const auto rules = kind.rules;
  for_each_field([&](const char* name, auto codec, auto member, auto unlimited_value) {
    using Codec = decltype(codec);
    LayerParameter parameter;
    parameter.path = std::string("layers.") + kind.name + "." + name;
    parameter.description = Codec::description();
    parameter.set = [rules, member, unlimited_value](LayerRules& all, const Json& value) {
      if (!(all.*rules))
        all.*rules = unlimited_rules();
      if (value == unlimited)
        *(all.*rules).*member = unlimited_value;
      else
        *(all.*rules).*member = Codec::read(value);
    };
    parameter.get = [rules, member, unlimited_value](const LayerRules& all) {
      const auto& value = *(all.*rules).*member;
      return is_unlimited(value, unlimited_value) ? Json(unlimited) : Codec::write(value);
    };
    list.push_back(std::move(parameter));
  });
}

std::vector<LayerParameter> make_list() {
  std::vector<LayerParameter> list;
  for (const Kind& kind : kinds)
    add_kind(kind, list);
  return list;
}

bool begins_with(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}

}  // namespace

const std::vector<LayerParameter>& layer_parameters() {
  static const std::vector<LayerParameter> list = make_list();
  return list;
}

const LayerParameter* find_layer_parameter(const std::string& path) {
  const std::vector<LayerParameter>& list = layer_parameters();
  const auto found = std::find_if(list.begin(), list.end(), [&path](const auto& entry) { return entry.path == path; });
  return found == list.end() ? nullptr : &*found;
}

std::optional<LayerRules> read_layer_rules(const Json& document, const std::string& file) {
  if (!document.contains("layers"))
    return std::nullopt;
  LayerRules rules;
  for (const Kind& kind : kinds) {
    if (document.at("layers").contains(kind.name))
      rules.*kind.rules = unlimited_rules();
  }
  for (const LayerParameter& parameter : layer_parameters()) {
    const Json::json_pointer pointer = chip_pointer(parameter.path);
    if (!document.contains(pointer))
      continue;
    const JsonObject quantity(document.at(pointer), file, parameter.path, {"value", "status", "source"});
    check_provenance(quantity);
    try {
      parameter.set(rules, quantity.value("value"));
    } catch (const std::invalid_argument&) {
      throw UserError(fmt::format("{}: {} is {}; it must be {}, or \"{}\"", file, parameter.path,
                                  quantity.value("value").dump(), parameter.description, unlimited));
    }
  }
  return rules;
}

void write_layer_rules(const LayerRules& rules, const std::string& status, const std::string& source, Json& document) {
  document["layers"] = Json::object();
  for (const Kind& kind : kinds) {
    if (!(rules.*kind.rules))
      continue;
    Json& group = document["layers"][kind.name] = Json::object();
    const std::string prefix = std::string("layers.") + kind.name + ".";
    for (const LayerParameter& parameter : layer_parameters()) {
      if (!begins_with(parameter.path, prefix))
        continue;
      if (const Json value = parameter.get(rules); value != unlimited)
        group[parameter.path.substr(prefix.size())] = {{"value", value}, {"status", status}, {"source", source}};
    }
  }
}

Json layer_setting_value(const LayerParameter& parameter, const std::string& text, const std::string& setting) {
  Json items = Json::array();
  std::istringstream stream(text);
  for (std::string item; std::getline(stream, item, ',');) {
    const Json value = Json::parse(item, nullptr, false);
    items.push_back(value.is_discarded() ? Json(item) : value);
  }
  const Json whole = Json::parse(text, nullptr, false);
  for (const Json& candidate : {whole, text == unlimited ? Json(unlimited) : Json(), items}) {
    try {
      LayerRules rules;
      parameter.set(rules, candidate);
      return candidate;
    } catch (const std::invalid_argument&) {
      continue;
    }
  }
  throw UserError(
      fmt::format("setting {}: {} must be {}, or {}", setting, parameter.path, parameter.description, unlimited));
}

}  // namespace floorline::platform
