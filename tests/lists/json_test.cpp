#include "lists/json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "lists/collect.hpp"

namespace weir::lists::test {
namespace {

struct Read {
  std::vector<std::string> raws;
  std::vector<std::uint64_t> lines;
  std::vector<std::string> broken;
  std::vector<std::pair<std::string, std::string>> members;
  tl::expected<void, Fault> done;
};

// Gives at most `step` bytes a read.
class Trickle final : public ByteSource {
 public:
  Trickle(std::string_view bytes, std::size_t step) : rest_(bytes), step_(step) {}
  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    const std::size_t count = rest_.copy(buffer, std::min(capacity, step_));
    rest_.remove_prefix(count);
    return count;
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

 private:
  std::string_view rest_;
  std::size_t step_;
  std::string name_ = "test";
};

Read array(std::string_view text, std::size_t step = 1 << 20) {
  Read out;
  Trickle source(text, step);
  out.done =
      read_json_array(source, "results",
                      {.record =
                           [&](const JsonObject&, std::uint64_t line, std::string_view raw) {
                             out.lines.push_back(line);
                             out.raws.emplace_back(raw);
                           },
                       .broken = [&](std::uint64_t, std::string reason,
                                     std::string_view) { out.broken.push_back(std::move(reason)); },
                       .member = [&](std::string_view key,
                                     std::string_view value) { out.members.emplace_back(key, value); }});
  return out;
}

TEST(JsonArray, FindsTheRecords) {
  const Read got = array(
      "{\"when\":\"2026\", \"n\":12, \"deep\":{\"results\":[{\"not\":1}]}, \"list\":[1,[2]],\n"
      " \"results\":[{\"a\":\"}]\\\"{\"},\n {\"b\":[{}]}, [1]], \"after\":null} tail");
  ASSERT_TRUE(got.done) << got.done.error().text();
  EXPECT_EQ(got.raws, (std::vector<std::string>{"{\"a\":\"}]\\\"{\"}", "{\"b\":[{}]}"}));
  EXPECT_EQ(got.lines, (std::vector<std::uint64_t>{2, 3}));
  ASSERT_EQ(got.broken.size(), 1U);
  EXPECT_EQ(got.broken[0], "not a JSON object");
  ASSERT_EQ(got.members.size(), 1U);
  EXPECT_EQ(got.members[0].first, "when");
}

TEST(JsonArray, SaysWhatIsWrong) {
  for (const std::string_view text :
       {"", "x", "{", "{\"a\"", "{\"a\" 1}", "{\"results\":[", "{\"results\":[{", "{\"results\":[7]}",
        "[{\"a\":1}", "{\"a\":1]", "{1}"}) {
    const Read got = array(text);
    ASSERT_FALSE(got.done) << text;
    EXPECT_FALSE(got.done.error().message.empty());
  }
  EXPECT_TRUE(array("{}").done);
  EXPECT_TRUE(array("[]").done);
  EXPECT_TRUE(array("{\"a\":1}").done);
}

TEST(JsonArrayProperties, StepsDoNotMatter) {
  const std::string text = test_file("csl.json");
  const Read whole = array(text);
  EXPECT_TRUE(rc::check([&] {
    const Read got = array(text, *rc::gen::inRange<std::size_t>(1, 300));
    RC_ASSERT(got.raws == whole.raws);
    RC_ASSERT(got.lines == whole.lines);
  }));
}

TEST(JsonText, TextsOfMembers) {
  simdjson::dom::parser parser;
  const simdjson::padded_string text(
      std::string(R"({"a":" x ","b":12,"c":null,"d":["p",3,null,{"q":1}],"e":true,"f":1.5})"));
  simdjson::dom::object object;
  ASSERT_FALSE(parser.parse(text).get(object));
  EXPECT_EQ(json_text(object, "a"), "x");
  EXPECT_EQ(json_text(object, "b"), "12");
  EXPECT_EQ(json_text(object, "c"), "");
  EXPECT_EQ(json_text(object, "d"), "");
  EXPECT_EQ(json_text(object, "e"), "true");
  EXPECT_EQ(json_text(object, "nothing"), "");
  EXPECT_EQ(json_texts(object, "d"), (std::vector<std::string>{"p", "3"}));
  EXPECT_EQ(json_texts(object, "a"), std::vector<std::string>{"x"});
  EXPECT_TRUE(json_texts(object, "nothing").empty());
}

}  // namespace
}  // namespace weir::lists::test
