// How many bits a network gets from the rules of a chip.
#include "platform/import/chip_bits.h"

#include <gtest/gtest.h>

#include "platform/config/load_chip.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using platform::LayerKindRules;
using platform::LayerRules;
using platform::QuantiseOptions;

TEST(ChipBits, AreTheUsualOnesWithoutRules) {
  const QuantiseOptions options = platform::quantise_options_for(std::nullopt);
  EXPECT_EQ(options.first_weight_bits, QuantiseOptions{}.first_weight_bits);
  EXPECT_EQ(options.weight_bits, QuantiseOptions{}.weight_bits);
  EXPECT_EQ(options.activation_bits, QuantiseOptions{}.activation_bits);
  EXPECT_TRUE(options.grouped_convolutions);
}

TEST(ChipBits, AreTheMostOfAkida) {
  const QuantiseOptions options = platform::quantise_options_for(
      platform::load_chip("akd1000", {testbenches::source_directory() + "/platform/chips"}).layers);
  EXPECT_EQ(options.first_weight_bits, 8);
  EXPECT_EQ(options.weight_bits, 4);
  EXPECT_EQ(options.activation_bits, 4);
  EXPECT_FALSE(options.grouped_convolutions);
}

TEST(ChipBits, AreWhatAllKindsHave) {
  LayerRules rules;
  rules.convolution = rules.dense = LayerKindRules{};
  rules.convolution->weight_bits = {2, 3, 5, 8};
  rules.dense->weight_bits = {3, 4, 5};
  rules.convolution->activation_bits = {2};
  rules.convolution->has_groups = true;
  const QuantiseOptions options = platform::quantise_options_for(rules);
  EXPECT_EQ(options.first_weight_bits, 5);  // there is no input convolution
  EXPECT_EQ(options.weight_bits, 5);
  EXPECT_EQ(options.activation_bits, 2);
  EXPECT_TRUE(options.grouped_convolutions);
}

TEST(ChipBits, StayTheUsualOnesWhereNoneWillDo) {
  LayerRules rules;
  rules.dense = LayerKindRules{};
  rules.dense->weight_bits = {1};
  EXPECT_EQ(platform::quantise_options_for(rules).weight_bits, QuantiseOptions{}.weight_bits);
}

}  // namespace
}  // namespace floorline::testbenches
