#include "testbenches/fuzz/fuzz_input.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

constexpr std::size_t longest_sentence = 4096;

}  // namespace

std::string fuzz_path(const std::string& name) {
  static const TemporaryDirectory directory;  // a new one for each of millions of inputs would take longer than reading
  return directory.file(name);
}

std::string fuzz_file(const std::string& name, std::string_view bytes) {
  const std::string path = fuzz_path(name);
  std::filesystem::remove(path);  // file systems on disk wait for the disk when a file that is there is written anew
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush())
    throw std::runtime_error(path + " cannot be written");
  return path;
}

void check_sentence(const std::string& sentence) {
  const bool is_readable = std::none_of(sentence.begin(), sentence.end(), [](char character) {
    return static_cast<unsigned char>(character) < ' ' || character == '\x7f';
  });
  if (sentence.empty() || sentence.size() > longest_sentence || !is_readable)
    throw std::logic_error("no readable sentence: " + sentence.substr(0, longest_sentence));
}

}  // namespace floorline::testbenches
