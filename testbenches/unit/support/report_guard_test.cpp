#include "testbenches/support/report_guard.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <systemc>

namespace floorline::testbenches {
namespace {

constexpr const char* topic = "/floorline/test/topic";

class ReportingModule : public sc_core::sc_module {
 public:
  SC_HAS_PROCESS(ReportingModule);
  explicit ReportingModule(const sc_core::sc_module_name& name) : sc_module(name) { SC_THREAD(run); }

 private:
  void run() {
    wait(1, sc_core::SC_NS);
    SC_REPORT_WARNING(topic, "from a thread");
    wait(1, sc_core::SC_NS);
    SC_REPORT_ERROR(topic, "from a thread");
  }
};

TEST(ReportGuard, UnexpectedWarningFailsTheTest) {
  EXPECT_NONFATAL_FAILURE(SC_REPORT_WARNING(topic, "surprise"), "/floorline/test/topic: surprise");
}

TEST(ReportGuard, UnexpectedErrorFailsTheTestAndIsThrown) {
  EXPECT_NONFATAL_FAILURE(EXPECT_THROW(SC_REPORT_ERROR(topic, "surprise"), sc_core::sc_report), "surprise");
}

TEST(ReportGuard, InfoIsNoFailure) {
  SC_REPORT_INFO(topic, "all is well");
}

TEST(ReportGuard, ExpectedReportsAreCounted) {
  ExpectReport warning(sc_core::SC_WARNING, topic);
  SC_REPORT_WARNING(topic, "first");
  SC_REPORT_WARNING(topic, "second");
  EXPECT_EQ(warning.count(), 2);
  EXPECT_EQ(warning.last_message(), "second");
}

TEST(ReportGuard, ExpectedErrorAndFatalAreThrown) {
  ExpectReport error(sc_core::SC_ERROR, topic);
  ExpectReport fatal(sc_core::SC_FATAL, topic);
  EXPECT_THROW(SC_REPORT_ERROR(topic, "foreseen"), sc_core::sc_report);
  EXPECT_THROW(SC_REPORT_FATAL(topic, "foreseen"), sc_core::sc_report);
  EXPECT_EQ(error.count(), 1);
  EXPECT_EQ(fatal.count(), 1);
}

TEST(ReportGuard, SeverityAndTypeMustBothMatch) {
  ExpectReport warning(sc_core::SC_WARNING, topic);
  EXPECT_NONFATAL_FAILURE(SC_REPORT_WARNING("/floorline/test/other", "surprise"), "surprise");
  EXPECT_NONFATAL_FAILURE(EXPECT_THROW(SC_REPORT_ERROR(topic, "surprise"), sc_core::sc_report), "surprise");
  SC_REPORT_WARNING(topic, "foreseen");
}

TEST(ReportGuard, ExpectationEndsWithItsScope) {
  {
    ExpectReport warning(sc_core::SC_WARNING, topic);
    SC_REPORT_WARNING(topic, "foreseen");
  }
  EXPECT_NONFATAL_FAILURE(SC_REPORT_WARNING(topic, "late"), "late");
}

TEST(ReportGuard, ExpectedReportThatNeverCameFailsTheTest) {
  EXPECT_NONFATAL_FAILURE({ ExpectReport warning(sc_core::SC_WARNING, topic); }, "was not issued");
}

TEST(ReportGuard, CoversReportsOfSimulatedProcesses) {
  ReportingModule module("module");
  ExpectReport warning(sc_core::SC_WARNING, topic);
  ExpectReport error(sc_core::SC_ERROR, topic);
  EXPECT_THROW(sc_core::sc_start(), sc_core::sc_report);
  EXPECT_EQ(warning.count(), 1);
  EXPECT_EQ(error.count(), 1);
  EXPECT_EQ(sc_core::sc_time_stamp(), sc_core::sc_time(2, sc_core::SC_NS));
}

// In one process the second module of a name would be renamed, with a warning.
TEST(ReportGuard, OneProcessATestFirst) {
  ReportingModule module("module");
  EXPECT_STREQ(module.name(), "module");
}

TEST(ReportGuard, OneProcessATestSecond) {
  ReportingModule module("module");
  EXPECT_STREQ(module.name(), "module");
}

}  // namespace
}  // namespace floorline::testbenches
