#include "platform/waves/gtkwave_save.h"

#include <cmath>
#include <filesystem>
#include <sstream>
#include <vector>

#include "platform/base/output_folder.h"
#include "platform/waves/binary_digits.h"
#include "platform/waves/wave_file.h"

namespace floorline::platform {

namespace fs = std::filesystem;

namespace {

// Flags of a row, as GTKWave numbers them.
namespace flag {
constexpr std::uint64_t hexadecimal = 1ULL << 1;
constexpr std::uint64_t decimal = 1ULL << 2;
constexpr std::uint64_t binary = 1ULL << 3;
constexpr std::uint64_t right_justified = 1ULL << 5;
constexpr std::uint64_t heading = 1ULL << 9;
constexpr std::uint64_t collapsed = 1ULL << 12;
constexpr std::uint64_t filter = 1ULL << 13;
constexpr std::uint64_t analogue_step = 1ULL << 15;
constexpr std::uint64_t analogue_extension = 1ULL << 17;  // one more row for the curve above
constexpr std::uint64_t closed = 1ULL << 22;
constexpr std::uint64_t group_begin = 1ULL << 23;
constexpr std::uint64_t group_end = 1ULL << 24;
}  // namespace flag

// Pixels: the window, the folded tree of scopes, names with values, and what remains for the waves.
constexpr int window_width = 1400, window_height = 940;
constexpr int tree_width = 30, names_width = 330;
constexpr int waves_width = window_width - tree_width - names_width - 55;

std::string filter_name(const std::string& wave_file_name, const WaveEnumeration& enumeration) {
  return fs::path(wave_file_name).stem().string() + "." + enumeration.name + ".filter";
}

class SaveText {
 public:
  SaveText(const SignalTable& table, const std::string& wave_file_name)
      : table_(table), wave_file_name_(wave_file_name) {}

  void write_head(const WaveView& view) {
    // GTKWave finds a file by its place relative to that of the save file; the names only have to agree in their
    // folder.
    text_ << "[*] Written by Floorline\n"
          << "[dumpfile] \"./" << wave_file_name_ << "\"\n"
          << "[savefile] \"./" << fs::path(wave_file_name_).replace_extension(".gtkw").string() << "\"\n"
          << "[timestart] " << view.from_ps << "\n[size] " << window_width << ' ' << window_height << "\n[pos] -1 -1\n";
    // The zoom is the negative binary logarithm of the time units in 200 pixels. No marker is set: 27 times -1.
    const double shown_ps = view.to_ps > view.from_ps ? static_cast<double>(view.to_ps - view.from_ps) : 1;
    text_ << '*' << -std::log2(shown_ps * 200 / waves_width);
    for (int marker = 0; marker < 27; ++marker) {
      text_ << " -1";
    }
    text_ << "\n[sst_width] " << tree_width << "\n[signals_width] " << names_width << "\n[sst_expanded] 0\n";
  }

  void write_group(const WaveGroup& group, const std::vector<SignalIndex>& signals) {
    write_flags(flag::heading | flag::group_begin | (group.open ? 0 : flag::closed));
    text_ << '-' << group.name << '\n';
    for (const SignalIndex signal : signals) {
      write_signal(signal);
    }
    write_flags(flag::heading | flag::group_end | (group.open ? 0 : flag::closed | flag::collapsed));
    text_ << '-' << group.name << '\n';
  }

  std::string text() const { return text_.str(); }

 private:
  void write_signal(SignalIndex index) {
    const WaveSignal& signal = table_.signals()[index];
    if (const auto* state = std::get_if<StateSignal>(&signal.type)) {
      write_state(index, table_.enumerations()[state->enumeration]);
      return;
    }
    const auto* integer = std::get_if<IntegerSignal>(&signal.type);
    const bool is_analogue = integer != nullptr && integer->format == NumberFormat::analogue;
    if (integer == nullptr) {
      write_flags(flag::right_justified);
    } else if (is_analogue) {
      write_flags(flag::right_justified | flag::decimal | flag::analogue_step);
    } else {
      write_flags(flag::right_justified |
                  (integer->format == NumberFormat::hexadecimal ? flag::hexadecimal : flag::decimal));
    }
    write_colour(signal.colour);
    text_ << full_name(index) << '\n';
    if (is_analogue) {
      write_flags(flag::analogue_extension);
      text_ << "-\n-\n";
    }
  }

  // GTKWave would name the states of an .fst file without help, but then it knows no colours: the table of names that
  // belongs to a signal takes precedence over a filter file. It does not belong to a row put together of the bits.
  void write_state(SignalIndex index, const WaveEnumeration& enumeration) {
    const WaveSignal& signal = table_.signals()[index];
    write_flags(flag::right_justified | flag::binary | flag::filter);
    write_colour(signal.colour);
    text_ << "^1 ./" << filter_name(wave_file_name_, enumeration) << "\n#{" << signal.name << '}';
    for (unsigned bit = 0; bit < table_.bits(index); ++bit) {
      text_ << " (" << bit << ')' << full_name(index);
    }
    text_ << '\n';
  }

  std::string full_name(SignalIndex index) const {
    const WaveSignal& signal = table_.signals()[index];
    const unsigned bits = table_.bits(index);
    return signal.scope + '.' + signal.name + (bits > 1 ? '[' + std::to_string(bits - 1) + ":0]" : "");
  }

  void write_colour(WaveColour colour) { text_ << "[color] " << static_cast<int>(colour) << '\n'; }
  void write_flags(std::uint64_t flags) { text_ << '@' << std::hex << flags << std::dec << '\n'; }

  const SignalTable& table_;
  const std::string& wave_file_name_;
  std::ostringstream text_;
};

}  // namespace

std::string gtkwave_save_text(const SignalTable& table, const std::string& wave_file_name, const WaveView& view) {
  std::vector<std::vector<SignalIndex>> members(table.groups().size());
  for (SignalIndex index = 0; index < table.signals().size(); ++index) {
    if (const auto group = table.signals()[index].group) {
      members[*group].push_back(index);
    }
  }
  SaveText save(table, wave_file_name);
  save.write_head(view);
  for (GroupIndex group = 0; group < members.size(); ++group) {
    if (!members[group].empty()) {
      save.write_group(table.groups()[group], members[group]);
    }
  }
  return save.text();
}

std::string gtkwave_filter_text(const WaveEnumeration& enumeration) {
  std::string text;
  for (std::size_t value = 0; value < enumeration.states.size(); ++value) {
    const WaveState& state = enumeration.states[value];
    text += binary_digits(value, enumeration.bits()) + ' ' + coloured(state.colour, state.name) + '\n';
  }
  return text;
}

void write_gtkwave_save(const SignalTable& table, const std::string& wave_path, const WaveView& view) {
  const std::string name = fs::path(wave_path).filename().string();
  const fs::path folder = fs::path(wave_path).parent_path();
  OutputFolder output(folder.empty() ? "." : folder.string());
  output.add(fs::path(name).replace_extension(".gtkw").string(), gtkwave_save_text(table, name, view));
  for (const WaveEnumeration& enumeration : table.enumerations()) {
    output.add(filter_name(name, enumeration), gtkwave_filter_text(enumeration));
  }
  output.commit();
}

}  // namespace floorline::platform
