#include "platform/base/json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "testbenches/support/user_error_text.h"

namespace floorline::platform {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(ParseJson, NamesLineAndColumnOfASyntaxError) {
  const std::string text = "{\n  \"a\": 1,\n  \"b\" 2\n}";
  EXPECT_THAT(user_error_text([&] { parse_json(text, "chip.json"); }),
              AllOf(HasSubstr("chip.json: not valid JSON at line 3, column 7:"), HasSubstr("expected ':'")));
}

TEST(ParseJson, CountsColumnsFromOneOnTheFirstLine) {
  EXPECT_THAT(user_error_text([] { parse_json("?", "x.json"); }), HasSubstr("line 1, column 1"));
}

TEST(ParseJson, ReportsATruncatedFile) {
  EXPECT_THAT(user_error_text([] { parse_json("{\"a\": [1, 2", "x.json"); }), HasSubstr("line 1, column 12"));
}

TEST(ParseJson, RefusesANumberBeyondDouble) {
  EXPECT_THAT(user_error_text([] { parse_json("{\"a\": 1e999}", "x.json"); }), HasSubstr("x.json: not valid JSON"));
}

TEST(ParseJson, RefusesADuplicateKeyWithItsPath) {
  const std::string text = R"({"layers": [{"a": 1}, {"a": 1, "b": {"c": 1, "c": 2}}]})";
  EXPECT_EQ(user_error_text([&] { parse_json(text, "m.json"); }),
            "m.json: the key layers[1].b.c is given twice; keep one of the two");
}

// A parser that does not call itself reads any depth, but printing the value for the error would not survive it.
TEST(ParseJson, RefusesWhatIsNestedTooDeeply) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_NO_THROW(parse_json(nested(64), "x.json"));
  EXPECT_THAT(user_error_text([&] { parse_json(nested(65), "x.json"); }),
              AllOf(HasSubstr("x.json: the key [0][0]"), HasSubstr("more than 64 objects and arrays deep")));
  EXPECT_THAT(user_error_text([&] { parse_json(nested(1000000), "x.json"); }), HasSubstr("deep"));
}

TEST(ParseJson, AcceptsTheSameKeyInDifferentObjects) {
  EXPECT_EQ(parse_json(R"({"a": {"x": 1}, "b": {"x": 2}})", "x.json")["b"]["x"], 2);
}

TEST(ReadJsonFile, NamesAFileThatIsNotThere) {
  EXPECT_EQ(user_error_text([] { read_json_file("/no/such/file.json"); }),
            "/no/such/file.json: cannot be read; give the path of a JSON file");
}

TEST(ReadJsonFile, RefusesADirectory) {
  EXPECT_NE(user_error_text([] { read_json_file("/tmp"); }), "");
}

class JsonObjectTest : public ::testing::Test {
 protected:
  Json json_ = parse_json(R"({"text": "t", "whole": 3.0, "part": 3.5, "flag": true, "pair": [2, 5], "back": [5, 2],
                              "list": [{"a": 1}, {"b": 1}]})",
                          "f.json");
  JsonObject object_{json_, "f.json", "", {"text", "whole", "part", "flag", "pair", "back", "list", "absent"}};
};

TEST_F(JsonObjectTest, GivesTypedValues) {
  EXPECT_EQ(object_.string("text"), "t");
  EXPECT_EQ(object_.integer("whole", 0, 3), 3);
  EXPECT_EQ(object_.number("part"), 3.5);
  EXPECT_TRUE(object_.boolean("flag"));
  EXPECT_EQ(object_.range("pair", 0, 5), std::make_pair(std::int64_t{2}, std::int64_t{5}));
  EXPECT_EQ(object_.choice("text", {"s", "t"}), 1);
  EXPECT_FALSE(object_.has("absent"));
}

TEST_F(JsonObjectTest, SaysWhatIsWrongAndWhatWouldBeRight) {
  EXPECT_EQ(user_error_text([&] { object_.integer("part", 0, 9); }),
            "f.json: part is 3.5; it must be a whole number from 0 to 9");
  EXPECT_EQ(user_error_text([&] { object_.integer("whole", 4, 9); }),
            "f.json: whole is 3.0; it must be a whole number from 4 to 9");
  EXPECT_EQ(user_error_text([&] { object_.string("flag"); }), "f.json: flag is true; it must be a string");
  EXPECT_EQ(user_error_text([&] { object_.number("text"); }), "f.json: text is \"t\"; it must be a number");
  EXPECT_EQ(user_error_text([&] { object_.boolean("text"); }), "f.json: text is \"t\"; it must be true or false");
  EXPECT_EQ(user_error_text([&] {
              object_.choice("text", {"x", "y"});
            }),
            "f.json: text is \"t\"; it must be one of x, y");
  EXPECT_EQ(user_error_text([&] { object_.string("absent"); }), "f.json: absent is missing");
  EXPECT_THAT(user_error_text([&] { object_.range("back", 0, 9); }), HasSubstr("f.json: back is [5,2]; it must be"));
  EXPECT_THAT(user_error_text([&] { object_.range("pair", 0, 4); }), HasSubstr("end <= 4"));
}

TEST_F(JsonObjectTest, PathsReachIntoArrays) {
  EXPECT_EQ(user_error_text([&] { object_.objects("list", {"a"}); }),
            "f.json: list[1].b is not a known key; list[1] has the keys a");
}

TEST_F(JsonObjectTest, RefusesUnknownKeysAtOnce) {
  EXPECT_EQ(user_error_text([] {
              const Json json = {{"nmae", 1}};
              JsonObject(json, "f.json", "", {"name"});
            }),
            "f.json: nmae is not a known key; the document has the keys name");
}

TEST_F(JsonObjectTest, RefusesAnArrayInPlaceOfAnObject) {
  EXPECT_THAT(user_error_text([&] { JsonObject(json_["list"], "f.json", "list", {"a"}); }),
              HasSubstr("f.json: list is a JSON array; it must be an object"));
}

TEST_F(JsonObjectTest, AnUndeclaredKeyIsAMistakeOfTheProgram) {
  EXPECT_THROW(object_.has("undeclared"), std::logic_error);
}

}  // namespace
}  // namespace floorline::platform
