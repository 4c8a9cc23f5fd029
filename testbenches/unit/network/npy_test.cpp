// NumPy array files: every element type, both orders, and what is refused.
#include "platform/network/npy.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/peak_memory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using IntTensor = platform::Tensor<std::int32_t>;

class Npy : public testing::Test {
 protected:
  // A file with the given header dictionary and raw elements.
  template <typename Stored>
  std::string made(const std::string& dictionary, const std::vector<Stored>& elements, int version = 1) {
    const std::string path = directory_.file("array.npy");
    std::ofstream file(path, std::ios::binary);
    file << "\x93NUMPY" << static_cast<char>(version) << '\0';
    file << static_cast<char>(dictionary.size() & 0xff) << static_cast<char>(dictionary.size() >> 8);
    if (version > 1) {
      file << '\0' << '\0';
    }
    file << dictionary;
    file.write(reinterpret_cast<const char*>(elements.data()),
               static_cast<std::streamsize>(elements.size() * sizeof(Stored)));
    return path;
  }

  static std::string dictionary(const std::string& type, const std::string& shape, const char* fortran = "False") {
    return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
  }

  template <typename Stored>
  void expect_reads(const std::string& type, const std::vector<Stored>& elements) {
    const auto tensor =
        platform::read_npy(made(dictionary(type, "(" + std::to_string(elements.size()) + ",)"), elements));
    EXPECT_EQ(tensor.values, std::vector<double>(elements.begin(), elements.end())) << type;
  }

  TemporaryDirectory directory_;
};

TEST_F(Npy, ReadsEveryElementType) {
  expect_reads<std::uint8_t>("|b1", {0, 1, 1});
  expect_reads<std::uint8_t>("|u1", {0, 200, 255});
  expect_reads<std::int8_t>("|i1", {-128, 0, 127});
  expect_reads<std::int16_t>("<i2", {-32768, 0, 32767});
  expect_reads<std::uint16_t>("<u2", {0, 65535});
  expect_reads<std::int32_t>("<i4", {std::numeric_limits<std::int32_t>::min(), 7});
  expect_reads<std::uint32_t>("<u4", {std::numeric_limits<std::uint32_t>::max()});
  expect_reads<std::int64_t>("<i8", {-(std::int64_t{1} << 40), 3});
  expect_reads<float>("<f4", {-1.5F, 0.25F});
  expect_reads<double>("<f8", {-1.1, 1e300});
}

TEST_F(Npy, ReadsShapesAndVersionTwo) {
  EXPECT_EQ(platform::read_npy_int32(made<std::int32_t>(dictionary("<i4", "(2, 3)"), {1, 2, 3, 4, 5, 6}, 2)).shape,
            (std::vector<std::int64_t>{2, 3}));
  const IntTensor scalar = platform::read_npy_int32(made<std::int32_t>(dictionary("<i4", "()"), {42}));
  EXPECT_TRUE(scalar.shape.empty());
  EXPECT_EQ(scalar.values, (std::vector<std::int32_t>{42}));
  EXPECT_TRUE(platform::read_npy(made<float>(dictionary("<f4", "(0, 4)"), {})).values.empty());
}

TEST_F(Npy, BringsFortranOrderToCOrder) {
  const IntTensor tensor =
      platform::read_npy_int32(made<std::int32_t>(dictionary("<i4", "(2, 3)", "True"), {1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(tensor.values, (std::vector<std::int32_t>{1, 2, 3, 4, 5, 6}));
}

TEST_F(Npy, WritesWhatItReads) {
  const IntTensor tensor{{2, 1, 3}, {1, -2, 3, -4, 5, std::numeric_limits<std::int32_t>::max()}};
  const std::string path = directory_.file("written.npy");
  platform::write_npy(path, tensor);
  const IntTensor read = platform::read_npy_int32(path);
  EXPECT_EQ(read.shape, tensor.shape);
  EXPECT_EQ(read.values, tensor.values);
  EXPECT_FALSE(std::filesystem::exists(path + ".partial"));
  // Readers of the format expect the data to begin at a multiple of 64 bytes.
  EXPECT_EQ((std::filesystem::file_size(path) - 6 * 4) % 64, 0U);
}

TEST_F(Npy, ReportsWhatIsWrongWithAFile) {
  const auto read = [](const std::string& path) { return [path] { platform::read_npy_int32(path); }; };
  expect_user_error(read(directory_.file("none.npy")), {"none.npy", "no such file"});
  expect_user_error(read(directory_.file("")), {"no such file"});
  std::ofstream(directory_.file("text.npy")) << "hello, this is no array";
  expect_user_error(read(directory_.file("text.npy")), {"text.npy", "magic"});
  expect_user_error(read(made<float>(dictionary("<f4", "(2,)"), {1.0F, 2.0F}, 9)), {"version 9"});
  expect_user_error(read(made<float>(dictionary("<f4", "(3,)"), {1.0F, 2.0F})), {"truncated", "3 elements", "8 bytes"});
  expect_user_error(read(made<float>(dictionary(">f4", "(1,)"), {1.0F})), {"'>f4'", "<f4"});
  expect_user_error(read(made<float>("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", {1.0F})),
                    {"type"});
  expect_user_error(read(made<float>("{'descr': '<f4', 'shape': (1,), }", {1.0F})), {"fortran_order"});
  expect_user_error(read(made<float>(dictionary("<f4", "5"), {1.0F})), {"shape"});
  expect_user_error(read(made<float>(dictionary("<f4", "(-1,)"), {1.0F})), {"shape"});
  expect_user_error(read(made<float>(dictionary("<f4", "(99999, 99999, 99999)"), {1.0F})), {"more than"});
  expect_user_error(read(made<float>(dictionary("<f4", "(99999999999999999999999,)"), {1.0F})), {"more than"});
  expect_user_error(read(made<float>(dictionary("<f4", "(0, 99999999, 99999999, 9999)"), {})), {"more than"});
  expect_user_error(read(made<float>(dictionary("<f4\n", "(1,)"), {1.0F})), {"'<f4\\n'"});
  expect_user_error(read(made<float>(dictionary("<f4", "(1,)"), {1.5F})), {"1.5", "whole numbers"});
  expect_user_error(read(made<double>(dictionary("<f8", "(1,)"), {1e12})), {"32 bits"});
  expect_user_error(read(made<float>(dictionary("<f4", "(1,)"), {std::numeric_limits<float>::quiet_NaN()})), {"nan"});
}

TEST_F(Npy, TakesNoMemoryForWhatIsNotThere) {
  const std::int64_t before = peak_memory_bytes();
  for (const char* type : {"|u1", "<i4", "<f8"}) {
    const std::string path = made<float>(dictionary(type, "(16384, 16384)"), {1.0F, 2.0F});
    expect_user_error([&] { platform::read_npy_int32(path); }, {"truncated", "268435456 elements", "8 bytes of them"});
  }
  EXPECT_LT(peak_memory_bytes() - before, little_memory_bytes);
}

TEST_F(Npy, ReportsThatItCannotWrite) {
  expect_user_error(
      [&] {
        platform::write_npy(directory_.file("no/such/folder.npy"), platform::Tensor<std::int32_t>{{1}, {1}});
      },
      {"folder.npy", "cannot be written"});
}

TEST_F(Npy, BytesAreWrittenAsBytes) {
  const std::string path = directory_.file("bytes.npy");
  platform::write_npy_bytes(path, platform::Tensor<std::uint8_t>{{2, 2}, {0, 1, 200, 255}});
  EXPECT_EQ(platform::npy_element_type(path), "|u1");
  const IntTensor tensor = platform::read_npy_int32(path);
  EXPECT_EQ(tensor.shape, (std::vector<std::int64_t>{2, 2}));
  EXPECT_EQ(tensor.values, (std::vector<std::int32_t>{0, 1, 200, 255}));
  platform::write_npy(path, IntTensor{{1}, {7}});
  EXPECT_EQ(platform::npy_element_type(path), "<i4");
}

}  // namespace
}  // namespace floorline::testbenches
