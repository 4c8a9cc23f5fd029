#include "testbenches/fuzz/json_edits.h"

#include <nlohmann/json.hpp>

#include "testbenches/fuzz/recipe.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

constexpr char recipe_mark = '\x01';

Json new_value(Recipe& recipe) {
  switch (recipe.below(12)) {
    case 0:
      return nullptr;
    case 1:
      return recipe.flag();
    case 2:
    case 3:
    case 4:
      return recipe.whole_number();
    case 5:
    case 6:
      return recipe.number();
    case 7:
      return UINT64_MAX;
    case 8:
      return Json::array({recipe.whole_number(), recipe.whole_number()});
    case 9:
      return Json::object({{"value", recipe.number()}, {"unit", "ns"}});
    case 10:
      return Json::array();
    default:
      return recipe.text();
  }
}

// Pointers to every value in the document, but not to the document itself.
void list(const Json& value, const Json::json_pointer& where, std::vector<Json::json_pointer>& pointers) {
  if (!value.is_structured())
    return;
  std::size_t index = 0;
  for (const auto& item : value.items()) {
    const Json::json_pointer member = value.is_array() ? where / index++ : where / item.key();
    pointers.push_back(member);
    list(item.value(), member, pointers);
  }
}

void edit(Json& document, Recipe& recipe) {
  std::vector<Json::json_pointer> pointers;
  list(document, Json::json_pointer(), pointers);
  if (pointers.empty())
    return;
  const Json::json_pointer& at = recipe.one_of(pointers);
  Json& parent = document[at.parent_pointer()];
  switch (recipe.below(6)) {
    case 0:
      if (parent.is_object())
        parent.erase(at.back());
      else
        parent.erase(static_cast<std::size_t>(std::stoul(at.back())));
      break;
    case 1:
      document[at] = Json(document[recipe.one_of(pointers)]);
      break;
    case 2:
      if (parent.is_object())
        parent[recipe.text()] = new_value(recipe);
      else
        parent.push_back(Json(document[recipe.one_of(pointers)]));
      break;
    default:
      document[at] = new_value(recipe);
  }
}

}  // namespace

std::string edited_json(std::string_view input, const std::vector<Json>& documents) {
  if (input.empty() || input.front() != recipe_mark)
    return std::string(input);
  Recipe recipe(reinterpret_cast<const std::uint8_t*>(input.data()) + 1, input.size() - 1);
  Json document = recipe.one_of(documents);
  for (int edits = 0; edits < 8 && !recipe.is_over(); ++edits)
    edit(document, recipe);
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> json_seeds(const std::vector<Json>& documents) {
  std::vector<std::string> seeds = {"[[[1, \"a\\n\"], {\"b\": 1.5e3}], null, true]"};
  for (std::size_t index = 0; index < documents.size(); ++index) {
    seeds.push_back(documents[index].dump());
    for (const char* recipe : {"", "\x01\x05\x03\x41", "\x22\x05\xf0\x10\x02", "\x30\x00\x17\x05\x02\x0a"})
      seeds.push_back(std::string(1, recipe_mark) + static_cast<char>(index) + recipe);
  }
  return seeds;
}

}  // namespace floorline::testbenches
