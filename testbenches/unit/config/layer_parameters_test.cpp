// The section "layers" of chip files: what it means, how it prints, and what is said about mistakes in it.
#include "platform/config/layer_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "platform/base/json_reader.h"
#include "platform/config/chip_file.h"
#include "platform/config/chip_setting.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using platform::ChipDocument;
using platform::Json;
using platform::LayerKindRules;
using platform::LayerRules;
using testing::ElementsAre;

ChipDocument akida() {
  return platform::find_chip_document("akd1000", {testbenches::source_directory() + "/platform/chips"});
}

ChipDocument with(const std::string& path, const Json& value) {
  ChipDocument document = akida();
  document.json[Json::json_pointer(path)] = value;
  return document;
}

Json quantity(const Json& value) {
  return {{"value", value}, {"status", "assumed"}, {"source", "test"}};
}

TEST(LayerSection, IsOptional) {
  ChipDocument document = akida();
  document.json.erase("layers");
  EXPECT_FALSE(platform::resolve(document).layers);
}

TEST(LayerSection, KindsThatAreNotThereAreNotPossible) {
  ChipDocument document = akida();
  document.json["layers"].erase("dense");
  const LayerRules rules = platform::resolve(document).layers.value();
  EXPECT_TRUE(rules.convolution);
  EXPECT_FALSE(rules.dense);
}

TEST(LayerSection, WhatIsNotThereOrAnyIsNotLimited) {
  const LayerKindRules empty = platform::resolve(with("/layers/separable", Json::object())).layers->separable.value();
  EXPECT_TRUE(empty.kernel_sizes.empty());
  EXPECT_TRUE(empty.has_groups);
  EXPECT_TRUE(empty.has_dilation);
  EXPECT_FALSE(empty.pooling_needs_convolution_behind);
  EXPECT_FALSE(empty.width_highest);
  const ChipDocument any = with("/layers/convolution/kernel_sizes", quantity("any"));
  EXPECT_TRUE(platform::resolve(any).layers->convolution->kernel_sizes.empty());
}

TEST(LayerSection, OfAkidaIsReadAsItStands) {
  const LayerRules rules = platform::resolve(akida()).layers.value();
  EXPECT_THAT(rules.convolution->kernel_sizes, ElementsAre(1, 3, 5, 7));
  EXPECT_THAT(rules.convolution->strided_kernel_sizes, ElementsAre(3));
  EXPECT_THAT(rules.convolution->paddings, ElementsAre(platform::PaddingRule::same));
  EXPECT_FALSE(rules.convolution->has_groups);
  ASSERT_EQ(rules.input_convolution->filter_limits.size(), 6U);
  EXPECT_EQ(rules.input_convolution->filter_limits[3].filters_highest, 192);
  ASSERT_EQ(rules.input_convolution->pooling_windows.size(), 4U);
  EXPECT_EQ(rules.input_convolution->pooling_windows[1].width, 2);
  EXPECT_EQ(rules.input_convolution->width_highest, 256);
  EXPECT_EQ(rules.dense->inputs_highest, 57334);
}

TEST(LayerSection, PrintsAndReadsAgain) {
  const TemporaryDirectory directory;
  const platform::ChipConfig chip = platform::resolve(akida());
  const ChipDocument made = platform::make_chip_document(chip, "a program");
  std::ofstream(directory.file("made.json")) << platform::print_chip(made);
  const ChipDocument again = platform::read_chip_document(directory.file("made.json"));
  EXPECT_EQ(again.json["layers"], made.json["layers"]);
  for (const platform::LayerParameter& parameter : platform::layer_parameters())
    EXPECT_EQ(parameter.get(*platform::resolve(again).layers), parameter.get(*chip.layers)) << parameter.path;
}

TEST(LayerSection, UnknownKeysNameTheNearest) {
  expect_user_error(
      [] { platform::resolve(with("/layers/convolution/kernel_size", quantity(Json::array({3})))); },
      {"akd1000.json: layers.convolution.kernel_size is not a known key", "layers.convolution.kernel_sizes"});
  expect_user_error([] { platform::resolve(with("/layers/seperable", Json::object())); },
                    {"layers.seperable is not a known key", "layers.separable"});
}

TEST(LayerSection, ValuesAreChecked) {
  const auto refused = [](const std::string& key, const Json& value, const std::string& possible) {
    expect_user_error([&] { platform::resolve(with("/layers/convolution/" + key, quantity(value))); },
                      {"akd1000.json: layers.convolution." + key + " is " + value.dump() + "; it must be " + possible});
  };
  for (const Json& value : {Json(3), Json("3"), Json::array(), Json::array({0}), Json::array({2.5}), Json(nullptr)})
    refused("kernel_sizes", value, "a list of whole numbers from 1 to 65536, or \"any\"");
  refused("paddings", Json::array({"full"}), "a list of valid and same, or");
  refused("poolings", Json::array({1}), "a list of none, maximum, sum and global_average");
  refused("groups", 1, "true or false");
  refused("pooling_windows", Json::array({Json::array({2})}), "a list of [rows, columns]");
  refused("filters", Json::array({Json::array({1, 2})}), "a list of [input channels, kernel size, largest number");
  refused("width_highest", Json::array({3}), "a whole number from 1 to 65536");
}

TEST(LayerSection, EveryValueNeedsItsSource) {
  Json value = quantity(Json::array({3}));
  value["source"] = "";
  expect_user_error([&] { platform::resolve(with("/layers/convolution/strides", value)); },
                    {"layers.convolution.strides.source is empty"});
  value = quantity(Json::array({3}));
  value["status"] = "guessed";
  expect_user_error([&] { platform::resolve(with("/layers/convolution/strides", value)); },
                    {"layers.convolution.strides.status", "documented"});
  value = quantity(Json::array({3}));
  value["unit"] = "ns";
  expect_user_error([&] { platform::resolve(with("/layers/convolution/strides", value)); },
                    {"layers.convolution.strides.unit is not a known key"});
}

TEST(LayerSettings, TakeListsWithAndWithoutBrackets) {
  const auto set = [](const std::string& setting) {
    ChipDocument document = akida();
    platform::apply_setting(document, setting);
    return *platform::resolve(document).layers;
  };
  EXPECT_THAT(set("layers.convolution.kernel_sizes=3,9").convolution->kernel_sizes, ElementsAre(3, 9));
  EXPECT_THAT(set("layers.convolution.kernel_sizes=[9]").convolution->kernel_sizes, ElementsAre(9));
  EXPECT_THAT(set("layers.convolution.kernel_sizes=9").convolution->kernel_sizes, ElementsAre(9));
  EXPECT_TRUE(set("layers.convolution.kernel_sizes=any").convolution->kernel_sizes.empty());
  EXPECT_EQ(set("layers.convolution.paddings=valid,same").convolution->paddings.size(), 2U);
  EXPECT_TRUE(set("layers.convolution.groups=true").convolution->has_groups);
  EXPECT_EQ(set("layers.input_convolution.width_highest=300").input_convolution->width_highest, 300);
  EXPECT_EQ(set("layers.separable.pooling_windows=[[3,3]]").separable->pooling_windows.front().height, 3);
}

TEST(LayerSettings, AreRefusedInOneSentence) {
  const auto refused = [](ChipDocument document, const std::string& setting, std::initializer_list<std::string> parts) {
    expect_user_error([&] { platform::apply_setting(document, setting); }, parts);
  };
  refused(akida(), "layers.convolution.kernel_sizes=three",
          {"setting layers.convolution.kernel_sizes=three", "must be a list of whole numbers"});
  refused(akida(), "layers.convolution.kernels=3", {"nearest keys", "layers.convolution.kernel_sizes"});
  refused(platform::find_chip_document("loihi2", {testbenches::source_directory() + "/platform/chips"}),
          "layers.convolution.strides=1", {"loihi2.json has no section \"layers\""});
}

}  // namespace
}  // namespace floorline::testbenches
