#include "platform/mapping/neuron_programs.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

// Every program is one of some model, and that model has it.
TEST(NeuronPrograms, AllBelongToAModel) {
  for (std::uint32_t number = 0; number < models::neuron_program_count; ++number) {
    const auto program = static_cast<models::NeuronProgramId>(number);
    Neuron neuron;
    neuron.model = model_of(program);
    EXPECT_TRUE(program_of(neuron, false) == program || program_of(neuron, true) == program)
        << models::neuron_program_names[number];
  }
}

TEST(NeuronPrograms, LifOfAnInputLayerIsDrivenByItsBias) {
  Neuron neuron;
  neuron.model = NeuronModel::lif;
  EXPECT_EQ(program_of(neuron, true), models::NeuronProgramId::lif_input);
  EXPECT_EQ(program_of(neuron, false), models::NeuronProgramId::lif);
}

}  // namespace
}  // namespace floorline::platform
