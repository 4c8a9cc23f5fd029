// The sc_main of every test program: runs GoogleTest, with SystemC's reports guarded (report_guard.h).
//
// SystemC elaborates once a process, so ctest runs every test in a process of its own. By hand, run one test at a time:
//
//     build/testbenches/module/noc/router_test --gtest_filter=Router.StallsWhenTheLinkIsFull
//
// A whole program run at once breaks at the second test that creates modules, and says nothing about the models.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <systemc>

#include "testbenches/support/report_guard.h"

int sc_main(int argc, char* argv[]) {
  testing::InitGoogleMock(&argc, argv);  // initialises GoogleTest as well
  floorline::testbenches::fail_tests_on_reports();
  return RUN_ALL_TESTS();
}
