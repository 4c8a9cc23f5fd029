// What senders need to know about the network's multicast groups.
#pragma once

#include <cstdint>

namespace floorline::models {

class EndpointDirectory {
 public:
  // The number of endpoints that receive a packet with this destination: the members of a group, or one.
  virtual std::uint32_t copies(std::uint32_t endpoint) const = 0;

 protected:
  ~EndpointDirectory() = default;
};

}  // namespace floorline::models
