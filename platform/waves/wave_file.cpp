#include "platform/waves/wave_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "platform/base/error.h"
#include "platform/waves/wave_writer.h"

namespace floorline::platform {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<WaveWriter> make_writer(const std::string& path, const std::string& temporary_path,
                                        const SignalTable& table) {
  if (table.signals().empty()) {
    throw std::invalid_argument(fmt::format("{}: the table of the waves has no signals", path));
  }
  const fs::path extension = fs::path(path).extension();
  if (extension != ".fst" && extension != ".vcd") {
    throw UserError(fmt::format("{}: the name of a wave file must end in .fst or .vcd", path));
  }
  if (extension == ".fst" && !has_fst_writer()) {
    throw UserError(
        fmt::format("{}: this build writes waves as .vcd only; for .fst install the Debian package verilator, which "
                    "brings GTKWave's writer, and build again",
                    path));
  }
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    throw UserError(fmt::format("{}: is a folder; give the wave file another name", path));
  }
  auto writer = extension == ".fst" ? make_fst_writer(temporary_path, table) : make_vcd_writer(temporary_path, table);
  if (writer == nullptr) {
    throw UserError(fmt::format(
        "{}: no wave file can be created there; name one in a folder that exists and can be written to", path));
  }
  return writer;
}

std::string full_name(const WaveSignal& signal) {
  return signal.scope + "." + signal.name;
}

const char* fill_name(WaveColour colour) {
  switch (colour) {
    case WaveColour::standard:
      return "";
    case WaveColour::red:
      return "firebrick";
    case WaveColour::orange:
      return "chocolate";
    case WaveColour::yellow:
      return "dark goldenrod";
    case WaveColour::green:
      return "forest green";
    case WaveColour::blue:
      return "royal blue";
    case WaveColour::indigo:
      return "slate blue";
    case WaveColour::violet:
      return "dark violet";
  }
  return "";
}

}  // namespace

WaveFile::WaveFile(const std::string& path, SignalTable table)
    : path_(path),
      temporary_path_(path + ".part"),
      table_(std::move(table)),
      writer_(make_writer(path_, temporary_path_, table_)),
      tracks_(table_.signals().size()) {
  for (SignalIndex index = 0; index < tracks_.size(); ++index) {
    const auto& type = table_.signals()[index].type;
    Track& track = tracks_[index];
    if (const auto* state = std::get_if<StateSignal>(&type)) {
      track.largest = table_.enumerations()[state->enumeration].states.size() - 1;
    } else if (const auto* integer = std::get_if<IntegerSignal>(&type)) {
      track.largest = ~std::uint64_t{0} >> (64 - integer->bits);
    } else {
      track.is_text = true;
      track.written.is_known = true;  // the writer begins with empty texts
    }
  }
}

WaveFile::~WaveFile() {
  if (writer_ != nullptr) {
    discard();
  }
}

void WaveFile::change(SignalIndex signal, std::uint64_t time_ps, std::uint64_t value) {
  Value& latest_value = latest(signal, time_ps, false);
  if (value > tracks_[signal].largest) {
    throw std::invalid_argument(
        fmt::format("wave signal {}: {} is more than it can hold", full_name(table_.signals()[signal]), value));
  }
  latest_value.number = value;
  latest_value.is_known = true;
}

void WaveFile::change(SignalIndex signal, std::uint64_t time_ps, std::string_view text) {
  Value& latest_value = latest(signal, time_ps, true);
  latest_value.text = text;
  latest_value.is_known = true;
}

WaveFile::Value& WaveFile::latest(SignalIndex signal, std::uint64_t time_ps, bool is_text) {
  if (writer_ == nullptr) {
    throw std::logic_error(fmt::format("{}: the wave file is already closed", path_));
  }
  Track& track = tracks_.at(signal);
  if (track.is_text != is_text) {
    throw std::invalid_argument(fmt::format(
        track.is_text ? "wave signal {}: it takes texts, not numbers" : "wave signal {}: it takes numbers, not texts",
        full_name(table_.signals()[signal])));
  }
  if (time_ps < now_ps_) {
    throw std::invalid_argument(fmt::format("wave signal {}: a change at {} ps comes after one at {} ps",
                                            full_name(table_.signals()[signal]), time_ps, now_ps_));
  }
  if (time_ps > now_ps_) {
    write_pending();
    now_ps_ = time_ps;
  }
  if (!track.is_pending) {
    track.is_pending = true;
    track.latest = track.written;
    pending_.push_back(signal);
  }
  return track.latest;
}

void WaveFile::write_pending() {
  for (const SignalIndex signal : pending_) {
    Track& track = tracks_[signal];
    track.is_pending = false;
    const Value& latest = track.latest;
    if (latest.is_known == track.written.is_known && latest.number == track.written.number &&
        latest.text == track.written.text) {
      continue;
    }
    if (now_ps_ > written_ps_) {
      writer_->write_time(now_ps_);
      written_ps_ = now_ps_;
    }
    if (track.is_text) {
      writer_->write_text(signal, latest.text);
    } else {
      writer_->write_value(signal, latest.number);
    }
    std::swap(track.written, track.latest);
  }
  pending_.clear();
}

void WaveFile::close(std::uint64_t end_ps) {
  if (writer_ == nullptr) {
    throw std::logic_error(fmt::format("{}: the wave file is already closed", path_));
  }
  write_pending();
  if (end_ps > written_ps_) {
    writer_->write_time(end_ps);
  }
  if (!writer_->finish()) {
    discard();
    throw UserError(fmt::format("{}: the waves could not be written to their end; is the disk full?", path_));
  }
  writer_.reset();
  std::error_code error;
  fs::rename(temporary_path_, path_, error);
  if (error) {
    fs::remove(temporary_path_, error);
    throw UserError(fmt::format("{}: cannot be written: {}", path_, error.message()));
  }
}

void WaveFile::discard() {
  writer_.reset();
  std::error_code ignored;
  fs::remove(temporary_path_, ignored);
}

bool can_write_fst() {
  return has_fst_writer();
}

std::string coloured(WaveColour colour, std::string_view text) {
  if (colour == WaveColour::standard) {
    return std::string(text);
  }
  return fmt::format("?{}?{}", fill_name(colour), text);
}

}  // namespace floorline::platform
