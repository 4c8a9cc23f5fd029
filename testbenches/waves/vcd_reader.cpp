#include "testbenches/waves/vcd_reader.h"

#include <fstream>
#include <stdexcept>

namespace floorline::testbenches {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& path) : file_(path, std::ios::binary) {
    if (!file_) {
      throw std::runtime_error(path + " cannot be read");
    }
  }

  VcdContents read() {
    std::string token;
    while (file_ >> token) {
      if (token == "$scope") {
        const auto words = words_to_end();
        scopes_.push_back(words.at(1));
      } else if (token == "$upscope") {
        words_to_end();
        scopes_.pop_back();
      } else if (token == "$var") {
        declare(words_to_end());
      } else if (token == "$timescale") {
        for (const std::string& word : words_to_end()) {
          contents_.timescale += word;
        }
      } else if (token == "$dumpvars" || token == "$end") {
        continue;
      } else if (token.front() == '$') {
        words_to_end();
      } else {
        take_change(token);
      }
    }
    return contents_;
  }

 private:
  std::string word() {
    std::string token;
    if (!(file_ >> token)) {
      throw std::runtime_error("the file ends too early");
    }
    return token;
  }

  std::vector<std::string> words_to_end() {
    std::vector<std::string> words;
    for (std::string token = word(); token != "$end"; token = word()) {
      words.push_back(token);
    }
    return words;
  }

  void declare(const std::vector<std::string>& words) {
    std::string name;
    for (const std::string& scope : scopes_) {
      name += scope + ".";
    }
    name += words.at(3);
    contents_.names.push_back(name);
    contents_.types[name] = words.at(0) + " " + words.at(1);
    contents_.changes[name];
    if (!name_of_.emplace(words.at(2), name).second) {
      throw std::runtime_error("two variables have the identifier " + words.at(2));
    }
  }

  void take_change(const std::string& token) {
    if (token.front() == '#') {
      const std::uint64_t time_ps = std::stoull(token.substr(1));
      if (time_ps < contents_.end_ps) {
        throw std::runtime_error("time goes back at " + token);
      }
      contents_.end_ps = time_ps;
    } else if (token.front() == 'b') {
      set(word(), without_leading_zeros(token.substr(1)));
    } else if (token.front() == 's') {
      changes_of(word())[contents_.end_ps] = unescaped(token.substr(1));
    } else {
      set(token.substr(1), token.substr(0, 1));
    }
  }

  void set(const std::string& identifier, const std::string& digits) {
    VcdChanges& changes = changes_of(identifier);
    if (digits.find('x') == std::string::npos) {
      changes[contents_.end_ps] = digits;
    }
  }

  VcdChanges& changes_of(const std::string& identifier) { return contents_.changes.at(name_of_.at(identifier)); }

  static std::string without_leading_zeros(const std::string& digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits.substr(first);
  }

  static std::string unescaped(const std::string& text) {
    static const std::map<char, char> letters = {{'a', '\a'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'},
                                                 {'r', '\r'}, {'t', '\t'}, {'v', '\v'}};
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        result += text[i];
        continue;
      }
      const char next = text.at(++i);
      const auto letter = letters.find(next);
      if (letter != letters.end()) {
        result += letter->second;
      } else if (next >= '0' && next <= '7') {
        result += static_cast<char>(std::stoi(text.substr(i, 3), nullptr, 8));
        i += 2;
      } else {
        result += next;
      }
    }
    return result;
  }

  std::ifstream file_;
  VcdContents contents_;
  std::vector<std::string> scopes_;
  std::map<std::string, std::string> name_of_;  // by identifier
};

}  // namespace

VcdContents read_vcd(const std::string& path) {
  return Reader(path).read();
}

}  // namespace floorline::testbenches
