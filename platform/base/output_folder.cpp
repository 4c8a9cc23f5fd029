#include "platform/base/output_folder.h"

#include <fmt/core.h>

#include <fstream>
#include <system_error>

#include "platform/base/error.h"

namespace floorline::platform {

namespace fs = std::filesystem;

OutputFolder::OutputFolder(const std::string& path) : path_(path) {
  if (path.empty()) {
    throw UserError("an output folder with an empty name is no folder; give its path");
  }
  std::error_code error;
  std::vector<fs::path> missing;
  for (fs::path folder = fs::absolute(path, error).lexically_normal();
       !fs::exists(folder, error) && folder.has_relative_path(); folder = folder.parent_path()) {
    missing.push_back(folder);
  }
  for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
    if (fs::create_directory(*folder, error)) {
      made_.insert(made_.begin(), *folder);
    }
  }
  try {
    const fs::path probe = temporary("probe");
    write_temporary(probe, "");
    fs::remove(probe, error);
  } catch (const UserError&) {
    for (const fs::path& folder : made_) {
      fs::remove(folder, error);
    }
    throw;
  }
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  for (const fs::path& folder : made_) {
    fs::remove(folder, ignored);  // only if it is empty
  }
}

fs::path OutputFolder::temporary(const std::string& file_name) const {
  return fs::path(path_) / (file_name + ".part");
}

void OutputFolder::write_temporary(const fs::path& path, const std::string& contents) const {
  std::ofstream file(path, std::ios::binary);
  file << contents;
  file.close();
  if (!file) {
    std::error_code ignored;
    fs::remove(path, ignored);
    throw UserError(fmt::format(
        "{}: no file can be written there; give a folder that exists or can be made, on a disk with room", path_));
  }
}

void OutputFolder::commit() {
  std::error_code error;
  try {
    for (const auto& [name, contents] : files_) {
      // A folder of that name is the one thing that would stop a rename after others were done.
      if (fs::is_directory(fs::path(path_) / name, error)) {
        throw UserError(fmt::format("{}/{}: is a folder; a file of that name is to be written", path_, name));
      }
      write_temporary(temporary(name), contents);
    }
  } catch (const UserError&) {
    for (const auto& file : files_) {
      fs::remove(temporary(file.first), error);
    }
    throw;
  }
  for (const auto& file : files_) {
    fs::rename(temporary(file.first), fs::path(path_) / file.first, error);
    if (error) {
      throw UserError(fmt::format("{}/{}: cannot be written: {}", path_, file.first, error.message()));
    }
  }
  files_.clear();
  made_.clear();
}

}  // namespace floorline::platform
