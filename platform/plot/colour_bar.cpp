#include "platform/plot/colour_bar.h"

#include <algorithm>
#include <vector>

#include "platform/plot/page.h"
#include "platform/plot/svg_text.h"

namespace floorline::platform {

namespace {

constexpr double bar_height = 12;
constexpr double tick_length = 4;
constexpr double tick_size = 14;
constexpr double title_size = 15;
constexpr double gap = 4;

// The least distance, in ticks, at which no label touches the next.
std::size_t spacing_of_labels(const std::vector<Tick>& labelled, const AxisScale& scale, double width) {
  for (std::size_t every = 1; every < labelled.size(); ++every) {
    bool apart = true;
    for (std::size_t i = every; i < labelled.size(); i += every) {
      const double distance = (scale.position(labelled[i].value) - scale.position(labelled[i - every].value)) * width;
      const double needed = text_width(labelled[i].label, tick_size) + text_width(labelled[i - every].label, tick_size);
      apart = apart && distance >= needed / 2 + gap;
    }
    if (apart) {
      return every;
    }
  }
  return std::max<std::size_t>(labelled.size(), 1);
}

}  // namespace

double colour_bar_height(const AxisScale& scale) {
  return bar_height + tick_length + gap + tick_size + (scale.title().empty() ? 0 : gap + title_size);
}

std::string colour_bar(ColourMap map, const AxisScale& scale, Place top_left, double width) {
  const Box bar{top_left.x, top_left.y, top_left.x + width, top_left.y + bar_height};
  const auto x_of = [&](const Tick& tick) { return bar.left + scale.position(tick.value) * width; };
  std::vector<Tick> labelled;
  std::string ticks;
  for (const Tick& tick : scale.ticks()) {
    ticks += "M" + place_text({x_of(tick), bar.bottom}) + " v" + number_text(tick_length) + " ";
    if (!tick.label.empty()) {
      labelled.push_back(tick);
    }
  }
  std::string labels;
  const std::size_t every = spacing_of_labels(labelled, scale, width);
  for (std::size_t i = 0; i < labelled.size(); i += every) {
    labels += text({x_of(labelled[i]), bar.bottom + tick_length + gap + tick_size * letter_rise}, labelled[i].label,
                   tick_size, R"( text-anchor="middle")");
  }
  return "<g class=\"colour-bar\">\n" +
         rectangle(bar, " fill=\"" + gradient_fill(map) + R"(" stroke="#777777" stroke-width="0.75")") +
         path(ticks, R"( stroke="#333333")") + labels +
         text({bar.left, top_left.y + colour_bar_height(scale) - title_size * (1 - letter_rise)},
              shortened(scale.title(), title_size, width), title_size, "") +
         "</g>\n";
}

}  // namespace floorline::platform
