// Laws of the network that must hold whatever it looks like: nothing is lost, doubled or reordered, and every port's
// time is accounted for.
#pragma once

#include <cstddef>
#include <cstdint>

namespace floorline::testbenches {

// Draws that many networks, each with a load, from the seed, and runs them one after the other in this simulation; what
// breaks a law is a failure of the test that calls this.
void check_random_networks(unsigned seed, std::size_t networks, std::uint64_t packets_each);

}  // namespace floorline::testbenches
