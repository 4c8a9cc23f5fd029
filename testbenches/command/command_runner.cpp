#include "testbenches/command/command_runner.h"

#include <chrono>
#include <csignal>
#include <thread>

#include "platform/network/netx_export.h"
#include "platform/network/npy.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {

CommandResult run_floorline(const std::vector<std::string>& arguments, const std::string& output) {
  return run_process(testbenches::built_program("floorline"), arguments, output);
}

CommandResult interrupt_floorline(const std::vector<std::string>& arguments, const std::string& path) {
  return run_process(testbenches::built_program("floorline"), arguments, "", [&path](pid_t child) {
    constexpr auto while_it_starts = std::chrono::milliseconds(10);
    constexpr auto while_it_simulates = std::chrono::milliseconds(300);
    for (int tries = 0; tries < 1000 && !std::filesystem::exists(path); ++tries) {
      std::this_thread::sleep_for(while_it_starts);
    }
    std::this_thread::sleep_for(while_it_simulates);
    kill(child, SIGINT);
  });
}

CommandTest::CommandTest() {
  platform::write_netx(example_network(), network());
  const platform::Shape shape = example_network().layers.front().shape;
  platform::Tensor<std::uint8_t> frames{{4, shape.height, shape.width, shape.channels}, {}};
  for (int pixel = 0; pixel < 4 * shape.neuron_count(); ++pixel) {
    frames.values.push_back(static_cast<std::uint8_t>(pixel * 37 % 256));
  }
  platform::write_npy_bytes(input(), frames);
}

void CommandTest::expect_user_mistake(const std::vector<std::string>& arguments,
                                      const std::vector<std::string>& parts) {
  const CommandResult result = run_floorline(arguments);
  expect_one_sentence(result, "floorline", parts);
}

void CommandTest::expect_refused(const std::vector<std::string>& arguments,
                                 const std::vector<std::string>& parts) const {
  std::vector<std::string> all = {"run", "--out", out()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  expect_user_mistake(all, parts);
  EXPECT_FALSE(std::filesystem::exists(out()));
}

}  // namespace floorline::testbenches
