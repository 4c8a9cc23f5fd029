#include "platform/run/readout.h"

#include <algorithm>

namespace floorline::platform {

std::vector<ReadoutDecision> read_out(const std::vector<OutputEvent>& events, std::size_t neurons, Picoseconds begin_ps,
                                      Picoseconds end_ps, const ReadoutSettings& settings) {
  std::vector<ReadoutDecision> decisions;
  std::vector<std::uint32_t> counts(neurons, 0);
  auto in = std::find_if(events.begin(), events.end(),
                         [begin_ps](const OutputEvent& event) { return event.time_ps >= begin_ps; });
  auto out = in;  // the oldest event that still counts
  const Picoseconds span_ps = settings.clock_ps * settings.cycles;
  for (Picoseconds time_ps = begin_ps + settings.clock_ps; time_ps <= end_ps; time_ps += settings.clock_ps) {
    for (; in != events.end() && in->time_ps < time_ps; ++in)
      ++counts[static_cast<std::size_t>(in->neuron)];
    for (; out != in && out->time_ps + span_ps < time_ps; ++out)
      --counts[static_cast<std::size_t>(out->neuron)];
    const auto most = std::max_element(counts.begin(), counts.end());
    const bool is_any = most != counts.end() && *most >= settings.least_spikes;
    decisions.push_back({time_ps, is_any ? static_cast<std::int32_t>(most - counts.begin()) : ReadoutDecision::none,
                         is_any ? *most : 0});
  }
  return decisions;
}

}  // namespace floorline::platform
