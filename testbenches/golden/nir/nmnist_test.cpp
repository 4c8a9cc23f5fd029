// Real recordings through the convolutional network of NIR's paper, held against counts of another simulation.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platform/events/event_file.h"
#include "platform/nir/nir_executor.h"
#include "platform/nir/nir_file.h"
#include "testbenches/golden/nir/nmnist_table.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

constexpr std::size_t steps = 300;  // of one millisecond; what comes later counts in the last
constexpr std::size_t extent = 34;  // of the sensor, in pixels

// Counts of events in each step, [polarity, row, column].
std::vector<platform::NirValues> frames_of(const platform::EventRecording& recording) {
  std::vector<platform::NirValues> frames(steps, platform::NirValues(2 * extent * extent, 0.0));
  for (const platform::Event& event : recording.events) {
    const std::size_t step = std::min<std::size_t>(event.time_us / 1000, steps - 1);
    frames[step][(event.is_on ? 1 : 0) * extent * extent + event.y * extent + event.x] += 1;
  }
  return frames;
}

double sum(const platform::NirValues& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum;
}

// In the order of the table's columns.
std::vector<double> run(platform::NirExecutor& executor, const std::vector<platform::NirValues>& frames) {
  const std::vector<std::string> layers = {"1", "3", "6", "10", "12"};
  std::vector<double> values(6, 0.0);
  platform::NirValues output(10, 0.0);
  executor.reset();
  for (const platform::NirValues& frame : frames) {
    const platform::NirValues& spikes = executor.step(frame);
    for (std::size_t i = 0; i < output.size(); ++i) {
      output[i] += spikes[i];
    }
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
      values[layer + 1] += sum(executor.values(layers[layer]));
    }
  }
  values[0] = static_cast<double>(std::max_element(output.begin(), output.end()) - output.begin());
  return values;
}

class Nmnist : public DataTest, public testing::WithParamInterface<char> {
 protected:
  // Variant A is met spike by spike. The table's simulation had single precision, which in variant B, with twice the
  // spikes and a bound to run into, now and then decides otherwise at a threshold: in 3 of the 61 recordings, in the
  // last two layers, by one spike in 2000. The first three layers are met there, too.
  static void compare(const std::vector<double>& values, const NmnistLine& expected) {
    const std::vector<double>& right = expected.values.at(GetParam());
    EXPECT_EQ(values.front(), right.front()) << expected.sample;
    for (std::size_t layer = 1; layer < right.size(); ++layer) {
      const double tolerance = GetParam() == 'B' && layer > 3 ? 1e-3 * right[layer] : 0;
      EXPECT_NEAR(values[layer], right[layer], tolerance) << expected.sample << ", layer " << layer;
    }
  }
};

TEST_P(Nmnist, TestRecordings) {
  const std::string path = data_file("nir/nmnist_cnn_sinabs.nir");
  platform::NirRunOptions options;
  options.dt_s = 1e-3;
  options.reset = platform::NirReset::by_subtraction;
  options.spikes = platform::NirSpikes::many_per_step;
  options.integration = platform::NirIntegration::per_step;
  options.lower_bound = GetParam() == 'A' ? platform::NirLowerBound::none : platform::NirLowerBound::minus_threshold;
  platform::NirExecutor executor(platform::read_nir(path), path, options);
  int correct = 0;
  const std::vector<NmnistLine> table = read_nmnist_table();
  ASSERT_EQ(table.size(), 61U);
  for (const NmnistLine& expected : table) {
    const platform::EventRecording recording = platform::read_event_file(expected.recording());
    EXPECT_EQ(recording.events.size(), expected.events) << expected.sample;
    const std::vector<double> values = run(executor, frames_of(recording));
    compare(values, expected);
    correct += values.front() == expected.label ? 1 : 0;
  }
  EXPECT_EQ(correct, GetParam() == 'A' ? 61 : 59);
}

INSTANTIATE_TEST_SUITE_P(Variants, Nmnist, testing::Values('A', 'B'),
                         [](const testing::TestParamInfo<char>& variant) { return std::string(1, variant.param); });

}  // namespace
}  // namespace floorline::testbenches
