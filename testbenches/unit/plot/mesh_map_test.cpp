// The map of a mesh, read back.
#include "platform/plot/mesh_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "platform/plot/colour_map.h"
#include "platform/plot/mesh_drawing.h"
#include "testbenches/unit/plot/picture_check.h"

namespace floorline::testbenches {
namespace {

using platform::colour_at;
using platform::ColourMap;
using platform::LinkLoad;
using platform::MarkedCore;
using platform::MeshLayout;
using platform::MeshMap;
using platform::MeshPanel;
using platform::MeshShape;
using platform::Place;
using platform::Rectangle;
using platform::Scale;
using platform::TickLabels;

// Core n has the value n.
MeshMap map_of(MeshShape shape, std::size_t panels = 1) {
  MeshMap map;
  map.title = "A mesh";
  map.shape = shape;
  for (std::size_t i = 0; i < panels; ++i) {
    MeshPanel panel;
    panel.title = "Panel " + std::to_string(i);
    panel.value = {"synops a step", Scale::linear, {}, {}, TickLabels::counts};
    for (std::size_t core = 0; core < shape.cores(); ++core) {
      panel.values.emplace_back(static_cast<double>(core));
    }
    map.panels.push_back(panel);
  }
  return map;
}

std::string refusal(const MeshMap& map) {
  try {
    to_svg(map);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(MeshMapPicture, ColoursCoresByTheirValue) {
  MeshMap map = map_of({2, 1, 4});
  map.panels[0].value.to = 10.0;
  const Picture picture(to_svg(map));
  EXPECT_EQ(picture.of_class("core").size(), 8U);
  for (const std::size_t core : {0, 5, 7}) {
    const std::string number = std::to_string(core);
    EXPECT_EQ(picture.with_hint("core " + number + ": " + number).attributes.at("fill"),
              colour_at(ColourMap::blues, static_cast<double>(core) / 10));
  }
}

TEST(MeshMapPicture, RoutersAreRowByRowAndCoresInThem) {
  const Picture picture(to_svg(map_of({3, 2, 4})));
  const auto core = [&](int number) {
    return picture.box_of(picture.with_hint("core " + std::to_string(number) + ": " + std::to_string(number)));
  };
  const std::vector<XmlElement> routers = picture.of_class("router");
  ASSERT_EQ(routers.size(), 6U);
  EXPECT_DOUBLE_EQ(picture.box_of(routers[0]).top, picture.box_of(routers[2]).top);
  EXPECT_LT(picture.box_of(routers[0]).right, picture.box_of(routers[1]).left);
  EXPECT_LT(picture.box_of(routers[0]).bottom, picture.box_of(routers[3]).top);
  EXPECT_NEAR(picture.box_of(routers[0]).left, picture.box_of(routers[3]).left, 0.02);
  for (int i = 0; i < 24; ++i) {
    const Rectangle router = picture.box_of(routers[static_cast<std::size_t>(i / 4)]);
    EXPECT_TRUE(router.contains({core(i).left, core(i).top}) && router.contains({core(i).right, core(i).bottom})) << i;
    for (int other = 0; other < i; ++other) {
      EXPECT_FALSE(core(i).overlaps(core(other))) << i << " " << other;
    }
  }
}

TEST(MeshMapPicture, UnusedCoresHaveNoColour) {
  MeshMap map = map_of({2, 2, 2}, 2);
  EXPECT_FALSE(Picture(to_svg(map)).has_text("core not used"));
  map.panels[1].values[3].reset();
  map.panels[1].values[4].reset();
  const Picture picture(to_svg(map));
  EXPECT_EQ(picture.of_class("core").size(), 14U);
  EXPECT_EQ(picture.of_class("unused").size(), 2U + 1);  // and the one in the key
  EXPECT_TRUE(picture.has_text("core not used"));
}

TEST(MeshMapPicture, ColoursAndWidensLinksByTheirLoad) {
  MeshMap map = map_of({2, 1, 1});
  map.panels[0].links = {{0, 1, 0.25}, {1, 0, 1}};
  const Picture picture(to_svg(map));
  const XmlElement& east = picture.with_hint("router 0,0 to 1,0: load 25.0 %");
  const XmlElement& west = picture.with_hint("router 1,0 to 0,0: load 100 %");
  EXPECT_EQ(east.attributes.at("fill"), colour_at(ColourMap::reds, 0.25));
  EXPECT_EQ(west.attributes.at("fill"), colour_at(ColourMap::reds, 1));
  EXPECT_TRUE(picture.has_text(map.load_title));
  EXPECT_FALSE(Picture(to_svg(map_of({2, 1, 1}))).has_text(map.load_title));
}

TEST(MeshMapPicture, LinksThatAreLeftOutAreDrawnWithoutLoad) {
  MeshMap map = map_of({3, 2, 1});
  map.panels[0].links = {{0, 1, 0.5}};
  const Picture picture(to_svg(map));
  std::size_t arrows = 0;
  for (const XmlElement& element : picture.elements()) {
    const bool is_link = !element.around.empty() && element.name == "path" && element.attributes.count("fill") == 1 &&
                         element.attributes.at("fill") == "#d8d8d8";
    arrows += is_link ? 1 : 0;
  }
  EXPECT_EQ(arrows, 2U * (2 * 2 + 3) - 1);
}

TEST(MeshMapPicture, HasTheTextsOfAllPanels) {
  MeshMap map = map_of({8, 4, 4}, 4);
  map.subtitle = "mean of 200 steps";
  map.marked = MarkedCore{17, "critical core 17"};
  map.panels[3].value = {"share of time", Scale::linear, 0, 200, TickLabels::percent};
  const Picture picture(to_svg(map));
  for (const char* text : {"A mesh", "mean of 200 steps", "Panel 0", "Panel 1", "Panel 2", "Panel 3", "synops a step",
                           "share of time", "critical core 17"}) {
    EXPECT_TRUE(picture.has_text(text)) << text;
  }
  EXPECT_EQ(picture.of_class("panel").size(), 4U);
  EXPECT_EQ(picture.of_class("colour-bar").size(), 4U);
  EXPECT_EQ(picture.of_class("mark").size(), 4U + 1);
}

TEST(MeshMapPicture, OutlinesTheMarkedCore) {
  MeshMap map = map_of({4, 3, 4});
  map.marked = MarkedCore{29, "critical"};
  const Picture picture(to_svg(map));
  const Rectangle core = picture.box_of(picture.with_hint("core 29: 29"));
  const Rectangle mark = picture.box_of(picture.of_class("mark").front());
  EXPECT_NEAR(mark.centre().x, core.centre().x, 0.02);
  EXPECT_NEAR(mark.centre().y, core.centre().y, 0.02);
  EXPECT_GT(mark.width(), core.width());
}

TEST(MeshMapPicture, NoTextLiesOnAnother) {
  for (const MeshShape shape :
       {MeshShape{8, 4, 4}, {1, 1, 9}, {5, 4, 4}, {16, 16, 4}, {1, 1, 1}, {40, 1, 1}, {1, 40, 2}, {30, 30, 1}}) {
    for (const std::size_t panels : {1, 2, 3, 4}) {
      MeshMap map = map_of(shape, panels);
      map.title = "A title that is so long that it cannot stand above the picture without being shortened somewhere";
      map.panels[0].title = "The title of this panel is also far too long for the room that there is for it above";
      map.panels[0].value.title = "and so is this one, which is about the synaptic operations and activations a step";
      map.panels[0].values[0].reset();
      map.marked = MarkedCore{shape.cores() - 1, "critical core"};
      if (shape.columns > 1) {
        map.panels[0].links = {{0, 1, 0.1}};
      }
      const Picture picture(to_svg(map));
      EXPECT_THAT(picture.bad_texts(), testing::IsEmpty()) << shape.columns << " x " << shape.rows << ", " << panels;
      for (const XmlElement& router : picture.of_class("router")) {
        ASSERT_LE(picture.box_of(router).right, 1000);
        ASSERT_LE(picture.box_of(router).bottom, picture.height());
      }
    }
  }
}

TEST(MeshMapPicture, AllZero) {
  MeshMap map = map_of({2, 2, 1});
  map.panels[0].values.assign(4, 0.0);
  const Picture picture(to_svg(map));
  EXPECT_EQ(picture.with_hint("core 3: 0").attributes.at("fill"), colour_at(ColourMap::blues, 0));
  EXPECT_TRUE(picture.has_text("1.0"));
}

TEST(MeshMapPicture, NoCoreUsedAtAll) {
  MeshMap map = map_of({2, 2, 1});
  map.panels[0].values.assign(4, std::nullopt);
  EXPECT_TRUE(Picture(to_svg(map)).of_class("core").empty());
}

TEST(MeshMapPicture, ZeroOnALogarithmicScaleIsLeast) {
  MeshMap map = map_of({3, 1, 1});
  map.panels[0].value.scale = Scale::logarithmic;
  map.panels[0].values = {0.0, 1.0, 100.0};
  const Picture picture(to_svg(map));
  EXPECT_EQ(picture.with_hint("core 0: 0").attributes.at("fill"), colour_at(ColourMap::blues, 0));
  EXPECT_EQ(picture.with_hint("core 2: 100").attributes.at("fill"), colour_at(ColourMap::blues, 1));
}

TEST(MeshMapPicture, EscapesTexts) {
  MeshMap map = map_of({2, 1, 1});
  map.title = "a < b & \"c\"";
  map.panels[0].title = "</text>";
  map.panels[0].value.title = "<synops>";
  const Picture picture(to_svg(map));
  EXPECT_TRUE(picture.has_text(map.title));
  EXPECT_TRUE(picture.has_text("</text>"));
  EXPECT_TRUE(picture.has_text("<synops>"));
}

TEST(MeshMapPicture, IsAlwaysTheSame) {
  MeshMap map = map_of({4, 4, 2}, 3);
  map.panels[1].links = {{0, 1, 0.3}, {5, 9, 0.7}};
  EXPECT_EQ(to_svg(map), to_svg(map));
}

TEST(MeshMapPicture, RefusesWhatCannotBe) {
  EXPECT_THAT(refusal(map_of({0, 1, 1})), testing::HasSubstr("at least one column"));
  EXPECT_THAT(refusal(map_of({101, 100, 1})), testing::HasSubstr("more than 10000 cores"));
  EXPECT_THAT(refusal(map_of({2, 2, 1}, 0)), testing::HasSubstr("no panel"));
  MeshMap map = map_of({3, 2, 1});
  map.panels[0].values.pop_back();
  EXPECT_THAT(refusal(map), testing::HasSubstr("panel 'Panel 0' has 5 values for 6 cores"));
  map = map_of({3, 2, 1});
  map.panels[0].values[4] = std::nan("");
  EXPECT_THAT(refusal(map), testing::HasSubstr("core 4"));
  map = map_of({3, 2, 1});
  map.marked = MarkedCore{6, ""};
  EXPECT_THAT(refusal(map), testing::HasSubstr("core 6 does not exist"));
  for (const LinkLoad& link : {LinkLoad{0, 2, 0.5}, {2, 3, 0.5}, {0, 4, 0.5}, {0, 0, 0.5}, {3, 6, 0.5}}) {
    map = map_of({3, 2, 1});
    map.panels[0].links = {link};
    EXPECT_THAT(refusal(map), testing::HasSubstr("does not join neighbours")) << link.from << " " << link.to;
  }
  for (const double load : {-0.1, 1.01, std::nan("")}) {
    map = map_of({3, 2, 1});
    map.panels[0].links = {{0, 3, load}};
    EXPECT_THAT(refusal(map), testing::HasSubstr("not within 0 and 1")) << load;
  }
  map.panels[0].links = {{0, 3, 0.5}, {3, 0, 0.5}, {0, 3, 0.6}};
  EXPECT_THAT(refusal(map), testing::HasSubstr("is given twice"));
}

TEST(MeshLayoutLanes, KeepToTheRightAndApart) {
  const MeshLayout layout({3, 3, 4}, true, 600, 600);
  const auto [east_from, east_to] = layout.lane(4, 5);
  const auto [west_from, west_to] = layout.lane(5, 4);
  EXPECT_LT(east_from.x, east_to.x);
  EXPECT_DOUBLE_EQ(east_from.y, east_to.y);
  EXPECT_GT(west_from.x, west_to.x);
  EXPECT_GE(east_from.y - west_from.y, 2 * layout.most_link_width());
  EXPECT_NEAR(east_from.x, layout.router(4).right, 1e-9);
  EXPECT_NEAR(east_to.x, layout.router(5).left, 1e-9);
  const auto [south_from, south_to] = layout.lane(4, 7);
  const auto [north_from, north_to] = layout.lane(7, 4);
  EXPECT_LT(south_from.y, south_to.y);
  EXPECT_LT(south_from.x, north_from.x);
  EXPECT_NEAR(north_to.y, layout.router(4).bottom, 1e-9);
}

}  // namespace
}  // namespace floorline::testbenches
