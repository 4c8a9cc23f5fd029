// The name of JSON values, for headers that hand them on. Who looks into them includes platform/base/json_reader.h or
// nlohmann/json.hpp, which takes seconds to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace floorline::platform {

using Json = nlohmann::ordered_json;  // keeps the order of keys

}  // namespace floorline::platform
