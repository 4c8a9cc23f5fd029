// The options of one sub-command: names, help under headings, what each applies to, and values that are checked with
// one clear sentence each.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/floorline/traits.h"

namespace floorline::tools {

// What an option applies to and goes with, as data: the help shows it, and Options::check refuses everything else.
class OptionRules {
 public:
  // To work that has one of these traits. `when`: only where this trait holds as well; everything else is allowed.
  OptionRules& applies_to(std::vector<Trait> any_of, std::optional<Trait> when = std::nullopt);
  // Another option must be given too.
  OptionRules& needs(std::string option);
  // Another option must not be given. `reason` follows "does not go with --option".
  OptionRules& excludes(std::string option, std::string reason = "");

 private:
  friend class Options;
  struct Scope {
    std::vector<Trait> any_of;
    std::optional<Trait> when;
  };
  struct Exclusion {
    std::string option;
    std::string reason;
  };
  std::vector<Scope> scopes_;
  std::vector<std::string> needed_;
  std::vector<Exclusion> excluded_;
};

class Options {
 public:
  // `usage` is the first line of the help: "floorline run --network FILE"; `purpose` is the paragraph below it.
  Options(std::string usage, std::string purpose);
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  Options(Options&& other) noexcept;
  Options& operator=(Options&& other) noexcept;

  // The options that follow stand under this heading in the help.
  void heading(const std::string& text);
  // Options take a value, which the help calls `value`. All may be left out as far as this class is concerned.
  OptionRules& option(const std::string& name, const std::string& value, const std::string& help);
  OptionRules& repeatable(const std::string& name, const std::string& value, const std::string& help);
  OptionRules& flag(const std::string& name, const std::string& help);
  // An argument without a name in front, accepted once; read like an option.
  void positional(const std::string& name, const std::string& help);
  // Text at the end of the help.
  void epilogue(const std::string& text);

  // False if --help was given; the help is then printed on standard output. Throws platform::UserError for unknown
  // options, values that are missing, options that are given twice, and options that need or exclude others.
  bool parse(const std::vector<std::string>& arguments);
  // Throws platform::UserError for an option that was given and does not apply to work with these traits.
  void check(const Traits& traits) const;

  bool has(const std::string& name) const;
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
  struct Parser;
  void print_help() const;
  void check_combinations() const;
  [[noreturn]] void refuse_unknown(const std::string& given) const;

  std::unique_ptr<Parser> parser_;
};

}  // namespace floorline::tools
