// The signals of a wave file: what they are called, what they hold, and how they are to be looked at.
//
// One table declares the signals to the wave file (wave_file.h) and writes the view of them that GTKWave opens
// (gtkwave_save.h), so that a view never names a signal that is not there. It knows nothing of what the signals mean;
// whoever wants only some cores in the waves declares only these.
//
// A mistake in a declaration is one of the program, not of its user: std::invalid_argument.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

namespace floorline::platform {

using SignalIndex = std::size_t;
using EnumerationIndex = std::size_t;
using GroupIndex = std::size_t;

enum class WaveColour { standard, red, orange, yellow, green, blue, indigo, violet };

// A state is shown as a box of its colour with its name in it; `standard` leaves the box empty.
struct WaveState {
  std::string name;  // begins with a letter or digit and has no white space
  WaveColour colour = WaveColour::standard;
};

struct WaveEnumeration {
  std::string name;               // letters, digits and underscores: it is part of a file's name
  std::vector<WaveState> states;  // their values are 0, 1, 2, ...

  // Bits of its values: at least two, because viewers draw one bit as high and low and do not name it.
  unsigned bits() const;
};

// Neighbours on the screen, below a heading that folds and unfolds them.
struct WaveGroup {
  std::string name;  // any text of one line without braces
  bool open = true;
};

enum class NumberFormat { decimal, hexadecimal, analogue };  // analogue: a curve of steps, three rows high

struct StateSignal {
  EnumerationIndex enumeration = 0;
};
struct IntegerSignal {
  unsigned bits = 32;  // 1 to 64, unsigned
  NumberFormat format = NumberFormat::decimal;
};
struct TextSignal {};  // a lane of texts; an empty one is an idle line

struct WaveSignal {
  std::string scope;  // names joined by dots: "chip.core_12.neurons"
  std::string name;   // like those of the scope of letters, digits and underscores, the first no digit
  std::variant<StateSignal, IntegerSignal, TextSignal> type;
  std::optional<GroupIndex> group = std::nullopt;  // without one it is in the file, and not in the view
  WaveColour colour = WaveColour::standard;        // of the line; a coloured state or text fills over it
};

class SignalTable {
 public:
  // The index counts from 0 in the order of declaration, which is also the order on the screen.
  EnumerationIndex add(WaveEnumeration enumeration);
  GroupIndex add(WaveGroup group);
  SignalIndex add(WaveSignal signal);

  const std::vector<WaveEnumeration>& enumerations() const { return enumerations_; }
  const std::vector<WaveGroup>& groups() const { return groups_; }
  const std::vector<WaveSignal>& signals() const { return signals_; }

  // Bits that the signal's value takes; of a text 0.
  unsigned bits(SignalIndex signal) const;

 private:
  std::vector<WaveEnumeration> enumerations_;
  std::vector<WaveGroup> groups_;
  std::vector<WaveSignal> signals_;
  std::unordered_set<std::string> names_;  // of the signals, with their scopes
};

// Names of signals and scopes of one level of the hierarchy. The root has no name and the outermost scopes below it.
struct WaveScope {
  std::string name;
  std::vector<SignalIndex> signals;
  std::vector<WaveScope> scopes;
};

// The hierarchy in which each scope appears once, wherever its signals were declared.
WaveScope scope_tree(const SignalTable& table);

}  // namespace floorline::platform
