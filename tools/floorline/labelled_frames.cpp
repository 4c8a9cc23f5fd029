#include "tools/floorline/labelled_frames.h"

#include <fmt/core.h>

#include "platform/import/input_file.h"
#include "platform/network/idx.h"

namespace floorline::tools {

std::vector<std::uint8_t> read_labels(const Options& options, std::size_t images) {
  if (!options.has("labels"))
    return {};
  std::vector<std::uint8_t> labels = platform::read_idx_labels(options.text("labels"));
  if (labels.size() < images)
    Options::fail("labels",
                  fmt::format("{} has {} labels for {} images", options.text("labels"), labels.size(), images));
  labels.resize(images);
  return labels;
}

LabelledFrames read_labelled_frames(const Options& options, platform::Network& network) {
  LabelledFrames input;
  if (!options.has("input"))
    return input;
  const auto meaning = static_cast<platform::InputMeaning>(options.choice("input-as", {"by_type", "pixels", "values"}));
  const auto most = static_cast<std::size_t>(options.whole("images", 1, most_frames, most_frames));
  input.frames = platform::read_input_file(options.text("input"), meaning, network, most);
  input.labels = read_labels(options, input.frames.size());
  return input;
}

}  // namespace floorline::tools
