// JSON documents with a few values changed, so that a fuzzer gets behind the parser.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/json_reader.h"

namespace floorline::testbenches {

// What a JSON importer is given for an input of the fuzzer: the input itself, or, if it begins with the byte 1, which
// no JSON does, one of the documents with changes for which the rest of the input is the recipe.
std::string edited_json(std::string_view input, const std::vector<platform::Json>& documents);

// The documents, and short recipes.
std::vector<std::string> json_seeds(const std::vector<platform::Json>& documents);

}  // namespace floorline::testbenches
