// The sc_main of every test program: runs GoogleTest, with SystemC reports guarded (report_guard.h).
//
// SystemC elaborates once per process, so ctest runs each test in its own process. By hand, run one test at a time:
//
//     build/testbenches/module/noc/noc_test --gtest_filter=RouterTest.BackPressureReachesTheSender
//
// Running a whole program at once fails at the second test that creates modules, which says nothing about the models.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <systemc>

#include "testbenches/support/report_guard.h"

int sc_main(int argc, char* argv[]) {
  testing::InitGoogleMock(&argc, argv);  // initialises GoogleTest as well
  floorline::testbenches::fail_tests_on_reports();
  return RUN_ALL_TESTS();
}
