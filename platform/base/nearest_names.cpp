#include "platform/base/nearest_names.h"

#include <algorithm>
#include <numeric>

namespace floorline::platform {
namespace {

// Levenshtein distance, one row of the table at a time.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

// Distance of `word` to the nearest of: the path, its end after any dot. Beginning a path counts as one edit.
std::size_t path_distance(const std::string& word, const std::string& path) {
  std::size_t best = edit_distance(word, path);
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
    best = std::min(best, edit_distance(word, path.substr(dot + 1)));
  }
  const bool begins = !word.empty() && path.compare(0, word.size(), word) == 0;
  return begins ? std::min<std::size_t>(best, 1) : best;
}

}  // namespace

std::string join_names(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) {
    joined += (joined.empty() ? "" : ", ") + name;
  }
  return joined;
}

std::vector<std::string> nearest_names(const std::string& word, std::vector<std::string> names, std::size_t count) {
  std::stable_sort(names.begin(), names.end(), [&word](const std::string& a, const std::string& b) {
    return path_distance(word, a) < path_distance(word, b);
  });
  names.resize(std::min(count, names.size()));
  return names;
}

}  // namespace floorline::platform
