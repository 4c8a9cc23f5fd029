// Operations that every core must count in a frame, weight by weight from the network, its values and the mapping; from
// no table, image or plan.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/mapping/mapping.h"
#include "platform/network/frame_executor.h"
#include "platform/run/step_record.h"

namespace floorline::testbenches {

class ExpectedFrameCounts {
 public:
  // The host holds the input layer. Dense layers must be stored dense; `sweeps` is whether cores sweep whole kernels.
  ExpectedFrameCounts(const platform::Network& network, const platform::Mapping& mapping, bool sweeps, bool multicast);

  // Adds what the frame that the executor has just run does.
  void add_frame(const platform::FrameExecutor& executor);

  // By assignment of the mapping.
  const std::vector<platform::CoreCounters>& cores() const { return cores_; }

 private:
  struct Event {
    int channel, row, column;
  };
  // The synops that an event costs a core; whether it has any, so that the event goes there.
  bool add_event(const platform::Layer& layer, const platform::CoreAssignment& core, const Event& event,
                 platform::CoreCounters& counters) const;
  bool add_dense(const platform::Layer& layer, const platform::CoreAssignment& core, const Event& event,
                 platform::CoreCounters& counters) const;
  void add_senders(std::size_t layer, const platform::FrameExecutor& executor);

  const platform::Network& network_;
  const platform::Mapping& mapping_;
  const bool sweeps_;
  const bool multicast_;
  std::vector<platform::CoreCounters> cores_;
};

}  // namespace floorline::testbenches
