// Strict reading of JSON files written by people: chips, mappings.
//
// Every mistake ends in a UserError of one sentence that names the file, the full path of the key
// ("neurocore.synop_time", "layers[2].cores[0].x"), what is wrong and what would be right. Key order is kept, so that
// a document can be printed again as it was written.
//
// Does not do: comments, schemas, conversion of units (quantity.h).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "platform/base/json.h"

namespace floorline::platform {

// Parses `text`; `file` is only for errors, which also name line and column. A key that is given twice in one object is
// an error too: plain JSON parsers silently keep one of the two.
Json parse_json(const std::string& text, const std::string& file);

// The same for a file on disk.
Json read_json_file(const std::string& file);

// One object of a JSON document, together with where it stands.
//
// All keys that the object may have are named on construction, so that a misspelt key is reported as such, and not as
// the absence of the right one. Asking for a key that was not named is a mistake of the program (std::logic_error).
// Refers to the document, which must outlive it.
class JsonObject {
 public:
  // `path` is that of the object itself, empty for the document.
  JsonObject(const Json& value, std::string file, std::string path, std::vector<std::string> keys);

  bool has(const std::string& key) const;

  // Required values. An integer may be written as 3.0 but not as 3.5; both bounds are allowed values.
  std::string string(const std::string& key) const;
  double number(const std::string& key) const;
  std::int64_t integer(const std::string& key, std::int64_t minimum, std::int64_t maximum) const;
  bool boolean(const std::string& key) const;
  // One of `names`; gives its position.
  int choice(const std::string& key, const std::vector<std::string>& names) const;
  // [begin, end): two integers with minimum <= begin < end <= maximum.
  std::pair<std::int64_t, std::int64_t> range(const std::string& key, std::int64_t minimum, std::int64_t maximum) const;
  std::vector<JsonObject> objects(const std::string& key, const std::vector<std::string>& keys) const;
  const Json& value(const std::string& key) const;

  // Throws "<file>: <path of key> <what>".
  [[noreturn]] void fail(const std::string& key, const std::string& what) const;

  const std::string& file() const { return file_; }
  std::string path_of(const std::string& key) const;

 private:
  const Json* value_;
  std::string file_;
  std::string path_;
  std::vector<std::string> keys_;
};

}  // namespace floorline::platform
