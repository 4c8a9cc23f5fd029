// Waves as a value change dump (IEEE 1364) with the strings that GTKWave added to it for texts. States are numbers;
// their names stand in comments.
#include <charconv>
#include <fstream>
#include <vector>

#include "platform/waves/wave_writer.h"

namespace floorline::platform {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

// Short codes of printable characters: !, ", #, ..., ~, !!, "!, ...
std::string identifier_code(SignalIndex signal) {
  constexpr SignalIndex characters = '~' - '!' + 1;
  std::string code;
  for (SignalIndex rest = signal + 1; rest > 0; rest = (rest - 1) / characters) {
    code.push_back(static_cast<char>('!' + (rest - 1) % characters));
  }
  return code;
}

class VcdWriter : public WaveWriter {
 public:
  VcdWriter(const std::string& path, const SignalTable& table)
      : table_(table), file_(path, std::ios::binary | std::ios::trunc) {
    codes_.reserve(table.signals().size());
    for (SignalIndex signal = 0; signal < table.signals().size(); ++signal) {
      codes_.push_back(identifier_code(signal));
    }
    text_ += "$version Floorline $end\n$timescale 1 ps $end\n";
    for (const WaveEnumeration& enumeration : table.enumerations()) {
      text_ += "$comment " + enumeration.name + ':';
      for (std::size_t value = 0; value < enumeration.states.size(); ++value) {
        text_ += ' ' + std::to_string(value) + '=' + enumeration.states[value].name;
      }
      text_ += " $end\n";
    }
    declare(scope_tree(table));
    text_ += "$enddefinitions $end\n";
    write_time(0);
    for (SignalIndex signal = 0; signal < table.signals().size(); ++signal) {
      write_unknown(signal);
    }
  }

  bool is_open() const { return file_.is_open(); }

  void write_time(std::uint64_t time_ps) override {
    if (text_.size() >= buffer_bytes) {
      flush();
    }
    text_ += '#';
    append_number(time_ps);
    text_ += '\n';
  }

  void write_value(SignalIndex signal, std::uint64_t value) override {
    const bool is_scalar = table_.bits(signal) == 1;
    if (!is_scalar) {
      text_ += 'b';
    }
    unsigned digits = 1;
    while (digits < 64 && (value >> digits) != 0) {
      ++digits;
    }
    for (; digits > 0; --digits) {
      text_ += static_cast<char>('0' + ((value >> (digits - 1)) & 1));
    }
    if (!is_scalar) {
      text_ += ' ';
    }
    end_change(signal);
  }

  void write_text(SignalIndex signal, std::string_view text) override {
    text_ += 's';
    append_escaped(text);
    text_ += ' ';
    end_change(signal);
  }

  bool finish() override {
    flush();
    file_.close();
    return !file_.fail();
  }

 private:
  void declare(const WaveScope& scope) {
    for (const SignalIndex index : scope.signals) {
      const unsigned bits = table_.bits(index);
      text_ += bits == 0 ? "$var string 1" : "$var wire " + std::to_string(bits);
      text_ += ' ' + codes_[index] + ' ' + table_.signals()[index].name;
      if (bits > 1) {
        text_ += " [" + std::to_string(bits - 1) + ":0]";
      }
      text_ += " $end\n";
    }
    for (const WaveScope& inner : scope.scopes) {
      text_ += "$scope module " + inner.name + " $end\n";
      declare(inner);
      text_ += "$upscope $end\n";
    }
  }

  void write_unknown(SignalIndex signal) {
    const unsigned bits = table_.bits(signal);
    text_ += bits == 0 ? "s " : bits == 1 ? "x" : "bx ";
    end_change(signal);
  }

  void end_change(SignalIndex signal) {
    text_ += codes_[signal];
    text_ += '\n';
  }

  void append_number(std::uint64_t number) {
    char digits[20];
    const auto result = std::to_chars(digits, digits + sizeof(digits), number);
    text_.append(digits, result.ptr);
  }

  // A value ends at white space, so that, and what is not printable, is written as in C: \040.
  void append_escaped(std::string_view text) {
    for (const unsigned char c : text) {
      if (c > ' ' && c <= '~' && c != '\\') {
        text_ += static_cast<char>(c);
      } else {
        const char octal[] = {'\\', static_cast<char>('0' + (c >> 6)), static_cast<char>('0' + ((c >> 3) & 7)),
                              static_cast<char>('0' + (c & 7))};
        text_.append(octal, sizeof(octal));
      }
    }
  }

  void flush() {
    file_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
  }

  const SignalTable& table_;
  std::ofstream file_;
  std::vector<std::string> codes_;
  std::string text_;  // not yet in the file
};

}  // namespace

std::unique_ptr<WaveWriter> make_vcd_writer(const std::string& path, const SignalTable& table) {
  auto writer = std::make_unique<VcdWriter>(path, table);
  return writer->is_open() ? std::move(writer) : nullptr;
}

}  // namespace floorline::platform
