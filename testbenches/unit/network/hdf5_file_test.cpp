// The HDF5 reader on its own: kinds of strings and numbers that network files mix, and objects of the wrong kind.
#include "platform/network/hdf5_file.h"

#include <gtest/gtest.h>
#include <hdf5.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "platform/network/hdf5_writer.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/peak_memory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Hdf5File;
using platform::Hdf5Writer;

class Hdf5 : public testing::Test {
 protected:
  // Writes strings with the library itself, as the writer knows one kind only.
  void add_text(const char* name, hid_t type, hid_t space, const void* text) {
    const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t set = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    ASSERT_GE(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text), 0);
    H5Dclose(set);
    H5Sclose(space);
    H5Tclose(type);
    H5Fclose(file);
  }
  static hid_t text_type(std::size_t size) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, size);
    return type;
  }
  static hid_t array(hsize_t count) { return H5Screate_simple(1, &count, nullptr); }

  void write_numbers() {
    Hdf5Writer writer(path_);
    writer.group("/g");
    writer.integers("/g/scalar", {}, {-7});
    writer.integers("/g/matrix", {2, 3}, {1, 2, 3, 4, 5, 6});
    writer.floats("/g/10", {2}, {1.5F, 2.0F});
    writer.integers("/g/9", {0}, {});
    writer.text("/g/text", "hello");
    writer.commit();
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("file.h5");
};

TEST_F(Hdf5, ReadsNumbersAndShapes) {
  write_numbers();
  const Hdf5File file(path_);
  EXPECT_EQ(file.integer("/g/scalar", -10, 10), -7);
  EXPECT_TRUE(file.dimensions("/g/scalar").empty());
  EXPECT_EQ(file.dimensions("/g/matrix"), (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(file.integers("/g/matrix", 0, 10), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(file.numbers("/g/10"), (std::vector<double>{1.5, 2.0}));
  EXPECT_TRUE(file.numbers("/g/9").empty());
  EXPECT_EQ(file.members("/g"), (std::vector<std::string>{"10", "9", "matrix", "scalar", "text"}));
  EXPECT_TRUE(file.exists("/g/matrix"));
  EXPECT_FALSE(file.exists("/g/none"));
  EXPECT_FALSE(file.exists("/none/matrix"));
  EXPECT_TRUE(file.is_group("/g"));
  EXPECT_TRUE(file.is_group("/"));
  EXPECT_FALSE(file.is_group("/g/matrix"));
}

TEST_F(Hdf5, ReadsEveryKindOfString) {
  write_numbers();
  const char* const variable = "of any length";
  add_text("/variable", text_type(H5T_VARIABLE), H5Screate(H5S_SCALAR), &variable);
  add_text("/variable_array", text_type(H5T_VARIABLE), array(1), &variable);
  add_text("/array", text_type(10), array(1), "dense\0\0\0\0\0");
  add_text("/full", text_type(5), H5Screate(H5S_SCALAR), "input");
  const char* const empty = "";
  add_text("/empty", text_type(H5T_VARIABLE), H5Screate(H5S_SCALAR), &empty);
  add_text("/two", text_type(1), array(2), "ab");
  const Hdf5File file(path_);
  EXPECT_EQ(file.text("/g/text"), "hello");
  EXPECT_EQ(file.text("/variable"), variable);
  EXPECT_EQ(file.text("/variable_array"), variable);
  EXPECT_EQ(file.text("/array"), "dense");
  EXPECT_EQ(file.text("/full"), "input");
  EXPECT_EQ(file.text("/empty"), "");
  expect_user_error([&] { file.text("/two"); }, {"file.h5", "'/two'", "one string"});
}

TEST_F(Hdf5, RefusesObjectsOfTheWrongKind) {
  write_numbers();
  const Hdf5File file(path_);
  expect_user_error([&] { file.numbers("/g/text"); }, {"'/g/text'", "numbers"});
  expect_user_error([&] { file.text("/g/scalar"); }, {"'/g/scalar'", "string"});
  expect_user_error([&] { file.numbers("/g"); }, {"'/g'", "not a dataset"});
  expect_user_error([&] { file.members("/g/matrix"); }, {"'/g/matrix'", "group"});
  expect_user_error([&] { file.integer("/g/matrix", 0, 10); }, {"'/g/matrix'", "6 numbers"});
  expect_user_error([&] { file.number("/g/10"); }, {"'/g/10'", "2 numbers"});
  expect_user_error([&] { file.integers("/g/10", 0, 10); }, {"'/g/10'", "1.5"});
  expect_user_error([&] { file.integer("/g/scalar", 0, 10); }, {"'/g/scalar'", "-7", "0 to 10"});
}

// HDF5 itself converts whatever bits the file names, beyond the number and the end of its buffer.
TEST_F(Hdf5, RefusesNumbersWhoseBitsLieOutsideOfThem) {
  const auto patched = [&](const std::string& good, const std::string& bad) {
    write_numbers();
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::size_t places = 0;
    for (std::size_t at = bytes.find(good); at != std::string::npos; at = bytes.find(good, at + 1), ++places)
      bytes.replace(at, bad.size(), bad);
    file.seekp(0);
    file << bytes;
    return places;
  };
  // Class and version, flags, size, offset of the first bit, number of bits.
  const std::string integer("\x10\x08\0\0\x08\0\0\0\0\0\x40\0", 12);
  for (const std::string& bad :
       {std::string("\x10\x08\0\0\x08\0\0\0\0\0\x41\0", 12), std::string("\x10\x08\0\0\x08\0\0\0\x01\0\x40\0", 12),
        std::string("\x10\x08\0\0\x08\0\0\0\xff\xff\xff\xff", 12)}) {
    ASSERT_GT(patched(integer, bad), 0U);
    expect_user_error([&] { Hdf5File(path_).numbers("/g/matrix"); }, {path_, "/g/matrix"});
  }
  // The same, then where exponent and mantissa are.
  const std::string real("\x11\x20\x1f\0\x04\0\0\0\0\0\x20\0\x17\x08\0\x17", 16);
  for (const std::string& bad : {std::string("\x11\x20\x1f\0\x04\0\0\0\0\0\x20\0\x17\xf8\0\x17", 16),
                                 std::string("\x11\x20\x1f\0\x04\0\0\0\0\0\x20\0\x17\x08\0\xff", 16),
                                 std::string("\x11\x20\xff\0\x04\0\0\0\0\0\x20\0\x17\x08\0\x17", 16)}) {
    ASSERT_GT(patched(real, bad), 0U);
    expect_user_error([&] { Hdf5File(path_).numbers("/g/10"); }, {path_, "/g/10"});
  }
}

// HDF5 itself copies as much as the extents say.
TEST_F(Hdf5, RefusesArraysThatAreStoredWithAnotherSize) {
  for (const char size : {'\x01', '\x2f', '\x31', '\x7f'}) {
    write_numbers();
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    // Version, contiguous, address, 48 bytes.
    std::size_t at = bytes.find("\x03\x01");
    while (at != std::string::npos && bytes.substr(at + 10, 8) != std::string("\x30\0\0\0\0\0\0\0", 8))
      at = bytes.find("\x03\x01", at + 1);
    ASSERT_NE(at, std::string::npos);
    bytes[at + 10] = size;
    file.seekp(0);
    file << bytes << std::flush;
    expect_user_error([&] { Hdf5File(path_).numbers("/g/matrix"); }, {path_, "/g/matrix", "damaged"});
  }
}

TEST_F(Hdf5, RefusesArraysInTheirHeadersThatAreStoredWithAnotherSize) {
  write_numbers();
  const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_layout(properties, H5D_COMPACT);
  const hid_t space = array(5);
  const hid_t set = H5Dcreate2(file, "/compact", H5T_STD_I64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
  const std::vector<std::int64_t> values = {1, 2, 3, 4, 5};
  H5Dwrite(set, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  H5Dclose(set);
  H5Sclose(space);
  H5Pclose(properties);
  H5Fclose(file);
  EXPECT_EQ(Hdf5File(path_).integers("/compact", 0, 9), values);
  std::fstream edited(path_, std::ios::binary | std::ios::in | std::ios::out);
  const std::string bytes{std::istreambuf_iterator<char>(edited), {}};
  // Version, compact, 40 bytes.
  const std::size_t at = bytes.find(std::string("\x03\x00\x28\x00", 4));
  ASSERT_NE(at, std::string::npos);
  edited.seekp(static_cast<std::streamoff>(at + 2));
  edited << '\0' << std::flush;
  expect_user_error([&] { Hdf5File(path_).numbers("/compact"); }, {path_, "/compact", "damaged"});
}

TEST_F(Hdf5, TakesNoMemoryForWhatWasNeverWritten) {
  write_numbers();
  const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hsize_t extents[] = {8192, 8192};
  const hid_t space = H5Screate_simple(2, extents, nullptr);
  for (const char* name : {"/float", "/byte"})
    H5Dclose(H5Dcreate2(file, name, name[1] == 'f' ? H5T_IEEE_F32LE : H5T_STD_I8LE, space, H5P_DEFAULT, H5P_DEFAULT,
                        H5P_DEFAULT));
  H5Sclose(space);
  H5Fclose(file);
  const std::int64_t before = std::max(peak_memory_bytes(), peak_memory_of_children_bytes());
  expect_user_error([&] { Hdf5File(path_).numbers("/float"); }, {"/float", "268435456 bytes", "only 0 are stored"});
  expect_user_error([&] { Hdf5File(path_).integers("/byte", 0, 1); }, {"/byte", "never written"});
  EXPECT_LT(std::max(peak_memory_bytes(), peak_memory_of_children_bytes()) - before, little_memory_bytes);
}

TEST_F(Hdf5, ReadsZerosHoweverWellTheyCompress) {
  Hdf5Writer writer(path_, platform::Hdf5Storage::compressed);
  writer.integers("/zeros", {2048, 2048}, std::vector<std::int64_t>(2048 * 2048));
  writer.commit();
  EXPECT_EQ(Hdf5File(path_).numbers("/zeros"), std::vector<double>(2048 * 2048));
}

// Writes `bytes` over what is `offset` behind the first `mark`.
void overwrite(const std::string& path, const std::string& mark, std::size_t offset, const std::string& bytes) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const std::size_t at = all.find(mark);
  ASSERT_NE(at, std::string::npos);
  file.seekp(static_cast<std::streamoff>(at + offset));
  file << bytes << std::flush;
}

// As a fuzzer found, HDF5 1.10 ends its process by a null pointer.
TEST_F(Hdf5, SurvivesWhatHdf5DoesNot) {
  write_numbers();
  overwrite(path_, "HEAP", 24, std::string(8, '\xff'));  // where the names of a group are
  const Hdf5File file(path_);
  expect_user_error([&] { file.members("/g"); }, {path_});
  expect_user_error([&] { file.members("/g"); }, {path_});
}

TEST_F(Hdf5, CanBeMoved) {
  write_numbers();
  Hdf5File first(path_);
  Hdf5File second(std::move(first));
  EXPECT_EQ(second.integer("/g/scalar", -10, 10), -7);
  Hdf5File third(path_);
  third = std::move(second);
  EXPECT_EQ(third.integer("/g/scalar", -10, 10), -7);
}

TEST_F(Hdf5, LeavesNothingBehindWhenWritingStopsHalfway) {
  { Hdf5Writer writer(path_); }
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_FALSE(std::filesystem::exists(path_ + ".partial"));
  write_numbers();
  { Hdf5Writer writer(path_); }
  EXPECT_TRUE(std::filesystem::exists(path_));  // the old one stays
}

}  // namespace
}  // namespace floorline::testbenches
