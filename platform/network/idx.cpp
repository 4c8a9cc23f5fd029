#include "platform/network/idx.h"

#include <fmt/core.h>

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

constexpr std::uint32_t images_magic = 0x00000803;  // unsigned bytes, three dimensions
constexpr std::uint32_t labels_magic = 0x00000801;  // unsigned bytes, one dimension
constexpr std::uint64_t max_bytes = std::uint64_t{1} << 30;
constexpr std::size_t piece_bytes = std::size_t{1} << 20;

// Reads files whether they are compressed or not: zlib finds out by itself.
class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), file_(nullptr, gzclose) {
    if (!std::filesystem::is_directory(path)) {
      file_.reset(gzopen(path.c_str(), "rb"));
    }
    if (file_ == nullptr) {
      throw UserError(fmt::format("{}: no such file, or it cannot be read", path));
    }
  }

  std::uint32_t word() {
    unsigned char bytes[4] = {};
    read(bytes, sizeof bytes);
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
  }

  void expect_magic(std::uint32_t expected, const char* kind) {
    const std::uint32_t found = word();
    if (found != expected) {
      throw UserError(fmt::format("{}: is not an IDX file of {}: it begins with the magic number {}, not {}", path_,
                                  kind, found, expected));
    }
  }

  // Takes memory as bytes come, because a header may announce far more than the file holds.
  std::vector<std::uint8_t> bytes(std::size_t count) {
    std::vector<std::uint8_t> bytes;
    while (bytes.size() < count) {
      const std::size_t begin = bytes.size();
      bytes.resize(begin + std::min(count - begin, piece_bytes));
      read(bytes.data() + begin, bytes.size() - begin);
    }
    return bytes;
  }

  void expect_at_most(std::uint64_t bytes) const {
    if (bytes > max_bytes) {
      throw UserError(fmt::format("{}: announces {} bytes of data, more than can be read", path_, bytes));
    }
  }

 private:
  void read(unsigned char* bytes, std::size_t count) {
    const int received = gzread(file_.get(), bytes, static_cast<unsigned>(count));
    if (received < 0 || static_cast<std::size_t>(received) != count) {
      throw UserError(fmt::format("{}: is truncated or damaged: fewer bytes than its header announces", path_));
    }
  }

  std::string path_;
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
};

}  // namespace

ImageSet read_idx_images(const std::string& path) {
  Reader reader(path);
  reader.expect_magic(images_magic, "images");
  const std::uint64_t count = reader.word();
  const std::uint64_t height = reader.word();
  const std::uint64_t width = reader.word();
  if (height == 0 || width == 0) {
    throw UserError(fmt::format("{}: its images have {} rows and {} columns; they must have at least one of each", path,
                                height, width));
  }
  reader.expect_at_most(height > max_bytes || width > max_bytes ? max_bytes + 1 : height * width);
  reader.expect_at_most(height * width * count);
  ImageSet set;
  set.height = static_cast<int>(height);
  set.width = static_cast<int>(width);
  for (std::uint64_t i = 0; i < count; ++i) {
    set.images.push_back(reader.bytes(height * width));
  }
  return set;
}

std::vector<std::uint8_t> read_idx_labels(const std::string& path) {
  Reader reader(path);
  reader.expect_magic(labels_magic, "labels");
  const std::uint32_t count = reader.word();
  reader.expect_at_most(count);
  return reader.bytes(count);
}

}  // namespace floorline::platform
