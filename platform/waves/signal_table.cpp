#include "platform/waves/signal_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace floorline::platform {
namespace {

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

bool is_identifier(std::string_view text) {
  return is_word(text) && std::isdigit(static_cast<unsigned char>(text.front())) == 0;
}

// What all viewers can read: GTKWave takes a leading '?' for the begin of a colour, others end a name at white space.
bool is_state_name(std::string_view text) {
  return !text.empty() && std::isalnum(static_cast<unsigned char>(text.front())) != 0 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80 && std::isgraph(c) != 0; });
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> names;
  std::size_t begin = 0;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
    names.push_back(path.substr(begin, dot - begin));
    begin = dot + 1;
  }
  names.push_back(path.substr(begin));
  return names;
}

void require(bool condition, const char* what, const std::string& name, const char* rule) {
  if (!condition) {
    throw std::invalid_argument(fmt::format("{} '{}': {}", what, name, rule));
  }
}

// Makes the scope, and those around it, where they are not there yet.
WaveScope& scope_at(WaveScope& root, const std::string& path) {
  WaveScope* scope = &root;
  for (const std::string& name : split(path)) {
    auto found = std::find_if(scope->scopes.begin(), scope->scopes.end(),
                              [&name](const WaveScope& inner) { return inner.name == name; });
    scope = found != scope->scopes.end() ? &*found : &scope->scopes.emplace_back(WaveScope{name, {}, {}});
  }
  return *scope;
}

}  // namespace

unsigned WaveEnumeration::bits() const {
  unsigned bits = 2;
  while (states.size() > std::size_t{1} << bits) {
    ++bits;
  }
  return bits;
}

EnumerationIndex SignalTable::add(WaveEnumeration enumeration) {
  const char* const what = "wave enumeration";
  require(is_word(enumeration.name), what, enumeration.name,
          "its name must consist of letters, digits and underscores");
  for (const WaveEnumeration& other : enumerations_) {
    require(other.name != enumeration.name, what, enumeration.name, "its name is already taken");
  }
  require(!enumeration.states.empty(), what, enumeration.name, "it must have at least one state");
  std::set<std::string> names;
  for (const WaveState& state : enumeration.states) {
    require(is_state_name(state.name), "wave state", state.name,
            "its name must begin with a letter or digit and have no white space");
    require(names.insert(state.name).second, "wave state", state.name, "its name is already taken");
  }
  enumerations_.push_back(std::move(enumeration));
  return enumerations_.size() - 1;
}

GroupIndex SignalTable::add(WaveGroup group) {
  require(!group.name.empty() && group.name.find_first_of("{}\n\r") == std::string::npos, "wave group", group.name,
          "its name must be one line without braces");
  groups_.push_back(std::move(group));
  return groups_.size() - 1;
}

SignalIndex SignalTable::add(WaveSignal signal) {
  const char* const what = "wave signal";
  const std::string full_name = signal.scope + "." + signal.name;
  const std::vector<std::string> scopes = split(signal.scope);
  require(is_identifier(signal.name) && std::all_of(scopes.begin(), scopes.end(), is_identifier), what, full_name,
          "names of signals and scopes must consist of letters, digits and underscores and not begin with a digit");
  require(!signal.group || *signal.group < groups_.size(), what, full_name, "its group must be in the table");
  if (const auto* state = std::get_if<StateSignal>(&signal.type)) {
    require(state->enumeration < enumerations_.size(), what, full_name, "its enumeration must be in the table");
  } else if (const auto* integer = std::get_if<IntegerSignal>(&signal.type)) {
    require(integer->bits >= 1 && integer->bits <= 64, what, full_name, "it must have 1 to 64 bits");
  }
  require(names_.insert(full_name).second, what, full_name, "its name is already taken");
  signals_.push_back(std::move(signal));
  return signals_.size() - 1;
}

unsigned SignalTable::bits(SignalIndex signal) const {
  const auto& type = signals_.at(signal).type;
  if (const auto* integer = std::get_if<IntegerSignal>(&type)) {
    return integer->bits;
  }
  const auto* state = std::get_if<StateSignal>(&type);
  return state != nullptr ? enumerations_[state->enumeration].bits() : 0;
}

WaveScope scope_tree(const SignalTable& table) {
  WaveScope root;
  std::unordered_map<std::string, std::vector<SignalIndex>> signals_of;  // scope path -> its signals
  std::vector<std::string> paths;                                        // in order of their first signal
  for (SignalIndex index = 0; index < table.signals().size(); ++index) {
    const std::string& path = table.signals()[index].scope;
    std::vector<SignalIndex>& signals = signals_of[path];
    if (signals.empty()) {
      paths.push_back(path);
    }
    signals.push_back(index);
  }
  for (const std::string& path : paths) {
    scope_at(root, path).signals = std::move(signals_of[path]);
  }
  return root;
}

}  // namespace floorline::platform
