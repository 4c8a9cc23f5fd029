// Frames of values for the input layer, with the labels that --labels names.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/import/network_file.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

struct LabelledFrames {
  std::vector<std::vector<std::int32_t>> frames;
  std::vector<std::uint8_t> labels;  // one per frame, or none
};

// What --input names, an array or images; no frames without it.
LabelledFrames read_labelled_frames(const Options& options, platform::Network& network);

// The labels of so many images, or none without --labels.
std::vector<std::uint8_t> read_labels(const Options& options, std::size_t images);

// Most images or frames that any option may ask for.
inline constexpr std::int64_t most_frames = 1'000'000'000;

}  // namespace floorline::tools
