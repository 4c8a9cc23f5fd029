// Names as an error message lists them, and the names that a misspelt one may have meant.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace floorline::platform {

// "a, b, c"
std::string join_names(const std::vector<std::string>& names);

// The `count` names most like `word`, most like it first. Names are dotted paths ("neurocore.synop_time"); a word that
// equals the end of a path, or begins one, is like it however much of the path is missing. Otherwise the number of
// single-letter edits decides.
std::vector<std::string> nearest_names(const std::string& word, std::vector<std::string> names, std::size_t count);

}  // namespace floorline::platform
