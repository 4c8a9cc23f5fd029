// The sub-commands of the floorline command, one a file.
#pragma once

#include <string>
#include <vector>

namespace floorline::tools {

using Arguments = std::vector<std::string>;

// Each takes the arguments behind its name, and throws platform::UserError for a mistake of the user.
void run_command(const Arguments& arguments);
void map_command(const Arguments& arguments);
void chips_command(const Arguments& arguments);
void show_command(const Arguments& arguments);
void characterise_command(const Arguments& arguments);
void generate_command(const Arguments& arguments);

}  // namespace floorline::tools
