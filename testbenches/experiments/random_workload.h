// Networks and mappings drawn at random, from mostly idle ones to such that hardly let a message through.
#pragma once

#include "platform/chip/chip_config.h"
#include "platform/network/synthetic_network.h"
#include "testbenches/experiments/driven_network.h"

namespace floorline::testbenches {

// Two to four layers on cores all over the chip: how many cores a layer has, how many neurons a core, which share of
// them fires, how sparse the weights are and how they are stored, and where the cores lie, are all drawn. In one of
// three, the activity of a layer is heaped on one core. Fits the chip, which needs four cores or more.
platform::BenchNetwork random_workload(platform::Draw& draw, const platform::ChipConfig& chip);

}  // namespace floorline::testbenches
