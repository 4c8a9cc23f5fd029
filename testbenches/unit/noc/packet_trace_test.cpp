// Recorded packets, read from a file.
#include "platform/run/packet_trace.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/base/error.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using platform::PacketTrace;
using platform::read_packet_trace;

constexpr const char* header = "time_ps,source,destination,flits\n";

class PacketTraceFile : public testing::Test {
 protected:
  std::string path() const { return directory_.file("trace.csv"); }
  PacketTrace read(const std::string& text) const {
    std::ofstream(path()) << text;
    return read_packet_trace(path(), 16);
  }
  // The sentence, which begins with the file's name.
  std::string refusal(const std::string& text) const {
    try {
      read(text);
    } catch (const platform::UserError& error) {
      const std::string sentence = error.what();
      EXPECT_EQ(sentence.rfind(path() + ":", 0), 0U) << sentence;
      EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
      return sentence.substr(path().size() + 1);
    }
    return "no refusal";
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(PacketTraceFile, IsReadAsItStands) {
  const PacketTrace trace = read(std::string(header) + "0,0,15,1\n0,3,3,65536\n18446744073709551615,15,0,7\n");
  ASSERT_EQ(trace.size(), 3U);
  EXPECT_EQ(trace[0].destination, 15U);
  EXPECT_EQ(trace[1].time_ps, 0U);  // at the same time as the one before it
  EXPECT_EQ(trace[1].source, 3U);
  EXPECT_EQ(trace[1].flits, 65536U);
  EXPECT_EQ(trace[2].time_ps, 18446744073709551615U);
  EXPECT_EQ(trace[2].source, 15U);
  EXPECT_EQ(trace[2].flits, 7U);
}

TEST_F(PacketTraceFile, NeedsNoNewlineAtItsEnd) {
  EXPECT_EQ(read(std::string(header) + "1,2,3,4").size(), 1U);
}

TEST_F(PacketTraceFile, MustExist) {
  EXPECT_EQ(refusal(header), " has no packets");
  EXPECT_THROW(read_packet_trace(path() + ".not", 16), platform::UserError);
}

TEST_F(PacketTraceFile, MustHaveTheHeader) {
  for (const char* text : {"", "0,1,2,3\n", "time_ps,source,destination\n", "time_ps, source, destination, flits\n"}) {
    EXPECT_EQ(refusal(text).rfind("1: ", 0), 0U) << text;
  }
}

TEST_F(PacketTraceFile, BadLinesAreNamed) {
  for (const char* line : {"", "1,2,3", "1,2,3,4,5", "1,2,3,", ",1,2,3", "1,,2,3", "1,2,x,4", "1,-2,3,4", "1.5,2,3,4",
                           " 1,2,3,4", "1,2,3,4 ", "1;2;3;4", "18446744073709551616,2,3,4", "1,4294967296,3,4"}) {
    EXPECT_EQ(refusal(header + std::string("1,2,3,4\n") + line + "\n").rfind("3: ", 0), 0U) << line;
  }
}

TEST_F(PacketTraceFile, NodesFlitsAndTimesAreChecked) {
  EXPECT_NE(refusal(std::string(header) + "0,16,0,1\n").find("it has 16"), std::string::npos);
  EXPECT_NE(refusal(std::string(header) + "0,0,16,1\n").find("it has 16"), std::string::npos);
  EXPECT_NE(refusal(std::string(header) + "0,0,1,0\n").find("flits"), std::string::npos);
  EXPECT_NE(refusal(std::string(header) + "0,0,1,65537\n").find("flits"), std::string::npos);
  EXPECT_NE(refusal(std::string(header) + "8,0,1,1\n7,0,1,1\n").find("earlier"), std::string::npos);
}

}  // namespace
}  // namespace floorline::testbenches
