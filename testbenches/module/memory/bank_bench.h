// A memory bank with an initiator at each socket.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/memory/memory_bank.h"
#include "testbenches/support/calendar_script.h"
#include "testbenches/support/initiator_tester.h"

namespace floorline::models {

inline MemoryBankConfig test_bank() {
  MemoryBankConfig config;
  config.size_bytes = 4096;
  config.word_bytes = 8;
  config.ports = 1;
  config.access_latency_ps = 30;
  config.word_interval_ps = 100;
  config.arbitration = Arbitration::round_robin;
  return config;
}

class BankBench {
 public:
  BankBench(const MemoryBankConfig& config, std::uint32_t requesters) {
    std::vector<std::string> names;
    for (std::uint32_t index = 0; index < requesters; ++index)
      names.push_back("requester_" + std::to_string(index));
    bank = std::make_unique<MemoryBank>("bank", calendar, config, names);
    for (std::uint32_t index = 0; index < requesters; ++index) {
      initiators.push_back(
          std::make_unique<testbenches::InitiatorTester>(("initiator_" + std::to_string(index)).c_str(), calendar));
      initiators.back()->socket.bind(bank->socket(index));
      payloads.push_back(std::make_unique<tlm::tlm_generic_payload>());
    }
  }

  // A burst that moves no data, as a neurocore's stages request them.
  tlm::tlm_sync_enum request(std::uint32_t requester, std::uint32_t bytes, Picoseconds delay_ps = 0) {
    tlm::tlm_generic_payload& payload = *payloads[requester];
    payload.set_command(tlm::TLM_IGNORE_COMMAND);
    payload.set_address(0);
    payload.set_data_ptr(&nothing);
    payload.set_data_length(bytes);
    payload.set_streaming_width(bytes);
    payload.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    return initiators[requester]->begin(payload, delay_ps);
  }
  std::vector<Picoseconds> response_times(std::uint32_t requester) const {
    std::vector<Picoseconds> times;
    for (const auto& response : initiators[requester]->responses)
      times.push_back(response.time_ps);
    return times;
  }

  Calendar calendar{"calendar"};
  testbenches::CalendarScript script{calendar};
  std::unique_ptr<MemoryBank> bank;
  std::vector<std::unique_ptr<testbenches::InitiatorTester>> initiators;
  std::vector<std::unique_ptr<tlm::tlm_generic_payload>> payloads;
  unsigned char nothing = 0;
};

}  // namespace floorline::models
