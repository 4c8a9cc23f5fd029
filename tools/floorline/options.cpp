#include "tools/floorline/options.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>
#include <deque>
#include <iostream>
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

OptionRules& OptionRules::applies_to(std::vector<Trait> any_of, std::optional<Trait> when) {
  scopes_.push_back({std::move(any_of), when});
  return *this;
}

OptionRules& OptionRules::needs(std::string option) {
  needed_.push_back(std::move(option));
  return *this;
}

OptionRules& OptionRules::excludes(std::string option, std::string reason) {
  excluded_.push_back({std::move(option), std::move(reason)});
  return *this;
}

struct Options::Parser {
  enum class Kind { flag, one_value, values };
  struct Entry {
    std::string name;
    std::string value;
    std::string help;
    Kind kind;
    std::string heading;
    OptionRules rules;
  };

  std::string usage;
  std::string purpose;
  std::string epilogue;
  std::string heading = "Options";
  std::deque<Entry> entries;  // a deque, so that rules stay where they are
  po::options_description hidden;
  po::positional_options_description positional;
  po::variables_map values;

  OptionRules& add(Entry entry) {
    entry.heading = heading;
    entries.push_back(std::move(entry));
    return entries.back().rules;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries)
      names.push_back(entry.name);
    return names;
  }

  // What the help says of an option: its own text, and what it applies to.
  static std::string help_of(const Entry& entry) {
    std::string text = entry.help;
    for (const OptionRules::Scope& scope : entry.rules.scopes_) {
      text += scope.when ? fmt::format("; for {}: {} only", nouns_of({*scope.when}), nouns_of(scope.any_of))
                         : fmt::format("; applies to {} only", nouns_of(scope.any_of));
    }
    return text;
  }

  // One group per heading, in the order of the first option under it.
  std::vector<po::options_description> groups() const {
    std::vector<std::string> headings;
    std::vector<po::options_description> groups;
    for (const Entry& entry : entries) {
      auto found = std::find(headings.begin(), headings.end(), entry.heading);
      if (found == headings.end()) {
        headings.push_back(entry.heading);
        groups.emplace_back(entry.heading, help_columns, least_help_columns);
        found = headings.end() - 1;
      }
      auto add = groups[static_cast<std::size_t>(found - headings.begin())].add_options();
      const std::string help = help_of(entry);
      switch (entry.kind) {
        case Kind::flag:
          add(entry.name.c_str(), help.c_str());
          break;
        case Kind::one_value:
          add(entry.name.c_str(), po::value<std::string>()->value_name(entry.value), help.c_str());
          break;
        case Kind::values:
          add(entry.name.c_str(), po::value<std::vector<std::string>>()->value_name(entry.value), help.c_str());
          break;
      }
    }
    return groups;
  }
};

Options::Options(std::string usage, std::string purpose) : parser_(std::make_unique<Parser>()) {
  parser_->usage = std::move(usage);
  parser_->purpose = std::move(purpose);
  flag("help", "print this and exit");
}

Options::~Options() = default;
Options::Options(Options&& other) noexcept = default;
Options& Options::operator=(Options&& other) noexcept = default;

void Options::heading(const std::string& text) {
  parser_->heading = text;
}

OptionRules& Options::option(const std::string& name, const std::string& value, const std::string& help) {
  return parser_->add({name, value, help, Parser::Kind::one_value, {}, {}});
}

OptionRules& Options::repeatable(const std::string& name, const std::string& value, const std::string& help) {
  return parser_->add({name, value, help, Parser::Kind::values, {}, {}});
}

OptionRules& Options::flag(const std::string& name, const std::string& help) {
  return parser_->add({name, {}, help, Parser::Kind::flag, {}, {}});
}

void Options::positional(const std::string& name, const std::string& help) {
  parser_->hidden.add_options()(name.c_str(), po::value<std::string>(), help.c_str());
  parser_->positional.add(name.c_str(), 1);
}

void Options::epilogue(const std::string& text) {
  parser_->epilogue = text;
}

bool Options::parse(const std::vector<std::string>& arguments) {
  po::options_description all;
  for (const po::options_description& group : parser_->groups())
    all.add(group);
  all.add(parser_->hidden);
  // Shortened names are refused: a script that uses one breaks when an option is added.
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    po::store(po::command_line_parser(arguments).options(all).positional(parser_->positional).style(style).run(),
              parser_->values);
  } catch (const po::unknown_option& error) {
    refuse_unknown(error.get_option_name());
  } catch (const po::too_many_positional_options_error&) {
    throw UserError("an argument is not an option; options begin with -- and take one value");
  } catch (const po::multiple_occurrences& error) {
    throw UserError(fmt::format("{} is given twice; it can be given once", error.get_option_name()));
  } catch (const po::error& error) {
    throw UserError(fmt::format("{}; --help lists the options and their values", error.what()));
  }
  if (has("help")) {
    print_help();
    return false;
  }
  check_combinations();
  return true;
}

void Options::check_combinations() const {
  for (const Parser::Entry& entry : parser_->entries) {
    if (!has(entry.name))
      continue;
    for (const std::string& needed : entry.rules.needed_) {
      if (!has(needed))
        fail(entry.name, fmt::format("needs --{}", needed));
    }
    for (const OptionRules::Exclusion& excluded : entry.rules.excluded_) {
      if (has(excluded.option))
        fail(entry.name, fmt::format("does not go with --{}{}", excluded.option, excluded.reason));
    }
  }
}

void Options::check(const Traits& traits) const {
  for (const Parser::Entry& entry : parser_->entries) {
    if (!has(entry.name))
      continue;
    for (const OptionRules::Scope& scope : entry.rules.scopes_) {
      const bool holds_here = !scope.when || traits.has(*scope.when);
      if (holds_here && !traits.allow(scope.any_of))
        fail(entry.name, fmt::format("applies to {} only; {}", nouns_of(scope.any_of), traits.refusal(scope.any_of)));
    }
  }
}

void Options::refuse_unknown(const std::string& given) const {
  const std::string word = given.substr(std::min(given.find_first_not_of('-'), given.size()));
  const std::vector<std::string> nearest = platform::nearest_names(word, parser_->names(), 1);
  throw UserError(
      fmt::format("{} is not a known option; the nearest is --{}, --help lists all", given, nearest.front()));
}

void Options::print_help() const {
  std::cout << "Usage: " << parser_->usage << "\n\n" << parser_->purpose << '\n';
  for (const po::options_description& group : parser_->groups())
    std::cout << '\n' << group;
  if (!parser_->epilogue.empty())
    std::cout << '\n' << parser_->epilogue << '\n';
}

bool Options::has(const std::string& name) const {
  return parser_->values.count(name) > 0;
}

void Options::fail(const std::string& name, const std::string& what) {
  throw UserError(fmt::format("--{}: {}", name, what));
}

std::string Options::text(const std::string& name, const std::string& otherwise) const {
  return has(name) ? parser_->values[name].as<std::string>() : otherwise;
}

std::string Options::required(const std::string& name) const {
  if (!has(name)) {
    throw UserError(fmt::format("--{} is missing; --help lists the options", name));
  }
  return text(name);
}

std::vector<std::string> Options::texts(const std::string& name) const {
  return has(name) ? parser_->values[name].as<std::vector<std::string>>() : std::vector<std::string>{};
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
    std::string range = fmt::format("of {} or more", lowest);
    if (highest != std::numeric_limits<std::int64_t>::max()) {
      range = fmt::format("from {} to {}", lowest, highest);
    }
    fail(name, fmt::format("'{}' is not a whole number {}", given, range));
  }
  return number;
}

double Options::share(const std::string& name, double otherwise) const {
  if (!has(name)) {
    return otherwise;
  }
  const std::optional<double> share = parsed_number(text(name));
  if (!share || *share < 0 || *share > 1) {
    fail(name, fmt::format("'{}' is not a number from 0 to 1", text(name)));
  }
  return *share;
}

double Options::number(const std::string& name, double otherwise) const {
  if (!has(name)) {
    return otherwise;
  }
  const std::optional<double> number = parsed_number(text(name));
  if (!number) {
    fail(name, fmt::format("'{}' is not a number", text(name)));
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
  fail(name, fmt::format("'{}' is not one of {}", given, platform::join_names(names)));
}

}  // namespace floorline::tools
