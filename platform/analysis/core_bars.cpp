// cores.svg: what each core did with its time.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "platform/analysis/core_order.h"
#include "platform/analysis/run_pictures.h"
#include "platform/base/number_text.h"
#include "platform/plot/floorline_chart.h"
#include "platform/plot/stacked_bars.h"

namespace floorline::platform {
namespace {

struct Part {
  const char* name;
  Fill fill;
};

// From the beginning of a bar to its end; colours as those of memory, compute and traffic elsewhere.
enum PartNumber : std::size_t { decode, accumulate, weights, update, states, send, blocked, message, barrier };
const std::array<Part, 9> parts = {{
    {"looking up axons", {traffic_bound_colour, Texture::tinted}},
    {"accumulating weights", {memory_bound_colour, Texture::plain}},
    {"waiting for weights", {memory_bound_colour, Texture::hatched}},
    {"updating neurons", {compute_bound_colour, Texture::plain}},
    {"waiting for neuron states", {compute_bound_colour, Texture::hatched}},
    {"forming messages", {traffic_bound_colour, Texture::plain}},
    {"blocked downstream", {traffic_bound_colour, Texture::hatched}},
    {"waiting for messages", {Colour::grey, Texture::tinted}},
    {"waiting for the step to end", {Colour::grey, Texture::hatched}},
}};

PartNumber part_of(Stage stage, UnitState state) {
  switch (state) {
    case UnitState::busy: {
      constexpr std::array<PartNumber, stage_count> work = {decode, accumulate, update, send};
      return work[static_cast<std::size_t>(stage)];
    }
    case UnitState::weight_memory:
      return weights;
    case UnitState::state_memory:
      return states;
    case UnitState::downstream_buffer:
    case UnitState::link:
      return blocked;
    case UnitState::message:
      return message;
    case UnitState::barrier:
      break;
  }
  return barrier;
}

StackedBar bar_of(const CoreReport& core) {
  const Stage stage = busiest_stage(core);
  const StateTimes& times = core.states[static_cast<std::size_t>(stage)];
  const double whole = std::max(1.0, static_cast<double>(times.total_ps()));
  StackedBar bar;
  bar.name = fmt::format("core {}, {}", core.core, core.layer_name);
  bar.parts.resize(parts.size());
  for (const UnitState state : states_of(stage))
    bar.parts[part_of(stage, state)] += static_cast<double>(times[state]) / whole;
  return bar;
}

// The key lists only states that a bar of the picture has.
void leave_out_unused(StackedBars& bars) {
  const auto last = bars.bars.begin() + static_cast<std::ptrdiff_t>(std::min(bars.bars.size(), most_stacked_bars));
  for (std::size_t part = bars.states.size(); part-- > 0;) {
    if (bars.states.size() == 1 ||
        std::any_of(bars.bars.begin(), last, [part](const StackedBar& bar) { return bar.parts[part] > 0; }))
      continue;
    const auto offset = static_cast<std::ptrdiff_t>(part);
    bars.states.erase(bars.states.begin() + offset);
    for (StackedBar& bar : bars.bars)
      bar.parts.erase(bar.parts.begin() + offset);
  }
}

}  // namespace

std::string cores_svg(const RunReport& report) {
  StackedBars bars;
  const bool critical = !report.critical_units.empty();
  bars.title = fmt::format("{}: time of cores, {} first", run_heading(report), critical ? "critical" : "busiest");
  bars.subtitle = critical ? "one stage of each core: the one that steps waited for longest"
                           : "one stage of each core: the one with most to do";
  bars.value.title = fmt::format("share of the time, {} per step", time_text(report.time_per_step_ns()));
  bars.value.labels = TickLabels::percent;
  bars.value.to = 1;
  bars.bars_name = "cores";
  for (const Part& part : parts)
    bars.states.push_back({part.name, part.fill});
  for (const CoreReport* core : critical_first(report))
    bars.bars.push_back(bar_of(*core));
  leave_out_unused(bars);
  return to_svg(bars);
}

}  // namespace floorline::platform
