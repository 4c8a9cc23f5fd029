// SystemC reports in tests: a warning, error or fatal report fails the test that caused it, unless it was expected.
#pragma once

#include <string>
#include <systemc>

namespace floorline::testbenches {

// From here on every SystemC warning, error and fatal report that no ExpectReport covers fails the running test. The
// actions of SystemC for the report (print, throw, abort) do not change. Call once, before the tests run.
void fail_tests_on_reports();

// During its lifetime, expects at least one report of this severity and message type, and fails the test if none was
// issued. An expected report is not printed; an expected error is thrown (sc_core::sc_report) as usual, and an expected
// fatal report is thrown as well instead of ending the process.
//
// If several match, the one declared last takes the report. Info reports are never failures.
class ExpectReport {
 public:
  ExpectReport(sc_core::sc_severity severity, std::string message_type);
  ~ExpectReport();
  ExpectReport(const ExpectReport&) = delete;
  ExpectReport& operator=(const ExpectReport&) = delete;
  ExpectReport(ExpectReport&&) = delete;
  ExpectReport& operator=(ExpectReport&&) = delete;

  int count() const { return count_; }
  const std::string& last_message() const { return last_message_; }

 private:
  friend void handle_report(const sc_core::sc_report& report, const sc_core::sc_actions& actions);
  // The innermost expectation that covers the report, or nullptr.
  static ExpectReport* find(const sc_core::sc_report& report);

  sc_core::sc_severity severity_;
  std::string message_type_;
  int count_ = 0;
  std::string last_message_;
  ExpectReport* outer_;
};

}  // namespace floorline::testbenches
