// The name of JSON values, for headers that only pass them on. Files that read or build values include
// nlohmann/json.hpp themselves, which takes seconds to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace floorline::platform {

using Json = nlohmann::ordered_json;  // keeps the order of keys

}  // namespace floorline::platform
