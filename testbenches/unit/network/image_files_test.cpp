// IDX image sets and the way from pixels to input values.
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <stdexcept>

#include "platform/network/idx.h"
#include "platform/network/image_transform.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/peak_memory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using Bytes = std::vector<std::uint8_t>;

class Idx : public testing::Test {
 protected:
  std::string plain(const std::string& bytes) {
    const std::string path = directory_.file("plain");
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string compressed(const std::string& bytes) {
    const std::string path = directory_.file("compressed.gz");
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return path;
  }

  const std::string images_ = std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x01\0\0\0\x03", 16) + "abcdef";
  const std::string labels_ = std::string("\0\0\x08\x01\0\0\0\x03\x07\x00\x09", 11);
  TemporaryDirectory directory_;
};

TEST_F(Idx, ReadsImagesPlainAndCompressed) {
  for (const std::string& path : {plain(images_), compressed(images_)}) {
    const platform::ImageSet set = platform::read_idx_images(path);
    EXPECT_EQ(set.height, 1);
    EXPECT_EQ(set.width, 3);
    EXPECT_EQ(set.images, (std::vector<Bytes>{{'a', 'b', 'c'}, {'d', 'e', 'f'}}));
  }
}

TEST_F(Idx, ReadsLabels) {
  EXPECT_EQ(platform::read_idx_labels(plain(labels_)), (Bytes{7, 0, 9}));
  EXPECT_EQ(platform::read_idx_labels(compressed(labels_)), (Bytes{7, 0, 9}));
}

TEST_F(Idx, ReportsWhatIsWrongWithAFile) {
  expect_user_error([&] { platform::read_idx_images(directory_.file("none")); }, {"none", "no such file"});
  expect_user_error([&] { platform::read_idx_images(directory_.file("")); }, {"no such file"});
  expect_user_error([&] { platform::read_idx_images(plain(labels_)); }, {"plain", "images", "2049", "2051"});
  expect_user_error([&] { platform::read_idx_labels(plain(images_)); }, {"labels", "2051", "2049"});
  expect_user_error([&] { platform::read_idx_images(plain(images_.substr(0, 20))); }, {"plain", "truncated"});
  expect_user_error([&] { platform::read_idx_labels(plain("\0\0")); }, {"truncated"});
  const std::string whole = compressed(std::string(100000, 'x'));
  expect_user_error([&] { platform::read_idx_labels(whole); }, {"magic number"});
  const std::string huge("\0\0\x08\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16);
  expect_user_error([&] { platform::read_idx_images(plain(huge)); }, {"more than can be read"});
}

TEST_F(Idx, TakesNoMemoryForWhatIsNotThere) {
  const std::int64_t before = peak_memory_bytes();
  const std::string one_image("\0\0\x08\x03\0\0\0\x01\0\0\x80\0\0\0\x80\0", 16);  // of 2^15 rows and columns
  const std::string many_labels("\0\0\x08\x01\x40\0\0\0", 8);
  expect_user_error([&] { platform::read_idx_images(plain(one_image)); }, {"truncated"});
  expect_user_error([&] { platform::read_idx_labels(plain(many_labels)); }, {"truncated"});
  expect_user_error([&] { platform::read_idx_labels(compressed(many_labels)); }, {"truncated"});
  // A thousand million images of nothing.
  const std::string empty("\0\0\x08\x03\x3f\xff\xff\xff\0\0\0\0\0\0\0\x02", 16);
  expect_user_error([&] { platform::read_idx_images(plain(empty)); }, {"0 rows and 2 columns"});
  EXPECT_LT(peak_memory_bytes() - before, little_memory_bytes);
}

TEST_F(Idx, ReadsImagesOfManyPieces) {
  const std::string pixels((std::size_t{1} << 21) + 3, 'p');
  const std::string header("\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\x20\0\x03", 16);
  const platform::ImageSet set = platform::read_idx_images(compressed(header + pixels));
  EXPECT_EQ(set.images, (std::vector<Bytes>{Bytes(pixels.begin(), pixels.end())}));
}

TEST(ImageTransform, CutsOffTowardsZero) {
  const platform::ImageTransform standard;  // gain 64, bias 0
  EXPECT_EQ(platform::transform_pixel(standard, 0), -64);
  EXPECT_EQ(platform::transform_pixel(standard, 255), 64);
  EXPECT_EQ(platform::transform_pixel(standard, 1), -63);   // -63.498
  EXPECT_EQ(platform::transform_pixel(standard, 127), 0);   // -0.25
  EXPECT_EQ(platform::transform_pixel(standard, 254), 63);  // 63.498
  EXPECT_EQ(platform::transform_pixel({40, 36}, 255), 76);
}

TEST(ImageTransform, ReordersInterleavedChannels) {
  // Two rows of two pixels of three channels; gain 127.5 and bias 127.5 leave pixels as they are.
  const Bytes pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const platform::ImageTransform none{127.5, 127.5};
  EXPECT_EQ(platform::transform_interleaved(none, {3, 2, 2}, pixels),
            (std::vector<std::int32_t>{1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12}));
  EXPECT_EQ(platform::transform_pixels(none, {7, 9}), (std::vector<std::int32_t>{7, 9}));
  EXPECT_THROW(platform::transform_interleaved(none, {3, 2, 3}, pixels), std::invalid_argument);
}

}  // namespace
}  // namespace floorline::testbenches
