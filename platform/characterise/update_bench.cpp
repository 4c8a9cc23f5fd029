// Neurons that are updated and never send: the time of an update, and of fetching states.
//
// States are fetched a row of 16 neurons at a time, the next row during the update of this one. With all neurons in one
// row there is one fetch, so that the slope over their number is the update alone, however slow the memory is; the
// fetch itself is in the intercept, and differs between programs by the words of state that they have.
#include <fmt/core.h>

#include <algorithm>

#include "platform/characterise/benches.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

using models::NeuronProgramId;

namespace {

constexpr int row = neurons_per_row;
constexpr int core = 0;

std::vector<int> within_row(int first) {
  return {first + 2, first + 4, first + 6, first + 8, first + 10, first + 12, first + 14, first + 16};
}

std::vector<int> many_rows(const ChipStructure& chip) {
  const int most = std::min(1024, static_cast<int>(chip.neurons_per_core)) / row;
  return {most / 4 * row, most / 2 * row, most * 5 / 8 * row, most * 3 / 4 * row, most * 7 / 8 * row, most * row};
}

// With a barrier whose time is not known, the fetches hold that time too, and their latency cannot be told from it.
void add_state_memory(const std::vector<FitPoint>& fetches, bool barrier_known, Constants& constants) {
  const auto differs = [&](const FitPoint& point) { return point.x != fetches.front().x; };
  if (std::none_of(fetches.begin(), fetches.end(), differs)) {
    constants.left_out.emplace_back(
        "Neuron memory (state_word_ns, state_access_ns): all programs of this chip have equally many states.");
    return;
  }
  Sweep sweep;
  sweep.points = sweep.used = fetches;
  std::sort(sweep.points.begin(), sweep.points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
  sweep.fit = fit_line(sweep.points, BenchChip::resolution_ns);
  MeasuredConstant word = slope_of(sweep);
  word.name = "state_word_ns";
  word.what = "one word read from neuron memory";
  word.how =
      "time until the first row of neurons is there: steps of neuron_update_ns.<program>, extrapolated to no "
      "neurons, less the barrier; over the words of a row, which programs have more or fewer of";
  word.x_title = "words of state in a row";
  word.y_title = "time until the first row is there";
  MeasuredConstant access = intercept_of(sweep);
  access.name = "state_access_ns";
  access.what = "access latency of neuron memory";
  access.how = "as state_word_ns, extrapolated to no words";
  access.x_title = word.x_title;
  access.y_title = word.y_title;
  constants.add(word);
  if (barrier_known)
    constants.add(access);
  else
    constants.left_out.emplace_back(
        "The latency of neuron memory (state_access_ns): no neurons of this chip are without states, so it cannot be "
        "told from what passes before they are updated.");
}

}  // namespace

void measure_updates(BenchChip& chip, Constants& constants) {
  const bool barrier_known = constants.find("barrier_base_ns") != nullptr;
  const double barrier_ns = constants.measured_ns("barrier_base_ns");
  std::vector<FitPoint> fetches;
  std::vector<MeasuredConstant> sustained_updates;
  const auto& programs = chip.structure().has_program;
  const bool has_few_programs = std::count(programs.begin(), programs.end(), true) < 4;
  for (std::uint32_t number = 0; number < models::neuron_program_count; ++number) {
    const auto program = static_cast<NeuronProgramId>(number);
    if (program == NeuronProgramId::relay || !chip.structure().has_program[number])
      continue;  // relay: see measure_barrier
    const std::string name = models::neuron_program_names[number];
    const auto step_ns = [&](int neurons) { return chip.step_ns(idle_neurons(program, {core}, neurons)); };

    const Sweep one_row = sweep(within_row(0), step_ns);
    MeasuredConstant update = slope_of(one_row);
    update.name = "neuron_update_ns." + name;
    update.what = fmt::format("one update of a {} neuron", name);
    update.how = "idle neurons on one core, all in one row of states; control: in the second row";
    update.x_title = "neurons";
    update.y_title = "time of a step";
    check(update, sweep(within_row(row), step_ns).fit.slope, one_row.points.back().y / one_row.points.back().x);
    constants.add(update);
    const auto words = static_cast<double>(chip.structure().state_words_per_row(program));
    fetches.push_back({words, one_row.fit.intercept - barrier_ns});
    if (has_few_programs) {  // two points are no line
      const auto far_step_ns = [&](int neurons) {
        return chip.step_ns(idle_neurons(program, {chip.structure().core_count() - 1}, neurons));
      };
      fetches.push_back({words, sweep(within_row(0), far_step_ns).fit.intercept - barrier_ns});
    }

    const Sweep rows = sweep(many_rows(chip.structure()), step_ns);
    MeasuredConstant sustained = slope_of(rows);
    sustained.name = "sustained_update_ns." + name;
    sustained.what = fmt::format("each of many {} neurons, states fetched: the floor", name);
    sustained.how = "idle neurons on one core, many rows of states";
    sustained.x_title = "neurons";
    sustained.y_title = "time of a step";
    sustained_updates.push_back(sustained);
  }
  add_state_memory(fetches, barrier_known, constants);
  for (MeasuredConstant& sustained : sustained_updates)
    constants.add(sustained);
}

}  // namespace floorline::platform
