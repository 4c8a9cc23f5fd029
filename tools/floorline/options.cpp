#include "tools/floorline/options.h"

#include <charconv>
#include <cmath>
#include <iostream>
#include <optional>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"

namespace floorline::tools {

namespace po = boost::program_options;
using platform::UserError;

namespace {

constexpr unsigned help_columns = 100;
constexpr unsigned least_help_columns = 60;

// Nothing if that is no number, or not a finite one.
std::optional<double> parsed_number(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

}  // namespace

Options::Options(std::string usage, std::string purpose)
    : usage_(std::move(usage)), purpose_(std::move(purpose)), visible_("Options", help_columns, least_help_columns) {
  flag("help", "print this and exit");
}

void Options::option(const std::string& name, const std::string& value, const std::string& help) {
  names_.push_back(name);
  visible_.add_options()(name.c_str(), po::value<std::string>()->value_name(value), help.c_str());
}

void Options::repeatable(const std::string& name, const std::string& value, const std::string& help) {
  names_.push_back(name);
  visible_.add_options()(name.c_str(), po::value<std::vector<std::string>>()->value_name(value), help.c_str());
}

void Options::flag(const std::string& name, const std::string& help) {
  names_.push_back(name);
  visible_.add_options()(name.c_str(), help.c_str());
}

void Options::positional(const std::string& name, const std::string& help) {
  hidden_.add_options()(name.c_str(), po::value<std::string>(), help.c_str());
  positional_.add(name.c_str(), 1);
}

bool Options::parse(const std::vector<std::string>& arguments) {
  po::options_description all;
  all.add(visible_).add(hidden_);
  // Shortened names are refused: a script that uses one breaks when an option is added.
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    po::store(po::command_line_parser(arguments).options(all).positional(positional_).style(style).run(), values_);
  } catch (const po::unknown_option& error) {
    refuse_unknown(error.get_option_name());
  } catch (const po::too_many_positional_options_error&) {
    throw UserError("an argument is not an option; options begin with -- and take one value");
  } catch (const po::multiple_occurrences& error) {
    throw UserError(error.get_option_name() + " is given twice; it can be given once");
  } catch (const po::error_with_option_name& error) {
    throw UserError(std::string(error.what()) + "; --help lists the options and their values");
  } catch (const po::error& error) {
    throw UserError(std::string(error.what()) + "; --help lists the options and their values");
  }
  if (has("help")) {
    print_help();
    return false;
  }
  return true;
}

void Options::refuse_unknown(const std::string& given) const {
  const std::string word = given.substr(std::min(given.find_first_not_of('-'), given.size()));
  const std::vector<std::string> nearest = platform::nearest_names(word, names_, 1);
  throw UserError(given + " is not a known option; the nearest is --" + nearest.front() + ", --help lists all");
}

void Options::print_help() const {
  std::cout << "Usage: " << usage_ << "\n\n" << purpose_ << "\n\n" << visible_;
  if (!epilogue_.empty()) {
    std::cout << '\n' << epilogue_ << '\n';
  }
}

void Options::fail(const std::string& name, const std::string& what) {
  throw UserError("--" + name + ": " + what);
}

std::string Options::text(const std::string& name, const std::string& otherwise) const {
  return has(name) ? values_[name].as<std::string>() : otherwise;
}

std::string Options::required(const std::string& name) const {
  if (!has(name)) {
    throw UserError("--" + name + " is missing; --help lists the options");
  }
  return text(name);
}

std::vector<std::string> Options::texts(const std::string& name) const {
  return has(name) ? values_[name].as<std::vector<std::string>>() : std::vector<std::string>{};
}

std::int64_t Options::whole(const std::string& name, std::int64_t lowest, std::int64_t otherwise,
                            std::int64_t highest) const {
  if (!has(name)) {
    return otherwise;
  }
  const std::string given = text(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
  if (error != std::errc() || end != given.data() + given.size() || number < lowest || number > highest) {
    std::string range = "of " + std::to_string(lowest) + " or more";
    if (highest != std::numeric_limits<std::int64_t>::max()) {
      range = "from " + std::to_string(lowest) + " to " + std::to_string(highest);
    }
    fail(name, "'" + given + "' is not a whole number " + range);
  }
  return number;
}

double Options::share(const std::string& name, double otherwise) const {
  if (!has(name)) {
    return otherwise;
  }
  const std::optional<double> share = parsed_number(text(name));
  if (!share || *share < 0 || *share > 1) {
    fail(name, "'" + text(name) + "' is not a number from 0 to 1");
  }
  return *share;
}

double Options::number(const std::string& name, double otherwise) const {
  if (!has(name)) {
    return otherwise;
  }
  const std::optional<double> number = parsed_number(text(name));
  if (!number) {
    fail(name, "'" + text(name) + "' is not a number");
  }
  return *number;
}

std::size_t Options::choice(const std::string& name, const std::vector<std::string>& names) const {
  if (!has(name)) {
    return 0;
  }
  const std::string given = text(name);
  for (std::size_t position = 0; position < names.size(); ++position) {
    if (names[position] == given) {
      return position;
    }
  }
  fail(name, "'" + given + "' is not one of " + platform::join_names(names));
}

}  // namespace floorline::tools
