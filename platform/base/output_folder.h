// A folder that the files of one run are written to, all of them or none.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace floorline::platform {

class OutputFolder {
 public:
  // Makes the folder, with those above it, and finds out whether files can be written into it. Throws UserError where
  // that fails. What it made is removed again if it is destroyed without a commit.
  explicit OutputFolder(const std::string& path);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  void add(const std::string& file_name, std::string contents) { files_.emplace_back(file_name, std::move(contents)); }

  // Writes all files under temporary names and, once all are complete, renames them; files of the same names are
  // replaced, others stay. Throws UserError, and leaves the folder as it was, if one cannot be written.
  void commit();

  const std::string& path() const { return path_; }

 private:
  void write_temporary(const std::filesystem::path& path, const std::string& contents) const;
  std::filesystem::path temporary(const std::string& file_name) const;

  std::string path_;
  std::vector<std::pair<std::string, std::string>> files_;  // name and contents
  std::vector<std::filesystem::path> made_;                 // folders, innermost first
};

}  // namespace floorline::platform
