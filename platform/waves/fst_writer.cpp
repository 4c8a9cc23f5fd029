// Waves in GTKWave's own format, through its writer. States are numbers with a table of their names, so that other
// viewers, and GTKWave without our save file, show them by name too.
#include <fstapi.h>

#include <array>
#include <fstream>
#include <utility>
#include <vector>

#include "platform/waves/binary_digits.h"
#include "platform/waves/wave_writer.h"

namespace floorline::platform {
namespace {

class FstWriter : public WaveWriter {
 public:
  FstWriter(std::string path, const SignalTable& table)
      : table_(table), path_(std::move(path)), context_(fstWriterCreate(path_.c_str(), 1)) {
    if (context_ == nullptr) {
      return;
    }
    fstWriterSetPackType(context_, FST_WR_PT_LZ4);
    fstWriterSetTimescale(context_, -12);
    fstWriterSetVersion(context_, "Floorline");
    fstWriterSetDate(context_, "");  // the same run gives the same bytes
    for (SignalIndex signal = 0; signal < table.signals().size(); ++signal) {
      bits_.push_back(table.bits(signal));
    }
    handles_.resize(bits_.size());
    enumerations_.resize(table.enumerations().size());
    declare(scope_tree(table));
    fstWriterEmitTimeChange(context_, 0);
    for (SignalIndex signal = 0; signal < bits_.size(); ++signal) {
      if (bits_[signal] == 0) {
        write_text(signal, "");
      }
    }
    // No reader opens a file in which nothing ever changes.
    fstWriterEmitValueChange(context_, handles_.front(), std::string(bits_.front(), 'x').c_str());
  }

  ~FstWriter() override {
    if (context_ != nullptr) {
      fstWriterClose(context_);
    }
  }

  bool is_open() const { return context_ != nullptr; }

  void write_time(std::uint64_t time_ps) override { fstWriterEmitTimeChange(context_, time_ps); }

  void write_value(SignalIndex signal, std::uint64_t value) override {
    fstWriterEmitValueChange64(context_, handles_[signal], bits_[signal], value);
  }

  void write_text(SignalIndex signal, std::string_view text) override {
    fstWriterEmitVariableLengthValueChange(context_, handles_[signal], text.data(),
                                           static_cast<std::uint32_t>(text.size()));
  }

  bool finish() override {
    fstWriterClose(std::exchange(context_, nullptr));
    return is_complete();
  }

 private:
  void declare(const WaveScope& scope) {
    for (const SignalIndex signal : scope.signals) {
      declare(signal);
    }
    for (const WaveScope& inner : scope.scopes) {
      fstWriterSetScope(context_, FST_ST_VCD_MODULE, inner.name.c_str(), nullptr);
      declare(inner);
      fstWriterSetUpscope(context_);
    }
  }

  void declare(SignalIndex index) {
    const WaveSignal& signal = table_.signals()[index];
    const unsigned bits = bits_[index];
    fstVarType type = FST_VT_VCD_WIRE;
    if (const auto* state = std::get_if<StateSignal>(&signal.type)) {
      fstWriterEmitEnumTableRef(context_, enumeration(state->enumeration));
      type = FST_VT_SV_ENUM;
    } else if (std::holds_alternative<TextSignal>(signal.type)) {
      type = FST_VT_GEN_STRING;
    }
    const std::string range = bits > 1 ? " [" + std::to_string(bits - 1) + ":0]" : "";
    handles_[index] = fstWriterCreateVar(context_, type, FST_VD_IMPLICIT, bits, (signal.name + range).c_str(), 0);
  }

  // Writes the table of names before the first signal that refers to it.
  fstEnumHandle enumeration(EnumerationIndex index) {
    if (enumerations_[index] == 0) {
      const WaveEnumeration& enumeration = table_.enumerations()[index];
      std::vector<std::string> values;
      std::vector<const char*> names, value_pointers;
      for (const WaveState& state : enumeration.states) {
        names.push_back(state.name.c_str());
        values.push_back(binary_digits(values.size(), enumeration.bits()));
      }
      for (const std::string& value : values) {
        value_pointers.push_back(value.c_str());
      }
      enumerations_[index] =
          fstWriterCreateEnumTable(context_, enumeration.name.c_str(), static_cast<std::uint32_t>(names.size()),
                                   enumeration.bits(), names.data(), value_pointers.data());
    }
    return enumerations_[index];
  }

  // The library reports no failed write, and its reader ends the process over a damaged file. A file is a row of
  // blocks, each a byte that says what it is and eight for its length; the names of the signals are written last.
  bool is_complete() const {
    std::ifstream file(path_, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::uint64_t>(file.tellg());
    std::uint64_t position = 0;
    unsigned char last_block = FST_BL_SKIP;
    while (file && position < size) {
      std::array<unsigned char, 9> head{};
      file.seekg(static_cast<std::streamoff>(position));
      file.read(reinterpret_cast<char*>(head.data()), head.size());
      last_block = head[0];
      std::uint64_t length = 0;
      for (std::size_t byte = 1; byte < head.size(); ++byte) {
        length = length << 8 | head[byte];
      }
      if (last_block == FST_BL_SKIP || length == 0 || length >= size - position) {
        return false;
      }
      position += 1 + length;
    }
    return file && (last_block == FST_BL_HIER || last_block == FST_BL_HIER_LZ4 || last_block == FST_BL_HIER_LZ4DUO);
  }

  const SignalTable& table_;
  const std::string path_;
  void* context_;
  std::vector<unsigned> bits_;
  std::vector<fstHandle> handles_;
  std::vector<fstEnumHandle> enumerations_;  // 0: not yet written
};

}  // namespace

std::unique_ptr<WaveWriter> make_fst_writer(const std::string& path, const SignalTable& table) {
  auto writer = std::make_unique<FstWriter>(path, table);
  return writer->is_open() ? std::move(writer) : nullptr;
}

bool has_fst_writer() {
  return true;
}

}  // namespace floorline::platform
