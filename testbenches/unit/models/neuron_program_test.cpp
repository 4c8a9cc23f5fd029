// Every neuron program against its rule, implemented a second time in 64-bit arithmetic.
#include "models/neuron/neuron_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "testbenches/unit/models/naive_arithmetic.h"

namespace floorline::models {
namespace {

// One neuron: `state` holds its fields in the order of neuron_program.h. Returns what it sends.
std::int64_t naive_send_change(std::int64_t x, std::int64_t& last, std::int64_t& residue, std::int64_t threshold) {
  const std::int64_t difference = naive_wrap24(x - last + residue);
  last = x;
  if (std::abs(difference) >= threshold * 4096) {
    residue = 0;
    return naive_shifted_right(difference, 6);
  }
  residue = difference;
  return 0;
}

std::int64_t naive_lif(std::vector<std::int64_t>& state, std::int64_t arrived, const NeuronParameters& parameters,
                       std::int64_t step) {
  std::int64_t& current = state[0];
  std::int64_t& voltage = state[1];
  if (parameters.reset_interval > 0 && step >= parameters.reset_offset &&
      (step - parameters.reset_offset) % parameters.reset_interval == 0)
    voltage = 0;
  current = naive_wrap24(naive_decayed(current, parameters.current_decay) + arrived * 64);
  voltage = naive_decayed(voltage, parameters.voltage_decay) + current + state[2] * 64;
  voltage = std::clamp<std::int64_t>(voltage, -largest24, largest24);
  if (voltage <= std::int64_t{parameters.threshold} * 64)
    return 0;
  voltage = 0;
  return 1;
}

std::int64_t naive_update(NeuronProgramId program, std::vector<std::int64_t>& state, std::int64_t arrived,
                          const NeuronParameters& parameters, std::int64_t step) {
  switch (program) {
    case NeuronProgramId::relay:
      return naive_wrap24(arrived);
    case NeuronProgramId::delta:
      state[0] = naive_wrap24(state[0] + arrived);
      return naive_send_change(naive_wrap24(state[0] * 4096), state[1], state[2], parameters.threshold);
    case NeuronProgramId::sigma_delta:
      state[0] = naive_wrap24(state[0] + arrived);
      return naive_send_change(std::max<std::int64_t>(naive_wrap24(state[0] + state[3] * 4096), 0), state[1], state[2],
                               parameters.threshold);
    case NeuronProgramId::sigma:
      state[0] = naive_wrap24(state[0] + arrived);
      return naive_wrap24(state[0] + state[1] * 4096);
    case NeuronProgramId::lif:
      return naive_lif(state, arrived, parameters, step);
    case NeuronProgramId::lif_input:
      state[2] = naive_wrap24(state[2] + arrived);
      return naive_lif(state, 0, parameters, step);
    case NeuronProgramId::integrator:
      state[0] = naive_wrap24(state[0] + arrived);
      return naive_wrap24(state[0] + state[1]);
    case NeuronProgramId::bounded_relu: {
      const auto potential = static_cast<std::int32_t>(arrived + state[0]);
      const std::int64_t scaled = static_cast<std::int64_t>(std::floor(
          static_cast<long double>(potential) * static_cast<long double>(state[1]) / std::pow(2.0L, parameters.shift)));
      return std::min<std::int64_t>(std::max<std::int64_t>(scaled, 0), parameters.highest);
    }
    case NeuronProgramId::integrate_fire: {
      const std::int64_t sum = std::clamp<std::int64_t>(state[0] + arrived, -32768, 32767);
      const bool spikes = sum >= parameters.threshold;
      state[0] = sum;
      if (spikes)
        state[0] = parameters.resets_to_zero != 0 ? 0 : sum - parameters.threshold;
      state[0] = std::max<std::int64_t>(state[0], parameters.lowest);
      return spikes ? 1 : 0;
    }
    case NeuronProgramId::potential:
      return static_cast<std::int32_t>(arrived + state[0]);
  }
  return 0;
}

NeuronParameters random_parameters(std::mt19937& random) {
  static constexpr std::int32_t thresholds[] = {
      0, 1, 7, 100, 2047, 2048, 1 << 17, largest24, std::numeric_limits<std::int32_t>::max(), -1};
  static constexpr std::int32_t decays[] = {0, 1, 128, 2048, 4095, 4096};
  NeuronParameters parameters;
  parameters.threshold = thresholds[random() % std::size(thresholds)];
  parameters.current_decay = decays[random() % std::size(decays)];
  parameters.voltage_decay = decays[random() % std::size(decays)];
  parameters.reset_interval = static_cast<std::int32_t>(random() % 5);
  parameters.reset_offset = static_cast<std::int32_t>(random() % 7);
  parameters.shift = static_cast<std::int32_t>(random() % 40);
  parameters.lowest = -static_cast<std::int32_t>(random() % 3000);
  parameters.resets_to_zero = static_cast<std::int32_t>(random() % 2);
  parameters.highest = static_cast<std::int32_t>(random() % 256);
  return parameters;
}

class NeuronPrograms : public testing::TestWithParam<std::uint32_t> {
 protected:
  NeuronProgramId id() const { return static_cast<NeuronProgramId>(GetParam()); }
};

TEST_P(NeuronPrograms, FollowTheirRuleForManySteps) {
  std::mt19937 random(GetParam() + 11);
  const std::uint32_t fields = neuron_state_fields(id());
  std::size_t sent_something = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const NeuronParameters parameters = random_parameters(random);
    const std::unique_ptr<NeuronProgram> program = make_neuron_program(id(), parameters);
    ASSERT_EQ(program->state_fields(), fields);
    std::vector<std::int32_t> state(fields * neurons_per_row);
    std::vector<std::vector<std::int64_t>> expected(neurons_per_row, std::vector<std::int64_t>(fields));
    for (std::size_t word = 0; word < state.size(); ++word)
      expected[word % neurons_per_row][word / neurons_per_row] = state[word] = random24(random);
    for (std::uint64_t step = 0; step < 20; ++step) {
      std::int32_t arrived[neurons_per_row];
      std::int32_t sent[neurons_per_row];
      for (std::int32_t& value : arrived)
        value = random() % 8 == 0 ? static_cast<std::int32_t>(random()) : random24(random);
      program->update_row(state.data(), arrived, sent, step);
      for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
        const std::int64_t value =
            naive_update(id(), expected[lane], arrived[lane], parameters, static_cast<std::int64_t>(step));
        sent_something += value != 0 ? 1 : 0;
        ASSERT_EQ(sent[lane], value) << "step " << step << " threshold " << parameters.threshold;
        for (std::uint32_t field = 0; field < fields; ++field)
          ASSERT_EQ(state[field * neurons_per_row + lane], expected[lane][field]) << "field " << field;
      }
    }
  }
  EXPECT_GT(sent_something, 1000u);
}

// A driver may leave anything in neuron memory. For such states only this is guaranteed: the arithmetic is defined
// (checked by the sanitizers), the states return to 24 bits after one update, and biases and scales do not change.
TEST_P(NeuronPrograms, SurviveStatesOfMoreThan24Bits) {
  std::mt19937 random(GetParam() + 31);
  const std::uint32_t fields = neuron_state_fields(id());
  const std::int32_t bias_field = neuron_bias_field(id());
  for (int trial = 0; trial < 300; ++trial) {
    const std::unique_ptr<NeuronProgram> program = make_neuron_program(id(), random_parameters(random));
    std::vector<std::int32_t> state(fields * neurons_per_row);
    for (std::int32_t& word : state) {
      word = random() % 4 == 0 ? std::numeric_limits<std::int32_t>::min() : static_cast<std::int32_t>(random());
      word = random() % 4 == 0 ? std::numeric_limits<std::int32_t>::max() : word;
    }
    std::int32_t arrived[neurons_per_row];
    std::int32_t sent[neurons_per_row];
    for (std::int32_t& value : arrived)
      value = static_cast<std::int32_t>(random());
    program->update_row(state.data(), arrived, sent, 3);
    for (std::uint32_t word = 0; word < state.size(); ++word) {
      const auto field = static_cast<std::int32_t>(word / neurons_per_row);
      if (field != bias_field && field != neuron_scale_field(id())) {
        EXPECT_EQ(state[word], naive_wrap24(state[word])) << "field " << word / neurons_per_row;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, NeuronPrograms, testing::Range(0u, neuron_program_count),
                         [](const auto& instance) { return std::string(neuron_program_names[instance.param]); });

TEST(NeuronProgram, NumbersThatAreNoneHaveNoProgram) {
  EXPECT_EQ(make_neuron_program(static_cast<NeuronProgramId>(neuron_program_count), {}), nullptr);
  EXPECT_EQ(neuron_state_fields(static_cast<NeuronProgramId>(~0u)), 0u);
  EXPECT_EQ(neuron_bias_field(static_cast<NeuronProgramId>(~0u)), -1);
}

TEST(NeuronProgram, OnlyNeuronsThatSendNothingNeedNoMessage) {
  // A change below the resolution of a message is consumed and not sent: threshold 0, change of 63.
  const std::unique_ptr<NeuronProgram> program = make_neuron_program(NeuronProgramId::sigma_delta, {});
  std::vector<std::int32_t> state(4 * neurons_per_row);
  std::int32_t arrived[neurons_per_row] = {63, 64, -64};
  std::int32_t sent[neurons_per_row];
  program->update_row(state.data(), arrived, sent, 0);
  EXPECT_EQ(sent[0], 0);
  EXPECT_EQ(sent[1], 1);
  EXPECT_EQ(sent[2], 0);                     // rectified
  EXPECT_EQ(state[neurons_per_row], 63);     // last
  EXPECT_EQ(state[2 * neurons_per_row], 0);  // residue
}

}  // namespace
}  // namespace floorline::models
