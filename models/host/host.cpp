#include "models/host/host.h"

#include <string>

namespace floorline::models {

Host::Host(const sc_core::sc_module_name& name, Calendar& calendar, const HostConfig& config,
           const LinkTiming& injection, Timing timing, SpikePool& pool, StepControl& control)
    : sc_module(name),
      calendar_(calendar),
      receiver_(calendar, config, injection, control),
      injector_(calendar, config, injection, timing, pool, control),
      cpu_port_("cpu", injector_) {}

void Host::begin_step(std::uint64_t step) {
  receiver_.begin_step(calendar_.now_ps());
  injector_.begin_step(step);
}

void Host::end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
  injector_.end_step(now_ps);
  receiver_.end_step(quiet_ps, now_ps);
}

void Host::record_causes() {
  CauseRecorder& causes = *calendar_.causes();
  const std::string path = std::string(name()) + ".";
  const UnitId inject = causes.add_unit(path + "inject", TimeLabel::traffic);
  receiver_.buffer().record_causes();
  receiver_.record_causes(causes.add_unit(path + "receive", TimeLabel::traffic));
  injector_.record_causes(inject, causes.add_unit(path + "input", TimeLabel::synchronisation));
}

}  // namespace floorline::models
