// Analytical lower bounds of the time of one step: what the busiest part of each kind needs by itself.
//
// Both are reconstructions. The published papers that introduce them (the floorline, arXiv 2511.21549, and the
// max-affine runtime model of Loihi 2, arXiv 2601.10035) were not at hand in full; the forms below follow from their
// abstracts and from what others report of them. Whether the barrier is added or is one term of the maximum is not
// settled there: as a term of the maximum, as here, the result is a lower bound either way.
//
// Loads are those of one step, each the largest over all cores or links, taken by itself. Where cores run different
// neuron programs, evaluate the bound for the cores of each program and take the largest. Nothing here knows a chip:
// rates come from `floorline characterise` or from wherever the caller has them. All are plain products: no checks.
#pragma once

#include <algorithm>

namespace floorline::platform {

// --- The floorline: memory, compute, traffic -----------------------------------------------------------------------

struct FloorlineRates {
  double slope_ns_per_synop = 0;  // fetch and accumulate one weight
  double update_ns = 0;           // of one neuron
  double message_ns = 0;          // to form and inject one message
  double flit_ns = 0;             // of one flit on a link
  double barrier_ns = 0;
};

struct FloorlineLoads {
  double max_core_synops = 0;
  double max_core_updates = 0;
  double max_core_messages = 0;  // sent by the core
  double max_link_flits = 0;
};

inline double memory_bound_ns(const FloorlineRates& rates, const FloorlineLoads& loads) {
  return rates.slope_ns_per_synop * loads.max_core_synops;
}
inline double compute_bound_ns(const FloorlineRates& rates, const FloorlineLoads& loads) {
  return rates.update_ns * loads.max_core_updates;
}
inline double traffic_bound_ns(const FloorlineRates& rates, const FloorlineLoads& loads) {
  return std::max(rates.message_ns * loads.max_core_messages, rates.flit_ns * loads.max_link_flits);
}
// No step is shorter.
inline double floorline_bound_ns(const FloorlineRates& rates, const FloorlineLoads& loads) {
  return std::max({memory_bound_ns(rates, loads), compute_bound_ns(rates, loads), traffic_bound_ns(rates, loads),
                   rates.barrier_ns});
}
// Synops a core at which the slope meets the floor of so many neurons.
inline double ridge_synops(const FloorlineRates& rates, double max_core_updates) {
  return rates.update_ns * max_core_updates / rates.slope_ns_per_synop;
}

// --- The max-affine bound with five terms --------------------------------------------------------------------------

struct MaxAffineRates {
  double update_ns = 0;         // a neuron update
  double synop_ns = 0;          // a weight accumulated
  double synapse_word_ns = 0;   // a word read from weight memory
  double link_bits_per_ns = 0;  // must be above 0 if any link carries something
  double barrier_ns = 0;
};

struct MaxAffineLoads {
  double max_core_updates = 0;
  double max_core_synops = 0;
  double max_core_synapse_words = 0;
  double max_link_bits = 0;
};

// No step is shorter.
inline double max_affine_bound_ns(const MaxAffineRates& rates, const MaxAffineLoads& loads) {
  const double link_ns = loads.max_link_bits > 0 ? loads.max_link_bits / rates.link_bits_per_ns : 0;
  return std::max({rates.update_ns * loads.max_core_updates, rates.synop_ns * loads.max_core_synops,
                   rates.synapse_word_ns * loads.max_core_synapse_words, link_ns, rates.barrier_ns});
}

// The barrier of a step in which cores of so many routers take part.
inline double barrier_ns(double base_ns, double per_further_router_ns, double routers) {
  return base_ns + per_further_router_ns * std::max(routers - 1, 0.0);
}

}  // namespace floorline::platform
