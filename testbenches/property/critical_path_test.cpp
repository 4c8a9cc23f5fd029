// The critical path of every step, of any network on any chip: its segments tile the step to the picosecond, from its
// beginning to its end; it ends with the barrier's own time, and spends no more time in a stage than that was at work;
// and recording it changes nothing.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "models/monitor/cause_recorder.h"
#include "testbenches/property/random_case.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {
namespace {

using models::CauseRecorder;
using models::PathSegment;
using models::Picoseconds;
using models::StateTimes;
using models::TimeLabel;
using models::UnitState;

constexpr std::uint64_t cases_per_process = 5;
constexpr int size = 3;
constexpr std::uint64_t steps = 6;

class Paths final : public models::PathObserver {
 public:
  explicit Paths(const CauseRecorder& recorder) : causes(recorder) {}
  void critical_path(std::uint64_t step, const std::vector<PathSegment>& path) override {
    EXPECT_EQ(step, begins.size());
    begins.push_back(path.empty() ? 0 : path.front().begin_ps);
    ends.push_back(path.empty() ? 0 : path.back().end_ps);
    for (std::size_t i = 0; i < path.size(); ++i) {
      EXPECT_LT(path[i].begin_ps, path[i].end_ps);
      if (i > 0) {
        EXPECT_EQ(path[i].begin_ps, path[i - 1].end_ps) << "step " << step;
        EXPECT_NE(path[i].unit, path[i - 1].unit);
      }
      spent_ps[causes.units()[path[i].unit].name] += path[i].end_ps - path[i].begin_ps;
    }
    if (!path.empty() && causes.units()[path.back().unit].label == TimeLabel::synchronisation)
      barrier_ps.insert(path.back().end_ps - path.back().begin_ps);
    else
      barrier_ps.insert(0);
  }

  const CauseRecorder& causes;
  std::vector<Picoseconds> begins, ends;
  std::map<std::string, Picoseconds> spent_ps;  // by unit
  std::set<Picoseconds> barrier_ps;             // at the ends of steps
};

void expect_no_more_than_was_done(const Paths& paths, platform::Chip& chip) {
  const auto spent_ps = [&](const std::string& unit) {
    const auto found = paths.spent_ps.find(unit);
    return found == paths.spent_ps.end() ? 0 : found->second;
  };
  std::set<std::uint32_t> routers;
  for (std::uint32_t index = 0; index < chip.core_count(); ++index) {
    const models::Neurocore& core = chip.core(index);
    if (core.in_use())
      routers.insert(chip.mesh().router_of(index));
    const std::string name = core.name();
    const StateTimes synapses = core.synapse_stage().ledger().times();
    EXPECT_LE(spent_ps(name + ".synapses"), synapses[UnitState::busy] + synapses[UnitState::weight_memory]) << name;
    const StateTimes neurons = core.neuron_stage().ledger().times();
    EXPECT_LE(spent_ps(name + ".neurons"), neurons[UnitState::busy] + neurons[UnitState::state_memory]) << name;
    const StateTimes output = core.output_stage().ledger().times();
    EXPECT_LE(spent_ps(name + ".output"),
              output[UnitState::busy] + output[UnitState::link] + output[UnitState::downstream_buffer])
        << name;
  }
  // The barrier takes its time, the same in every step, after the last event and not before.
  const models::BarrierConfig& barrier = chip.config().barrier;
  const Picoseconds barrier_ps =
      barrier.base_ps + barrier.per_router_ps * (std::max<std::size_t>(routers.size(), 1) - 1);
  EXPECT_EQ(paths.barrier_ps, std::set<Picoseconds>{barrier_ps});
}

class CriticalPaths : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(CriticalPaths, TileTheSteps) {
  std::vector<std::unique_ptr<RandomCase>> cases;
  std::vector<std::unique_ptr<platform::Run>> watched, alone;
  std::vector<std::unique_ptr<CauseRecorder>> causes;
  std::vector<std::unique_ptr<Paths>> paths;
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    cases.push_back(std::make_unique<RandomCase>(make_random_case(1000 + GetParam() * cases_per_process + i, size)));
    const RandomCase& random = *cases.back();
    const auto make = [&](const std::string& name) {
      return std::make_unique<platform::Run>((name + std::to_string(i)).c_str(), random.chip, random.network,
                                             random.mapping, random.timing);
    };
    watched.push_back(make("watched_"));
    alone.push_back(make("alone_"));
    causes.push_back(std::make_unique<CauseRecorder>());
    paths.push_back(std::make_unique<Paths>(*causes.back()));
    causes.back()->add_observer(*paths.back());
    watched.back()->chip().record_causes(*causes.back());
  }
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    SCOPED_TRACE(cases[i]->description);
    run_steps(*watched[i], cases[i]->frames, steps);
    run_steps(*alone[i], cases[i]->frames, steps);
    ASSERT_EQ(paths[i]->begins.size(), steps);
    for (std::uint64_t step = 0; step < steps; ++step) {
      const platform::StepRecord& record = watched[i]->steps()[step];
      const platform::StepRecord& other = alone[i]->steps()[step];
      EXPECT_EQ(record.end_ps - record.begin_ps, other.end_ps - other.begin_ps) << "step " << step;
      if (record.begin_ps == record.end_ps)
        continue;  // all times are zero
      EXPECT_EQ(paths[i]->begins[step], record.begin_ps) << "step " << step;
      EXPECT_EQ(paths[i]->ends[step], record.end_ps) << "step " << step;
    }
    expect_no_more_than_was_done(*paths[i], watched[i]->chip());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CriticalPaths, ::testing::Range<std::uint64_t>(1, 21));

}  // namespace
}  // namespace floorline::testbenches
