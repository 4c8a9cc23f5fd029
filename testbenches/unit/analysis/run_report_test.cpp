// Figures of a run from its record, on numbers small enough to check by hand.
#include "platform/analysis/run_report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "platform/analysis/run_json.h"
#include "platform/analysis/run_summary.h"
#include "platform/analysis/run_tables.h"
#include "platform/base/json_reader.h"

namespace floorline::platform {
namespace {

// Two steps of 100 and 300 ns with a pause between them, on two cores that take turns in being the busiest.
RunReport two_steps() {
  RunReport report;
  report.chip = "chip";
  report.network = "network";
  report.mapping = "mapping";
  // begin, end, synops, most synops, most activations, most messages, spikes, messages
  report.record.steps = {{0, 100'000, 30, 20, 5, 7, 2, 3, {60'000, 30'000, 0, 10'000}},
                         {200'000, 500'000, 50, 40, 5, 1, 4, 5, {100'000, 80'000, 110'000, 10'000}}};
  report.critical_units = {{"core_0.synapses", models::TimeLabel::memory, 160'000}};
  report.record.outputs = {{}, {{3, -7}, {5, 8}}};
  report.cores = {{0, 0, 0, 1, "first", 5, {50, 45, 10, 3, 4, 6, 1, 2}},
                  {9, 2, 0, 2, "second", 3, {30, 30, 6, 3, 4, 2, 0, 3}}};
  report.cores[0].program = "lif";
  report.cores[1].program = "sigma";
  StateTimes& synapses = report.cores[0].states[static_cast<std::size_t>(Stage::synapses)];
  synapses[UnitState::busy] = 150'000;
  synapses[UnitState::weight_memory] = 50'000;
  synapses[UnitState::message] = 290'000;
  synapses[UnitState::barrier] = 10'000;
  report.cores[1].neuron_bank = {3'000, 4'000};
  report.totals.cores = {80, 75, 16, 6, 8, 8};
  return report;
}

TEST(RunReport, TimesAreOfStepsOnly) {
  const RunReport report = two_steps();
  EXPECT_EQ(report.time_ps(), 400'000U);
  EXPECT_DOUBLE_EQ(report.time_per_step_ns(), 200);
  EXPECT_DOUBLE_EQ(report.min_time_ns(), 100);
  EXPECT_DOUBLE_EQ(report.max_time_ns(), 300);
}

TEST(RunReport, MaximaAreFoundInEachStepAndThenAveraged) {
  const RunReport report = two_steps();
  EXPECT_DOUBLE_EQ(report.max_synops_per_core(), 30);  // not 25, the busiest core's average
  EXPECT_DOUBLE_EQ(report.max_neuron_updates_per_core(), 5);
  EXPECT_DOUBLE_EQ(report.max_messages_per_core(), 4);
  EXPECT_DOUBLE_EQ(report.mean_synops_per_core(), 20);
  EXPECT_EQ(report.busiest_core()->core, 0);
}

TEST(RunReport, SharesAreOfTheTimeOfAllSteps) {
  const RunReport report = two_steps();
  const std::array<double, 4> shares = report.shares().value();
  EXPECT_DOUBLE_EQ(shares[0], 0.4);
  EXPECT_DOUBLE_EQ(shares[1], 0.275);
  EXPECT_DOUBLE_EQ(shares[2], 0.275);
  EXPECT_DOUBLE_EQ(shares[3], 0.05);
  EXPECT_EQ(report.bottleneck(), models::TimeLabel::memory);
  const Json json = parse_json(run_json(report), "run.json");
  EXPECT_EQ(json["bottleneck"], "memory");
  EXPECT_DOUBLE_EQ(json["shares"]["traffic"].get<double>(), 0.275);
  EXPECT_EQ(json["critical_units"][0]["name"], "core_0.synapses");
  EXPECT_DOUBLE_EQ(json["critical_units"][0]["time_ns"].get<double>(), 160);
  EXPECT_NE(run_summary(report).find("memory, 40.0 % of the critical path; the rest: compute 27.5 %, traffic 27.5 %, "
                                     "synchronisation 5.00 %"),
            std::string::npos)
      << run_summary(report);
}

TEST(RunReport, WithoutCausesThereIsNoBottleneck) {
  RunReport report = two_steps();
  for (StepRecord& step : report.record.steps)
    step.critical_ps = {};
  report.critical_units.clear();
  EXPECT_FALSE(report.shares());
  EXPECT_FALSE(parse_json(run_json(report), "run.json").contains("bottleneck"));
  EXPECT_EQ(run_summary(report).find("bottleneck"), std::string::npos);
}

TEST(RunReport, SpikesOfAStepAreCounted) {
  RunReport report = two_steps();
  report.output_model = NeuronModel::integrate_fire;
  report.record.outputs = {{}, {{3, 1}, {3, 1}, {3, 1}, {5, 1}}};
  EXPECT_NE(run_summary(report).find("step 1: 3 spiked 3 times, 5 spiked\n"), std::string::npos) << run_summary(report);
}

TEST(RunReport, Sparsity) {
  EXPECT_DOUBLE_EQ(two_steps().activation_sparsity(), 1 - 6.0 / 16);
}

TEST(RunReport, NothingDone) {
  const RunReport report;
  EXPECT_EQ(report.time_per_step_ns(), 0);
  EXPECT_EQ(report.max_synops_per_core(), 0);
  EXPECT_EQ(report.mean_synops_per_core(), 0);
  EXPECT_EQ(report.busiest_core(), nullptr);
  EXPECT_NE(run_summary(report), "");
  EXPECT_NO_THROW(parse_json(run_json(report), "run.json"));
}

TEST(RunTables, OneLineARow) {
  const RunReport report = two_steps();
  EXPECT_EQ(steps_csv(report),
            "step,begin_ps,end_ps,total_synops,max_synops,max_activations,max_messages,total_spikes,total_messages,"
            "outputs,memory_ps,compute_ps,traffic_ps,synchronisation_ps\n"
            "0,0,100000,30,20,5,7,2,3,0,60000,30000,0,10000\n"
            "1,200000,500000,50,40,5,1,4,5,2,100000,80000,110000,10000\n");
  EXPECT_EQ(cores_csv(report),
            "core,column,row,layer,layer_name,program,neurons,synops,effective_synops,activations,spikes,messages_in,"
            "messages_out,messages_refused,messages_dropped,overruns,decimated,decoder_busy_ps,decoder_message_ps,"
            "decoder_barrier_ps,synapses_busy_ps,synapses_weight_memory_ps,synapses_message_ps,"
            "synapses_downstream_buffer_ps,synapses_barrier_ps,neurons_busy_ps,"
            "neurons_state_memory_ps,neurons_downstream_buffer_ps,neurons_barrier_ps,output_busy_ps,output_message_ps,"
            "output_downstream_buffer_ps,output_link_ps,output_barrier_ps,synapse_bank_wait_ps,"
            "synapse_bank_caused_wait_ps,neuron_bank_wait_ps,neuron_bank_caused_wait_ps\n"
            "0,0,0,1,first,lif,5,50,45,10,3,4,6,1,2,0,0,0,0,0,150000,50000,290000,0,10000,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
            "9,2,0,2,second,sigma,3,30,30,6,3,4,2,0,3,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3000,4000\n");
  EXPECT_EQ(outputs_csv(report), "step,neuron,value\n1,3,-7\n1,5,8\n");
}

TEST(RunTables, NamesOfLayersMayHoldCommas) {
  RunReport report = two_steps();
  report.cores[0].layer_name = "a,b";
  report.cores[1].layer_name = "say \"c\"";
  EXPECT_NE(cores_csv(report).find("\n0,0,0,1,\"a,b\",lif,"), std::string::npos);
  EXPECT_NE(cores_csv(report).find("\n9,2,0,2,\"say \"\"c\"\"\",sigma,"), std::string::npos);
}

TEST(RunTables, Ports) {
  RunReport report = two_steps();
  EXPECT_EQ(ports_csv(report), "column,row,port,flits,busy_ps,blocked_ps,idle_ps\n");
  PortReport port{9, 1, 2, "east", 10, 5, {}};
  port.times[UnitState::busy] = 100;
  port.times[UnitState::downstream_buffer] = 20;
  port.times[UnitState::message] = 3;
  report.ports = {port};
  EXPECT_EQ(ports_csv(report), "column,row,port,flits,busy_ps,blocked_ps,idle_ps\n1,2,east,5,100,20,3\n");
}

TEST(RunJson, TimesOfUnits) {
  RunReport report = two_steps();
  report.host_receive[UnitState::busy] = 1'500;
  report.banks = {{"synapse_memory_0", {StateTimes{}, StateTimes{}}}};
  report.banks[0].ports[1][UnitState::busy] = 7'000;
  const Json json = parse_json(run_json(report), "run.json");
  EXPECT_EQ(json["elapsed_ns"], 500);
  const Json& core = json["cores"][0];
  EXPECT_EQ(core["program"], "lif");
  EXPECT_EQ(core["states_ns"]["synapses"]["weight_memory"], 50);
  EXPECT_EQ(core["states_ns"]["output"]["link"], 0);
  EXPECT_FALSE(core["states_ns"]["decoder"].contains("link")) << "a state that it cannot be in";
  EXPECT_EQ(json["cores"][1]["bank_wait_ns"]["neuron_memory"]["suffered"], 3);
  EXPECT_EQ(json["cores"][1]["bank_wait_ns"]["neuron_memory"]["caused"], 4);
  EXPECT_EQ(json["host"]["states_ns"]["receive"]["busy"], 1.5);
  EXPECT_EQ(json["memory_banks"][0]["name"], "synapse_memory_0");
  EXPECT_EQ(json["memory_banks"][0]["ports_ns"][1]["busy"], 7);
}

TEST(RunReport, PlaceOnTheFloorline) {
  RunReport report = two_steps();
  EXPECT_FALSE(parse_json(run_json(report), "run.json").contains("floorline"));
  report.floorline = floorline_of(report.cores, {4, {{"lif", 10}, {"sigma", 20}}});  // floor: 3 neurons of 20 ns
  Json json = parse_json(run_json(report), "run.json")["floorline"];
  EXPECT_EQ(json["floor_ns"], 60);
  EXPECT_EQ(json["floor_core"], 9);
  EXPECT_EQ(json["bound"], "slope");
  EXPECT_EQ(json["bound_ns"], 120);  // 30 synops
  EXPECT_DOUBLE_EQ(json["time_over_bound"].get<double>(), 200.0 / 120);
  EXPECT_NE(run_summary(report).find("1.67 times the slope: 120 ns for the 30 synops of a step's busiest core"),
            std::string::npos)
      << run_summary(report);
  report.floorline->slope_ns_per_synop = 1;
  EXPECT_EQ(parse_json(run_json(report), "run.json")["floorline"]["bound"], "floor");
  EXPECT_NE(run_summary(report).find("3.33 times the floor: 60.0 ns for the 3 neurons of core 9"), std::string::npos)
      << run_summary(report);
}

// The fastest core that is in use, and the weights that are not zero.
TEST(RunReport, PlaceOnAFloorlineWithoutFloor) {
  RunReport report = two_steps();
  for (StepRecord& step : report.record.steps)
    step.max_effective_synops = 10;
  MeasuredFloorline measured;
  measured.core_synop_ns = {{5, 1}};
  for (const CoreReport& core : report.cores)
    measured.core_synop_ns[core.core] = core.core == 0 ? 6 : 4;
  report.floorline = floorline_of(report.cores, measured);
  const Json json = parse_json(run_json(report), "run.json");
  EXPECT_EQ(json["max_effective_synops_per_core"], 10);
  const Json& floorline = json["floorline"];
  EXPECT_EQ(floorline["slope_ns_per_synop"], 4);
  EXPECT_EQ(floorline["floor_ns"], 0);
  EXPECT_FALSE(floorline.contains("floor_core"));
  EXPECT_EQ(floorline["bound"], "slope");
  EXPECT_EQ(floorline["bound_ns"], 40);
  EXPECT_EQ(floorline["time_over_bound"], 5);
  EXPECT_NE(
      run_summary(report).find("5.00 times the slope: 40.0 ns for the 10 nonzero synops of a step's busiest core"),
      std::string::npos)
      << run_summary(report);
  for (StepRecord& step : report.record.steps)
    step.max_effective_synops = 0;
  EXPECT_FALSE(parse_json(run_json(report), "run.json")["floorline"].contains("time_over_bound"));
  EXPECT_EQ(run_summary(report).find("  floorline  "), std::string::npos);
  measured.core_synop_ns.erase(0);
  EXPECT_THROW(floorline_of(report.cores, measured), std::out_of_range);
}

TEST(RunSummary, RatioOfTheBusiestCore) {
  const std::string text = run_summary(two_steps());
  EXPECT_NE(text.find("core 0, first: 25 synops per step, 1.25 times the mean of 20"), std::string::npos) << text;
  EXPECT_NE(text.find("200 ns mean, 100 ns to 300 ns"), std::string::npos) << text;
  EXPECT_NE(text.find("step 1: 3 = -7, 5 = 8"), std::string::npos) << text;
}

TEST(RunSummary, WarnsOfLostMessages) {
  RunReport report = two_steps();
  EXPECT_EQ(run_summary(report).find("lost"), std::string::npos);
  report.lost = {0, 5};
  EXPECT_NE(run_summary(report).find("WARNING         5 messages were lost: 0 refused by the network (no such core), 5 "
                                     "dropped by cores (no such axon or neuron)\n"),
            std::string::npos)
      << run_summary(report);
}

TEST(RunJson, LostMessages) {
  RunReport report = two_steps();
  report.host_messages_refused = 4;
  report.lost = {7, 5};
  const Json json = parse_json(run_json(report), "run.json");
  EXPECT_EQ(json["messages_lost"]["refused"], 7);
  EXPECT_EQ(json["messages_lost"]["dropped"], 5);
  EXPECT_EQ(json["host"]["messages_refused"], 4);
  EXPECT_EQ(json["cores"][0]["messages_refused"], 1);
  EXPECT_EQ(json["cores"][1]["messages_dropped"], 3);
}

TEST(Classification, Accuracy) {
  EXPECT_EQ(Classification{}.accuracy(), 0);
  const Classification two_of_three{{{1, 1}, {2, 0}, {0, 0}}, 9};
  EXPECT_EQ(two_of_three.correct(), 2U);
  EXPECT_DOUBLE_EQ(two_of_three.accuracy(), 2.0 / 3);
  EXPECT_EQ(predictions_csv(two_of_three), "image,label,prediction,correct\n0,1,1,1\n1,2,0,0\n2,0,0,1\n");
}

TEST(RunSummary, SaysWhatLooselyTimedTimesAreWorth) {
  RunReport report = two_steps();
  EXPECT_EQ(run_summary(report).find("loosely timed"), std::string::npos);
  report.timing = models::Timing::loosely_timed;
  EXPECT_NE(run_summary(report).find("loosely timed"), std::string::npos);
}

}  // namespace
}  // namespace floorline::platform
