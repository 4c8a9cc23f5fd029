// The options of one sub-command: names, help, and values that are checked with one clear sentence each.
#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace floorline::tools {

class Options {
 public:
  // `usage` is the first line of the help: "floorline run --network FILE"; `purpose` is the paragraph below it.
  Options(std::string usage, std::string purpose);

  // Options take a value, which the help calls `value`. All are optional as far as this class goes.
  void option(const std::string& name, const std::string& value, const std::string& help);
  void repeatable(const std::string& name, const std::string& value, const std::string& help);
  void flag(const std::string& name, const std::string& help);
  // An argument without a name in front, accepted once; read like an option.
  void positional(const std::string& name, const std::string& help);
  // Text at the end of the help.
  void epilogue(const std::string& text) { epilogue_ = text; }

  // False if --help was asked for, which is then printed on standard output. Throws platform::UserError for unknown
  // options, values that are missing, and options that are given twice.
  bool parse(const std::vector<std::string>& arguments);

  bool has(const std::string& name) const { return values_.count(name) > 0; }
  std::string text(const std::string& name, const std::string& otherwise = "") const;
  std::string required(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  std::int64_t whole(const std::string& name, std::int64_t lowest, std::int64_t otherwise,
                     std::int64_t highest = std::numeric_limits<std::int64_t>::max()) const;
  double share(const std::string& name, double otherwise) const;   // from 0 to 1
  double number(const std::string& name, double otherwise) const;  // finite
  // The position among `names`; the first one if the option is not given.
  std::size_t choice(const std::string& name, const std::vector<std::string>& names) const;

  // Throws platform::UserError "--name: <what>".
  [[noreturn]] static void fail(const std::string& name, const std::string& what);

 private:
  void print_help() const;
  [[noreturn]] void refuse_unknown(const std::string& given) const;

  std::string usage_;
  std::string purpose_;
  std::string epilogue_;
  std::vector<std::string> names_;
  boost::program_options::options_description visible_;
  boost::program_options::options_description hidden_;
  boost::program_options::positional_options_description positional_;
  boost::program_options::variables_map values_;
};

}  // namespace floorline::tools
