#include "platform/evaluate/evaluate.h"

#include <sys/resource.h>

#include <chrono>
#include <systemc>
#include <utility>

namespace floorline::platform {
namespace {

// How long steps took to simulate.
class Stopwatch {
 public:
  // Throws EvaluationStopped if the step callback ended the run.
  void run(Run& run, std::uint64_t steps) {
    const auto begin = std::chrono::steady_clock::now();
    if (!run.run(steps))
      throw EvaluationStopped{};
    wall_ += std::chrono::steady_clock::now() - begin;
  }

  SimulationCost cost() const {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr std::uint64_t bytes_per_kilobyte = 1024;
    return {wall_.count(), static_cast<std::uint64_t>(usage.ru_maxrss) * bytes_per_kilobyte};
  }

 private:
  std::chrono::duration<double> wall_{0};
};

std::unique_ptr<RunAttachment> prepare(Run& run, const EvaluationOptions& options) {
  run.chip().calendar().set_run_ahead(Run::usual_run_ahead_ps);
  run.set_step_callback(options.step_callback);
  if (options.record_causes)
    run.record_causes();
  if (options.record_ports)
    run.chip().open_port_ledgers();
  return options.attach ? options.attach(run) : nullptr;
}

}  // namespace

RunReport evaluate(const ChipConfig& chip, const Network& network, const Mapping& mapping,
                   const std::vector<InputStretch>& input, const EvaluationOptions& options) {
  Run run("run", chip, network, mapping, options.timing);
  const std::unique_ptr<RunAttachment> attachment = prepare(run, options);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  RunRecord record;
  Stopwatch stopwatch;
  for (const InputStretch& stretch : input) {
    std::visit([&run](const auto& values) { run.begin(values); }, stretch.input);
    stopwatch.run(run, stretch.steps);
    record.append(run);
  }
  RunReport report = make_run_report(run, std::move(record), stopwatch.cost());
  if (options.on_finished)
    options.on_finished(run);
  if (attachment != nullptr)
    attachment->finish();
  return report;
}

PassesReport evaluate_passes(const ChipConfig& chip, const std::vector<Pass>& passes, const FrameValues& frames,
                             const EvaluationOptions& options) {
  Run run("run", chip, options.timing);
  const std::unique_ptr<RunAttachment> attachment = prepare(run, options);
  PassesReport report;
  report.chip = chip.name;
  report.network = passes.front().program.network.name;
  report.timing = options.timing;
  report.outputs = frames;
  Stopwatch stopwatch;
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (const Pass& pass : passes) {
    const Layer& output = pass.program.network.layers.back();
    const Picoseconds program_ps = run.program(pass.program);
    sc_core::sc_start(sc_core::sc_time::from_value(program_ps));  // the time resolution is 1 ps
    const std::uint64_t steps = report.outputs.size();
    run.begin(InputSequence(pass.program.network.layers.front().shape, std::move(report.outputs)));
    stopwatch.run(run, steps);
    report.outputs = output_values(run.outputs(), static_cast<std::size_t>(output.shape.neuron_count()));
    report.passes.push_back(make_pass_report(pass, run, program_ps));
  }
  report.cost = stopwatch.cost();
  report.energy = energy_of(report, chip.energy);
  if (attachment != nullptr)
    attachment->finish();
  return report;
}

}  // namespace floorline::platform
