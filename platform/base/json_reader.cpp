#include "platform/base/json_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"

namespace floorline::platform {
namespace {

// Follows the parser's events to notice a key that its object already has, and nesting that is a mistake or malice:
// values are copied, printed and destroyed by functions that call themselves.
class StructureCheck {
 public:
  explicit StructureCheck(std::string file) : file_(std::move(file)) {}

  void see(Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
      case Json::parse_event_t::array_start:
        if (levels_.size() == deepest)
          throw UserError(
              fmt::format("{}: the key {} lies more than {} objects and arrays deep; no file of this kind needs that",
                          file_, path(), deepest));
        levels_.emplace_back();
        levels_.back().is_array = event == Json::parse_event_t::array_start;
        break;
      case Json::parse_event_t::object_end:
      case Json::parse_event_t::array_end:
        levels_.pop_back();
        end_element();
        break;
      case Json::parse_event_t::value:
        end_element();
        break;
      case Json::parse_event_t::key:
        see_key(parsed.get<std::string>());
        break;
    }
  }

 private:
  struct Level {
    bool is_array = false;
    int index = 0;
    std::string key;
    std::set<std::string> keys;
  };

  void end_element() {
    if (!levels_.empty() && levels_.back().is_array) {
      ++levels_.back().index;
    }
  }

  void see_key(const std::string& key) {
    Level& level = levels_.back();
    level.key = key;
    if (!level.keys.insert(key).second) {
      throw UserError(fmt::format("{}: the key {} is given twice; keep one of the two", file_, path()));
    }
  }

  static constexpr std::size_t deepest = 64;

  std::string path() const {
    std::string path;
    for (const Level& level : levels_) {
      if (level.is_array) {
        path += "[" + std::to_string(level.index) + "]";
      } else {
        path += (path.empty() ? "" : ".") + level.key;
      }
    }
    return path;
  }

  std::string file_;
  std::vector<Level> levels_;
};

// What the parser found wrong, without its own prefix and position.
std::string detail_of(const Json::exception& error) {
  std::string text = error.what();
  for (const char* mark : {", column ", "] "}) {
    const std::size_t found = text.find(mark);
    if (found != std::string::npos) {
      const std::size_t colon = text.find(": ", found);
      return text.substr(colon == std::string::npos ? found + 2 : colon + 2);
    }
  }
  return text;
}

std::string position_of(const std::string& text, std::size_t byte) {
  const std::size_t end = std::min(byte > 0 ? byte - 1 : 0, text.size());
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n') + 1;
  const std::size_t newline = end == 0 ? std::string::npos : text.rfind('\n', end - 1);
  const std::size_t column = newline == std::string::npos ? end + 1 : end - newline;
  return fmt::format("line {}, column {}", line, column);
}

bool is_whole(double value) {
  return std::nearbyint(value) == value && std::fabs(value) < 9e15;
}

}  // namespace

Json parse_json(const std::string& text, const std::string& file) {
  StructureCheck structure(file);
  try {
    return Json::parse(text, [&structure](int, Json::parse_event_t event, Json& parsed) {
      structure.see(event, parsed);
      return true;
    });
  } catch (const Json::parse_error& error) {
    throw UserError(fmt::format("{}: not valid JSON at {}: {}", file, position_of(text, error.byte), detail_of(error)));
  } catch (const Json::exception& error) {
    throw UserError(fmt::format("{}: not valid JSON: {}", file, detail_of(error)));
  }
}

Json read_json_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || !(text << stream.rdbuf())) {
    throw UserError(fmt::format("{}: cannot be read; give the path of a JSON file", file));
  }
  return parse_json(text.str(), file);
}

JsonObject::JsonObject(const Json& value, std::string file, std::string path, std::vector<std::string> keys)
    : value_(&value), file_(std::move(file)), path_(std::move(path)), keys_(std::move(keys)) {
  if (!value.is_object()) {
    throw UserError(fmt::format("{}: {} is a JSON {}; it must be an object with the keys {}", file_,
                                path_.empty() ? "the document" : path_, value.type_name(), join_names(keys_)));
  }
  for (const auto& item : value.items()) {
    if (std::find(keys_.begin(), keys_.end(), item.key()) == keys_.end()) {
      fail(item.key(), fmt::format("is not a known key; {} has the keys {}",
                                   path_.empty() ? std::string("the document") : path_, join_names(keys_)));
    }
  }
}

bool JsonObject::has(const std::string& key) const {
  if (std::find(keys_.begin(), keys_.end(), key) == keys_.end()) {
    throw std::logic_error(fmt::format("JsonObject asked for the undeclared key {}", key));
  }
  return value_->contains(key);
}

const Json& JsonObject::value(const std::string& key) const {
  if (!has(key)) {
    fail(key, "is missing");
  }
  return value_->at(key);
}

std::string JsonObject::string(const std::string& key) const {
  const Json& found = value(key);
  if (!found.is_string()) {
    fail(key, fmt::format("is {}; it must be a string", found.dump()));
  }
  return found.get<std::string>();
}

double JsonObject::number(const std::string& key) const {
  const Json& found = value(key);
  if (!found.is_number()) {
    fail(key, fmt::format("is {}; it must be a number", found.dump()));
  }
  return found.get<double>();
}

std::int64_t JsonObject::integer(const std::string& key, std::int64_t minimum, std::int64_t maximum) const {
  const Json& found = value(key);
  const bool whole = found.is_number() && is_whole(found.get<double>());
  if (!whole || found.get<std::int64_t>() < minimum || found.get<std::int64_t>() > maximum) {
    fail(key, fmt::format("is {}; it must be a whole number from {} to {}", found.dump(), minimum, maximum));
  }
  return found.get<std::int64_t>();
}

bool JsonObject::boolean(const std::string& key) const {
  const Json& found = value(key);
  if (!found.is_boolean()) {
    fail(key, fmt::format("is {}; it must be true or false", found.dump()));
  }
  return found.get<bool>();
}

int JsonObject::choice(const std::string& key, const std::vector<std::string>& names) const {
  const Json& found = value(key);
  const auto name = std::find(names.begin(), names.end(), found.is_string() ? found.get<std::string>() : std::string());
  if (name == names.end()) {
    fail(key, fmt::format("is {}; it must be one of {}", found.dump(), join_names(names)));
  }
  return static_cast<int>(name - names.begin());
}

std::pair<std::int64_t, std::int64_t> JsonObject::range(const std::string& key, std::int64_t minimum,
                                                        std::int64_t maximum) const {
  const Json& found = value(key);
  const bool is_pair =
      found.is_array() && found.size() == 2 && found[0].is_number_integer() && found[1].is_number_integer();
  if (is_pair) {
    const auto begin = found[0].get<std::int64_t>();
    const auto end = found[1].get<std::int64_t>();
    if (minimum <= begin && begin < end && end <= maximum) {
      return {begin, end};
    }
  }
  fail(key,
       fmt::format("is {}; it must be [begin, end] with whole numbers {} <= begin < end <= {}, the end not included",
                   found.dump(), minimum, maximum));
}

std::vector<JsonObject> JsonObject::objects(const std::string& key, const std::vector<std::string>& keys) const {
  const Json& found = value(key);
  if (!found.is_array()) {
    fail(key, fmt::format("is a JSON {}; it must be an array of objects", found.type_name()));
  }
  std::vector<JsonObject> elements;
  for (std::size_t index = 0; index < found.size(); ++index) {
    elements.emplace_back(found[index], file_, path_of(key) + "[" + std::to_string(index) + "]", keys);
  }
  return elements;
}

void JsonObject::fail(const std::string& key, const std::string& what) const {
  throw UserError(file_ + ": " + path_of(key) + " " + what);
}

std::string JsonObject::path_of(const std::string& key) const {
  return path_.empty() ? key : path_ + "." + key;
}

}  // namespace floorline::platform
