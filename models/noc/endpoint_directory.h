// What senders have to know of the network's groups of endpoints.
#pragma once

#include <cstdint>

namespace floorline::models {

class EndpointDirectory {
 public:
  // How many endpoints get a packet that is addressed to this number: the members of a group, or one.
  virtual std::uint32_t copies(std::uint32_t endpoint) const = 0;

 protected:
  ~EndpointDirectory() = default;
};

}  // namespace floorline::models
