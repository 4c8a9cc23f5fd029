// Paths inside a NIR file.
#pragma once

#include <string>

namespace floorline::platform {

// "group/member"
inline std::string nir_path(std::string group, const std::string& member) {
  group += '/';
  group += member;
  return group;
}

}  // namespace floorline::platform
