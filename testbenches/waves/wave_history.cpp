#include "testbenches/waves/wave_history.h"

#include <algorithm>

#include "testbenches/noc/split_mix.h"

namespace floorline::testbenches {

using platform::IntegerSignal;
using platform::SignalIndex;
using platform::StateSignal;
using platform::TextSignal;
using platform::WaveEnumeration;
using platform::WaveSignal;

namespace {

// Any byte but zero, which ends a text for GTKWave; sometimes long.
std::string random_text(SplitMix64& random) {
  std::string text(random() % 50 == 0 ? random() % 20000 : random() % 8, ' ');
  for (char& c : text) {
    c = static_cast<char>(1 + random() % 255);
  }
  return text;
}

std::uint64_t random_time_step(SplitMix64& random) {
  switch (random() % 20) {
    case 0:
      return random() % (std::uint64_t{1} << 36);
    case 1:
    case 2:
    case 3:
      return random() % 5000;
    case 4:
    case 5:
    case 6:
      return 1;
    default:
      return 0;
  }
}

std::string digits(std::uint64_t number) {
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + (number & 1)));
    number >>= 1;
  } while (number != 0);
  return text;
}

}  // namespace

WaveHistory make_wave_history(std::uint64_t seed, std::size_t signals, std::size_t changes) {
  SplitMix64 random(seed);
  WaveHistory history;
  for (std::size_t states : {1, 2, 4, 5, 300}) {
    WaveEnumeration enumeration{"states_" + std::to_string(states), {}};
    for (std::size_t state = 0; state < states; ++state) {
      enumeration.states.push_back({"state_" + std::to_string(state), platform::WaveColour::standard});
    }
    history.table.add(enumeration);
  }
  for (std::size_t index = 0; index < signals; ++index) {
    WaveSignal signal;
    // Scopes come back after others, and some lie within others.
    signal.scope = "top.block_" + std::to_string(random() % 7) + (random() % 3 == 0 ? ".inner" : "");
    signal.name = "signal_" + std::to_string(index);
    switch (random() % 3) {
      case 0:
        signal.type = StateSignal{random() % history.table.enumerations().size()};
        break;
      case 1:
        signal.type = IntegerSignal{static_cast<unsigned>(1 + random() % 64)};
        break;
      default:
        signal.type = TextSignal{};
    }
    history.table.add(signal);
  }
  std::uint64_t now_ps = random() % 2 == 0 ? 0 : random_time_step(random);
  for (std::size_t count = 0; count < changes && signals > 0; ++count) {
    now_ps += random_time_step(random);
    WaveChange change{random() % signals, now_ps, random(), ""};
    const auto& type = history.table.signals()[change.signal].type;
    if (const auto* state = std::get_if<StateSignal>(&type)) {
      change.number %= history.table.enumerations()[state->enumeration].states.size();
    } else if (const auto* integer = std::get_if<IntegerSignal>(&type)) {
      change.number >>= 64 - integer->bits;
      change.number =
          random() % 4 == 0 ? change.number : change.number & 3 & (~std::uint64_t{0} >> (64 - integer->bits));
    } else {
      change.text = random_text(random);
    }
    history.changes.push_back(std::move(change));
  }
  history.end_ps = now_ps + random() % 3;
  return history;
}

void write_waves(const WaveHistory& history, const std::string& path) {
  platform::WaveFile waves(path, history.table);
  for (const WaveChange& change : history.changes) {
    if (history.table.bits(change.signal) == 0) {
      waves.change(change.signal, change.time_ps, change.text);
    } else {
      waves.change(change.signal, change.time_ps, change.number);
    }
  }
  waves.close(history.end_ps);
}

std::string full_name(const platform::SignalTable& table, SignalIndex signal) {
  return table.signals()[signal].scope + "." + table.signals()[signal].name;
}

VcdChanges expected_changes(const WaveHistory& history, SignalIndex signal) {
  const bool is_text = history.table.bits(signal) == 0;
  VcdChanges all;
  if (is_text) {
    all[0] = "";
  }
  for (const WaveChange& change : history.changes) {
    if (change.signal == signal) {
      all[change.time_ps] = is_text ? change.text : digits(change.number);
    }
  }
  VcdChanges changes;
  for (const auto& [time_ps, value] : all) {
    if (changes.empty() || changes.rbegin()->second != value) {
      changes[time_ps] = value;
    }
  }
  return changes;
}

}  // namespace floorline::testbenches
