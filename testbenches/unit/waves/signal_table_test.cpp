#include "platform/waves/signal_table.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace floorline::platform {
namespace {

TEST(SignalTable, CountsInOrderOfDeclaration) {
  SignalTable table;
  const auto enumeration = table.add(WaveEnumeration{"unit", {{"idle"}, {"busy"}}});
  const auto group = table.add(WaveGroup{"core 0"});
  EXPECT_EQ(table.add(WaveSignal{"chip", "state", StateSignal{enumeration}, group}), 0U);
  EXPECT_EQ(table.add(WaveSignal{"chip", "count", IntegerSignal{7}}), 1U);
  EXPECT_EQ(table.add(WaveSignal{"chip", "note", TextSignal{}}), 2U);
  EXPECT_EQ(table.bits(0), 2U);
  EXPECT_EQ(table.bits(1), 7U);
  EXPECT_EQ(table.bits(2), 0U);
}

TEST(SignalTable, GivesStatesTheBitsThatTheyNeedAndAtLeastTwo) {
  const auto bits = [](std::size_t states) {
    return WaveEnumeration{"unit", std::vector<WaveState>(states, WaveState{"state"})}.bits();
  };
  EXPECT_EQ(bits(1), 2U);
  EXPECT_EQ(bits(4), 2U);
  EXPECT_EQ(bits(5), 3U);
  EXPECT_EQ(bits(8), 3U);
  EXPECT_EQ(bits(9), 4U);
}

TEST(SignalTable, RefusesNamesThatViewersDoNotRead) {
  SignalTable table;
  for (const char* name : {"", "two words", "1st", "a.b", "a[0]", "a\n", "{a}"}) {
    EXPECT_THROW(table.add(WaveSignal{"chip", name, TextSignal{}}), std::invalid_argument) << name;
  }
  for (const char* scope : {"", "chip.", ".chip", "chip..core", "chip.core 1"}) {
    EXPECT_THROW(table.add(WaveSignal{scope, "a", TextSignal{}}), std::invalid_argument) << scope;
  }
  for (const char* state : {"", "two words", "?red?busy", "#busy", " busy", "b\xc3\xbcsy"}) {
    EXPECT_THROW(table.add(WaveEnumeration{"unit", {{state}}}), std::invalid_argument) << state;
  }
  for (const char* enumeration : {"", "two words", "a/b"}) {
    EXPECT_THROW(table.add(WaveEnumeration{enumeration, {{"idle"}}}), std::invalid_argument) << enumeration;
  }
  for (const char* group : {"", "a\nb", "{a", "a}"}) {
    EXPECT_THROW(table.add(WaveGroup{group}), std::invalid_argument) << group;
  }
  EXPECT_TRUE(table.signals().empty() && table.enumerations().empty() && table.groups().empty());
}

TEST(SignalTable, RefusesWhatContradictsItself) {
  SignalTable table;
  EXPECT_THROW(table.add(WaveEnumeration{"unit", {}}), std::invalid_argument);
  EXPECT_THROW(table.add(WaveEnumeration{"unit", {{"idle"}, {"idle"}}}), std::invalid_argument);
  table.add(WaveEnumeration{"unit", {{"idle"}}});
  EXPECT_THROW(table.add(WaveEnumeration{"unit", {{"idle"}}}), std::invalid_argument);
  EXPECT_THROW(table.add(WaveSignal{"chip", "a", StateSignal{1}}), std::invalid_argument);
  EXPECT_THROW(table.add(WaveSignal{"chip", "a", IntegerSignal{0}}), std::invalid_argument);
  EXPECT_THROW(table.add(WaveSignal{"chip", "a", IntegerSignal{65}}), std::invalid_argument);
  EXPECT_THROW(table.add(WaveSignal{"chip", "a", IntegerSignal{1}, 0}), std::invalid_argument);
}

TEST(SignalTable, RefusesTwoSignalsOfOneName) {
  SignalTable table;
  table.add(WaveSignal{"chip.core_0", "a", TextSignal{}});
  table.add(WaveSignal{"chip.core_1", "a", TextSignal{}});
  EXPECT_THROW(table.add(WaveSignal{"chip.core_0", "a", IntegerSignal{}}), std::invalid_argument);
}

TEST(ScopeTree, HasEachScopeOnce) {
  SignalTable table;
  table.add(WaveSignal{"chip.core_0", "a", TextSignal{}});
  table.add(WaveSignal{"chip", "b", TextSignal{}});
  table.add(WaveSignal{"chip.core_1.queue", "a", TextSignal{}});
  table.add(WaveSignal{"chip.core_0", "c", TextSignal{}});
  const WaveScope root = scope_tree(table);
  ASSERT_EQ(root.scopes.size(), 1U);
  const WaveScope& chip = root.scopes[0];
  EXPECT_EQ(chip.name, "chip");
  EXPECT_EQ(chip.signals, std::vector<SignalIndex>{1});
  ASSERT_EQ(chip.scopes.size(), 2U);
  EXPECT_EQ(chip.scopes[0].name, "core_0");
  EXPECT_EQ(chip.scopes[0].signals, (std::vector<SignalIndex>{0, 3}));
  EXPECT_TRUE(chip.scopes[1].signals.empty());
  EXPECT_EQ(chip.scopes[1].scopes.at(0).signals, std::vector<SignalIndex>{2});
}

}  // namespace
}  // namespace floorline::platform
