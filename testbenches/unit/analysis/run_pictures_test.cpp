// Pictures of a run, read back: what they say, and that any run has them.
#include "platform/analysis/run_pictures.h"

#include "platform/plot/floorline_chart.h"

#include <gtest/gtest.h>

#include "platform/analysis/core_order.h"
#include "testbenches/unit/plot/picture_check.h"

namespace floorline::platform {
namespace {

using testbenches::Picture;

constexpr Picoseconds step_ps = 100'000;

CoreReport core(int number, const std::string& layer_name) {
  CoreReport core;
  core.core = number;
  core.layer_name = layer_name;
  core.neurons = 10;
  core.program = "lif";
  for (StateTimes& stage : core.states)
    stage[UnitState::barrier] = 2 * step_ps;
  return core;
}

void spend(CoreReport& core, Stage stage, UnitState state, Picoseconds time_ps) {
  StateTimes& times = core.states[static_cast<std::size_t>(stage)];
  times[state] += time_ps;
  times[UnitState::barrier] -= time_ps;
}

// Two steps of two routers with two cores each, of which three are in use.
RunReport small_run() {
  RunReport report;
  report.network = "net";
  report.chip = "chip";
  report.mapping = "packed";
  report.record.steps = {{0, step_ps, 30, 20, 5, 7, 2, 3, {60'000, 30'000, 0, 10'000}},
                         {step_ps, 2 * step_ps, 50, 40, 5, 1, 4, 5, {100'000, 0, 0, 0}}};
  report.mesh = {2, 1, 2};
  report.cores = {core(0, "first"), core(1, "second"), core(3, "third")};
  spend(report.cores[0], Stage::synapses, UnitState::busy, 50'000);
  spend(report.cores[0], Stage::output, UnitState::downstream_buffer, 20'000);
  spend(report.cores[1], Stage::neurons, UnitState::busy, 90'000);
  spend(report.cores[2], Stage::synapses, UnitState::weight_memory, 120'000);
  report.cores[0].critical_ps = {0, 160'000, 0, 0};
  report.cores[1].critical_ps = {0, 0, 30'000, 0};
  report.critical_units = {{"core_0.synapses", models::TimeLabel::memory, 160'000},
                           {"core_1.neurons", models::TimeLabel::compute, 30'000},
                           {"barrier", models::TimeLabel::synchronisation, 10'000}};
  PortReport east;
  east.name = "east";
  east.to_router = 1;
  east.times[UnitState::busy] = 20'000;
  east.times[UnitState::downstream_buffer] = 60'000;
  east.times[UnitState::message] = 120'000;
  PortReport to_core;
  to_core.name = "core_0";
  report.ports = {east, to_core};
  return report;
}

RunFloorline small_floorline(const RunReport& report) {
  return floorline_of(report.cores, {2, {{"lif", 4}}});
}

TEST(RunPictures, AllOfThem) {
  RunReport report = small_run();
  report.floorline = small_floorline(report);
  std::vector<std::string> names;
  for (const platform::Picture& picture : run_pictures(report)) {
    names.push_back(picture.file_name);
    EXPECT_EQ(Picture(picture.svg).bad_texts(), std::vector<std::string>{}) << picture.file_name;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"floorline.svg", "mesh.svg", "cores.svg", "shares.svg", "steps.svg"}));
}

TEST(RunPictures, CopeWithAnyRun) {
  RunReport nothing;
  EXPECT_TRUE(run_pictures(nothing).empty());

  RunReport instant = small_run();  // steps of no time
  for (StepRecord& step : instant.record.steps)
    step = {};
  for (CoreReport& core : instant.cores)
    core.states = {};
  EXPECT_NO_THROW(run_pictures(instant));
  instant.floorline = small_floorline(instant);
  EXPECT_NO_THROW(run_pictures(instant));
  instant.record.steps[1] = small_run().record.steps[1];  // only the first takes none
  EXPECT_EQ(run_pictures(instant).size(), 5u);

  RunReport one = small_run();  // one step, one core, no causes, no ports
  one.record.steps.resize(1);
  one.record.steps[0].critical_ps = {};
  one.critical_units.clear();
  one.cores.resize(1);
  one.cores[0].critical_ps = {};
  one.mesh = {1, 1, 1};
  one.ports.clear();
  EXPECT_EQ(run_pictures(one).size(), 3u);  // no shares, no course of time

  RunReport many = small_run();
  many.record.steps.resize(5000, many.record.steps[0]);
  for (const platform::Picture& picture : run_pictures(many))
    EXPECT_LT(picture.svg.size(), 300'000u) << picture.file_name;

  RunReport large = small_run();
  large.mesh = {256, 256, 64};
  EXPECT_EQ(run_pictures(large).size(), 4u);  // no map
}

TEST(FloorlinePicture, SaysWhatSetsTheFloor) {
  RunReport report = small_run();
  report.cores[1].neurons = 300;
  report.floorline = small_floorline(report);
  EXPECT_EQ(report.floorline->floor_ns, 1200);
  EXPECT_EQ(report.floorline->floor_core, 1);
  const Picture picture(floorline_svg(report));
  EXPECT_TRUE(picture.has_text("net on chip"));
  EXPECT_TRUE(picture.has_text("2 steps; floor: 300 lif neurons on core 1"));
  EXPECT_TRUE(picture.has_text("mean: 80.0 % memory"));
  EXPECT_TRUE(picture.has_text("traffic-bound"));
}

TEST(FloorlinePicture, LabelsAreNotCut) {
  RunReport report = small_run();
  for (StepRecord& step : report.record.steps)
    step.critical_ps = {39'500, 0, 0, 60'500};
  report.floorline = small_floorline(report);
  EXPECT_TRUE(Picture(floorline_svg(report)).has_text("mean: 60.5 % synchronisation"));
}

TEST(FloorlinePicture, SaysWhatElseIsAboveIt) {
  RunReport report = small_run();
  report.cores[1].neurons = 300;
  report.floorline = small_floorline(report);
  report.layers.resize(2);
  EXPECT_TRUE(Picture(floorline_svg(report)).has_text(above_or_layers_in_turn));
}

TEST(FloorlinePicture, SaysThatThereIsNoFloor) {
  RunReport report = small_run();
  for (StepRecord& step : report.record.steps)
    step.max_effective_synops = 20;
  MeasuredFloorline measured;
  for (const CoreReport& core : report.cores)
    measured.core_synop_ns[core.core] = 2;
  report.floorline = floorline_of(report.cores, measured);
  const Picture picture(floorline_svg(report));
  EXPECT_TRUE(picture.has_text("2 steps; slope of the fastest core in use, no floor"));
  EXPECT_TRUE(picture.has_text(nonzero_synops_title));
  EXPECT_TRUE(picture.has_text(above_or_idle));
}

TEST(FloorlinePicture, SaysThatItIsNotKnown) {
  const Picture picture(floorline_svg(small_run()));
  EXPECT_TRUE(
      picture.has_text("2 steps; slope and floor unknown: measure them with floorline characterise, give --floorline"));
}

TEST(FloorlineOfRun, BoundIsTheLongerOfBoth) {
  const RunFloorline floorline = small_floorline(small_run());  // 2 ns a synop, 10 neurons of 4 ns
  EXPECT_EQ(floorline.bound_ns(5), 40);
  EXPECT_FALSE(floorline.on_slope(20));
  EXPECT_TRUE(floorline.on_slope(21));
  EXPECT_EQ(floorline.bound_ns(30), 60);
}

TEST(MeshPicture, ValuesAreMeansOfSteps) {
  RunReport report = small_run();
  report.cores[1].counters.synops = 500;
  const Picture picture(mesh_svg(report));
  EXPECT_NO_THROW(picture.with_hint("core 1: 250"));
  EXPECT_NO_THROW(picture.with_hint("core 0: 10.0 %"));  // blocked
  EXPECT_NO_THROW(picture.with_hint("router 0,0 to 1,0: load 40.0 %"));
  EXPECT_TRUE(picture.has_text("critical core: 0 (first)"));
}

TEST(CoresPicture, OrderIsThatOfTheCriticalPath) {
  RunReport report = small_run();
  std::vector<int> order;
  for (const CoreReport* core : critical_first(report))
    order.push_back(core->core);
  EXPECT_EQ(order, (std::vector<int>{0, 1, 3}));
  EXPECT_EQ(busiest_stage(report.cores[1]), Stage::neurons);
  EXPECT_EQ(busiest_stage(report.cores[2]), Stage::synapses);  // never waited for, but occupied

  report.critical_units.clear();
  for (CoreReport& core : report.cores)
    core.critical_ps = {};
  EXPECT_EQ(critical_first(report).front()->core, 3);
  EXPECT_EQ(critical_core_label(report, *critical_first(report).front()), "busiest core: 3 (third)");
}

TEST(CoresPicture, BarsAreOfTheStageThatMatters) {
  const Picture picture(cores_svg(small_run()));
  EXPECT_NO_THROW(picture.with_hint("core 0, first, accumulating weights: 25.0 %"));
  EXPECT_NO_THROW(picture.with_hint("core 0, first, waiting for the step to end: 75.0 %"));
  EXPECT_NO_THROW(picture.with_hint("core 1, second, updating neurons: 45.0 %"));
  EXPECT_NO_THROW(picture.with_hint("core 3, third, waiting for weights: 60.0 %"));
  EXPECT_TRUE(picture.has_text("one stage of each core: the one that steps waited for longest"));
  EXPECT_FALSE(picture.has_text("forming messages")) << "no bar has it";
}

TEST(SharesPicture, NamesTheBottleneck) {
  EXPECT_TRUE(Picture(shares_svg(small_run())).has_text("critical path of each step; over all steps: memory 80.0 %"));
}

}  // namespace
}  // namespace floorline::platform
