// The direction of include lines: models/ includes nothing of platform/, and a folder of platform/ only what lies below
// it: those that stand before it in platform/CMakeLists.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "testbenches/support/source_directory.h"

namespace floorline {
namespace {

const std::filesystem::path source_dir = testbenches::source_directory();

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// The folders of platform/ from the bottom up, as its build file lists them.
std::vector<std::string> platform_folders() {
  const std::string text = text_of(source_dir / "platform" / "CMakeLists.txt");
  std::smatch list;
  std::vector<std::string> folders;
  if (!std::regex_search(text, list, std::regex(R"(ITEMS([^)]*)\))")))
    return folders;
  const std::string names = list[1];
  const std::regex word("[a-z_]+");
  for (auto match = std::sregex_iterator(names.begin(), names.end(), word); match != std::sregex_iterator(); ++match)
    folders.push_back(match->str());
  return folders;
}

struct Include {
  std::string file;    // relative to the source directory
  std::string target;  // as written
};

std::vector<Include> includes_below(const std::string& folder) {
  std::vector<Include> includes;
  const std::regex line(R"re(#include "([^"]+)")re");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_dir / folder)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp")
      continue;
    const std::string text = text_of(entry.path());
    for (auto match = std::sregex_iterator(text.begin(), text.end(), line); match != std::sregex_iterator(); ++match)
      includes.push_back({std::filesystem::relative(entry.path(), source_dir).string(), (*match)[1]});
  }
  return includes;
}

// "network" of "platform/network/network.h"; empty if that is no file of a folder of platform/.
std::string platform_folder_of(const std::string& path) {
  std::smatch match;
  return std::regex_search(path, match, std::regex("^platform/([a-z_]+)/")) ? match[1].str() : std::string();
}

TEST(IncludeDirection, ModelsIncludeOnlyModels) {
  const std::vector<Include> includes = includes_below("models");
  ASSERT_GT(includes.size(), 100U);
  for (const Include& include : includes)
    EXPECT_EQ(include.target.rfind("models/", 0), 0U) << include.file << " includes " << include.target;
}

TEST(IncludeDirection, EveryFolderOfPlatformIsListed) {
  const std::vector<std::string> folders = platform_folders();
  for (const auto& entry : std::filesystem::directory_iterator(source_dir / "platform")) {
    const std::string name = entry.path().filename().string();
    const bool is_built = std::filesystem::exists(entry.path() / "CMakeLists.txt");
    EXPECT_EQ(std::find(folders.begin(), folders.end(), name) != folders.end(), is_built) << name;
  }
}

TEST(IncludeDirection, FoldersOfPlatformIncludeOnlyWhatLiesBelowThem) {
  const std::vector<std::string> folders = platform_folders();
  const std::vector<Include> includes = includes_below("platform");
  ASSERT_GT(includes.size(), 100U);
  for (const Include& include : includes) {
    if (include.target.rfind("models/", 0) == 0 || include.target.rfind("platform/", 0) != 0)
      continue;
    const auto from = std::find(folders.begin(), folders.end(), platform_folder_of(include.file));
    const auto to = std::find(folders.begin(), folders.end(), platform_folder_of(include.target));
    ASSERT_NE(to, folders.end()) << include.file << " includes " << include.target;
    EXPECT_LE(to - folders.begin(), from - folders.begin())
        << include.file << " includes " << include.target << ", which lies above it in platform/CMakeLists.txt";
  }
}

TEST(IncludeDirection, NothingIncludesTestbenchesOrToolsFromBelow) {
  for (const char* folder : {"models", "platform"}) {
    for (const Include& include : includes_below(folder)) {
      EXPECT_NE(include.target.rfind("testbenches/", 0), 0U) << include.file << " includes " << include.target;
      EXPECT_NE(include.target.rfind("tools/", 0), 0U) << include.file << " includes " << include.target;
    }
  }
}

}  // namespace
}  // namespace floorline
