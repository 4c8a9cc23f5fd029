// Files that are none, and damaged ones: refused, or read as something else, but never a crash and never a word
// printed.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "platform/base/error.h"
#include "platform/onnx/float_executor.h"
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/unit/onnx/onnx_builder.h"

namespace floorline::testbenches {
namespace {

class OnnxMalformed : public testing::Test {
 protected:
  void SetUp() override { testing::internal::CaptureStderr(); }
  void TearDown() override { EXPECT_EQ(testing::internal::GetCapturedStderr(), ""); }

  // Into a new file: file systems take their time over one that is emptied first.
  void write(const std::string& bytes) const {
    std::filesystem::remove(path_);
    std::ofstream(path_, std::ios::binary) << bytes;
  }

  void expect_refused(std::initializer_list<std::string> parts) const {
    expect_user_error([&] { platform::read_onnx(path_); }, {"model.onnx"});
    expect_user_error([&] { platform::read_onnx(path_); }, parts);
  }

  // Whether the bytes are read, imported and run.
  bool works(const std::string& bytes) const {
    write(bytes);
    try {
      platform::FloatExecutor executor(platform::import_onnx(platform::read_onnx(path_), path_));
      const std::int64_t count = executor.network().input_shape.neuron_count();
      executor.run(random_numbers(count, 1));
      return true;
    } catch (const platform::UserError&) {
      return false;
    }
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_.file("model.onnx");
};

// One of nearly everything that is supported.
std::string example_bytes() {
  OnnxBuilder builder({0, 6, 6, 2});
  builder.random("w", {4, 1, 3, 3}, 1);
  builder.random("c", {4}, 2);
  builder.floats("variance", {4}, {1, 2, 3, 4});
  builder.random("dense", {4, 3}, 3);
  builder.integers("shape", {-1, 4});
  builder.floats("scale", {}, {0.5F});
  builder.node("Mul", {"x", "scale"}, "m");
  builder.node("Transpose", {"m"}, "t", {{"perm", Integers{0, 3, 1, 2}}});
  builder.node("Conv", {"t", "w", "c"}, "k",
               {{"group", 2}, {"pads", Integers{1, 1, 1, 1}}, {"strides", Integers{2, 1}}});
  builder.node("BatchNormalization", {"k", "c", "c", "c", "variance"}, "b");
  builder.node("Relu", {"b"}, "r");
  builder.node("MaxPool", {"r"}, "p", {{"kernel_shape", Integers{2, 2}}, {"auto_pad", "SAME_UPPER"}});
  builder.node("AveragePool", {"p"}, "a", {{"kernel_shape", Integers{2, 2}}, {"ceil_mode", 1}});
  builder.node("ReduceMean", {"a"}, "g", {{"axes", Integers{2, 3}}, {"keepdims", 1}});
  builder.node("Reshape", {"g", "shape"}, "f");
  builder.node("MatMul", {"f", "dense"}, "d");
  builder.node("Softmax", {"d"}, "y");
  return builder.bytes();
}

TEST_F(OnnxMalformed, NotOnnx) {
  expect_user_error([&] { platform::read_onnx(directory_.file("none.onnx")); }, {"none.onnx", "cannot be read"});
  expect_user_error([&] { platform::read_onnx(directory_.file("")); }, {"cannot be read"});
  write("");
  expect_refused({"not an ONNX file"});
  write("this is text\n");
  expect_refused({"not an ONNX file"});
  write(std::string("PK\x03\x04", 4));
  expect_refused({"not an ONNX file"});
}

TEST_F(OnnxMalformed, TooLarge) {
  write("");
  std::filesystem::resize_file(path_, platform::max_onnx_file_bytes + 1);
  expect_refused({"268435457 bytes", "up to 268435456"});
}

TEST_F(OnnxMalformed, TextThatIsNoUtf8IsNotReportedOnStderr) {
  OnnxBuilder builder({1, 2});
  builder.node("Relu", {"x"}, "y").graph().mutable_node(0)->set_name("\xff\xfe");
  EXPECT_TRUE(works(builder.bytes()));
}

// Messages within messages, deeper than any stack should go.
TEST_F(OnnxMalformed, Nested) {
  std::string bytes;
  for (int depth = 0; depth < 3000; ++depth) {
    const auto field = [](char tag, const std::string& content) {
      std::string length;
      std::size_t rest = content.size();
      do {
        length += static_cast<char>((rest & 127) | (rest > 127 ? 128 : 0));
        rest >>= 7;
      } while (rest != 0);
      return tag + length + content;
    };
    bytes = field('\x0a', field('\x2a', field('\x32', bytes)));  // node, attribute, graph
  }
  write("\x3a" + bytes);
  expect_refused({"not an ONNX file"});
}

TEST_F(OnnxMalformed, TruncatedAnywhere) {
  const std::string bytes = example_bytes();
  ASSERT_TRUE(works(bytes));
  int whole = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    whole += works(bytes.substr(0, size)) ? 1 : 0;
  }
  // At most where only the version of the operators, which comes last, is cut short.
  EXPECT_LE(whole, 4);
}

// Bits flipped, bytes replaced, pieces removed, doubled or swapped. Most of these files are still protobuf.
TEST_F(OnnxMalformed, SurvivesDamage) {
  const std::string bytes = example_bytes();
  std::mt19937 random(7);
  const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random()) % end; };
  int working = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    std::string damaged = bytes;
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
      const std::size_t place = below(damaged.size());
      const std::size_t length = 1 + below(std::min<std::size_t>(12, damaged.size() - place));
      switch (below(4)) {
        case 0:
          damaged[place] = static_cast<char>(damaged[place] ^ (1 << below(8)));
          break;
        case 1:
          damaged[place] = static_cast<char>(below(256));
          break;
        case 2:
          damaged.erase(place, length);
          break;
        default:
          damaged.insert(below(damaged.size()), damaged.substr(place, length));
      }
    }
    working += works(damaged) ? 1 : 0;
  }
  // Weights and names may change without harm; where nothing else survives, the damage tests nothing.
  EXPECT_GT(working, 100);
  EXPECT_LT(working, 2000);
}

}  // namespace
}  // namespace floorline::testbenches
