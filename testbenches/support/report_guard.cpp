#include "testbenches/support/report_guard.h"

#include <gtest/gtest.h>

#include <utility>

namespace floorline::testbenches {

namespace {

// SystemC's report handler is a plain function, so its data must be static: the live expectations, innermost first.
ExpectReport*& innermost_expectation() {
  static ExpectReport* innermost = nullptr;
  return innermost;
}

}  // namespace

void handle_report(const sc_core::sc_report& report, const sc_core::sc_actions& actions) {
  sc_core::sc_actions remaining = actions;
  if (ExpectReport* expected = ExpectReport::find(report)) {
    ++expected->count_;
    expected->last_message_ = report.get_msg();
    remaining &= ~(sc_core::SC_DISPLAY | sc_core::SC_LOG);
    if ((remaining & sc_core::SC_ABORT) != 0) {
      remaining = (remaining & ~sc_core::SC_ABORT) | sc_core::SC_THROW;
    }
  } else if (report.get_severity() >= sc_core::SC_WARNING) {
    ADD_FAILURE_AT(report.get_file_name(), report.get_line_number())
        << "unexpected SystemC report " << sc_core::sc_report_compose_message(report);
  }
  sc_core::sc_report_handler::default_handler(report, remaining);
}

void fail_tests_on_reports() {
  sc_core::sc_report_handler::set_handler(handle_report);
}

ExpectReport::ExpectReport(sc_core::sc_severity severity, std::string message_type)
    : severity_(severity), message_type_(std::move(message_type)), outer_(innermost_expectation()) {
  innermost_expectation() = this;
}

ExpectReport::~ExpectReport() {
  innermost_expectation() = outer_;
  EXPECT_GT(count_, 0) << "expected SystemC report " << message_type_ << " was not issued";
}

ExpectReport* ExpectReport::find(const sc_core::sc_report& report) {
  for (ExpectReport* candidate = innermost_expectation(); candidate != nullptr; candidate = candidate->outer_) {
    if (candidate->severity_ == report.get_severity() && candidate->message_type_ == report.get_msg_type()) {
      return candidate;
    }
  }
  return nullptr;
}

}  // namespace floorline::testbenches
