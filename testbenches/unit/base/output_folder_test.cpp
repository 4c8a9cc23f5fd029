// A folder of results: all files or none, and nothing left behind.
#include "platform/base/output_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

namespace fs = std::filesystem;
using platform::OutputFolder;

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

class OutputFolderTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
};

TEST_F(OutputFolderTest, WritesAllFiles) {
  OutputFolder folder(directory_.file("a/b"));
  folder.add("one", "1");
  folder.add("two", "2");
  EXPECT_EQ(entries(directory_.file("a/b")), 0U);  // nothing before the commit
  folder.commit();
  EXPECT_EQ(text_of(directory_.file("a/b/one")), "1");
  EXPECT_EQ(text_of(directory_.file("a/b/two")), "2");
  EXPECT_EQ(entries(directory_.file("a/b")), 2U);
}

TEST_F(OutputFolderTest, RemovesWhatItMadeWithoutACommit) {
  {
    OutputFolder folder(directory_.file("a/b"));
    folder.add("one", "1");
  }
  EXPECT_FALSE(fs::exists(directory_.file("a")));
}

TEST_F(OutputFolderTest, KeepsWhatWasThere) {
  fs::create_directory(directory_.file("a"));
  { OutputFolder folder(directory_.file("a")); }
  EXPECT_TRUE(fs::exists(directory_.file("a")));
  { OutputFolder folder(directory_.file("a/b/")); }
  EXPECT_FALSE(fs::exists(directory_.file("a/b")));
  EXPECT_TRUE(fs::exists(directory_.file("a")));
}

TEST_F(OutputFolderTest, RefusesWhatIsNoFolder) {
  std::ofstream(directory_.file("plain")) << "text";
  expect_user_error([&] { OutputFolder folder(directory_.file("plain")); }, {directory_.file("plain")});
  expect_user_error([&] { OutputFolder folder(directory_.file("plain/below")); }, {directory_.file("plain/below")});
  expect_user_error([&] { OutputFolder folder(""); }, {"folder"});
}

TEST_F(OutputFolderTest, WritesNothingWhereOneFileCannotBe) {
  OutputFolder folder(directory_.file("a"));
  fs::create_directory(directory_.file("a/two"));
  folder.add("one", "1");
  folder.add("two", "2");
  expect_user_error([&] { folder.commit(); }, {directory_.file("a/two")});
  EXPECT_EQ(entries(directory_.file("a")), 1U);  // the folder `two`
}

}  // namespace
}  // namespace floorline::testbenches
