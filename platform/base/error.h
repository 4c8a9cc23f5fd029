// The one exception for mistakes of the user: a bad file, a bad value, a network that does not fit.
#pragma once

#include <stdexcept>
#include <string>

namespace floorline::platform {

// what() is one sentence for a person: it names the file, key or unit, says what is wrong and what would be right.
// A command prints it on stderr and exits with status 2. Mistakes of the program itself are never reported this way.
//
// Sentences quote what files hold, which may be anything: they are made readable (readable_text.h), and of one that
// would fill screens the middle is left out.
class UserError : public std::runtime_error {
 public:
  explicit UserError(const std::string& sentence);
};

}  // namespace floorline::platform
