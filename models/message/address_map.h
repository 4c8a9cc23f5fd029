// The meaning of the 64 address bits of a transaction inside a chip.
//
//   47..36  endpoint   neurocore number; the number after the last neurocore is the host
//   35..32  region     which part of the endpoint is addressed
//   31..0   offset     inside the region
//
// A spike message is a posted write of 4 bytes (the graded value, two's complement, host byte order) into the region
// `axon`; there the offset names the axon and, for axons that serve a whole source population, the source neuron:
//
//   29..18  axon       entry of the receiving core's axon table
//   17..2   atom       number of the sending neuron inside its population
//   1..0    zero       spikes are aligned words, and the bits above the axon are zero too
//
// All other regions are plain memory and can be read and written by any initiator.
#pragma once

#include <cstdint>

namespace floorline::models {

enum class Region : std::uint32_t {
  axon = 0,
  synapse_memory = 1,
  neuron_memory = 2,
  table_memory = 3,
};

inline constexpr std::uint32_t max_endpoints = 1u << 12;
inline constexpr std::uint32_t max_axons = 1u << 12;
inline constexpr std::uint32_t max_atoms = 1u << 16;
inline constexpr std::uint32_t spike_bytes = 4;
inline constexpr std::uint32_t spike_offset_bits = 0x3ffffffc;  // bits that may be set in the offset of a spike

constexpr std::uint64_t make_address(std::uint32_t endpoint, Region region, std::uint32_t offset = 0) {
  return (std::uint64_t{endpoint} << 36) | (std::uint64_t{static_cast<std::uint32_t>(region)} << 32) | offset;
}

constexpr std::uint64_t make_spike_address(std::uint32_t endpoint, std::uint32_t axon, std::uint32_t atom) {
  return make_address(endpoint, Region::axon, (axon << 18) | (atom << 2));
}

constexpr std::uint32_t endpoint_of(std::uint64_t address) {
  return static_cast<std::uint32_t>(address >> 36);  // bits above 47 make it larger than any endpoint
}
constexpr Region region_of(std::uint64_t address) {
  return static_cast<Region>((address >> 32) & 0xF);
}
constexpr std::uint32_t offset_of(std::uint64_t address) {
  return static_cast<std::uint32_t>(address);
}
constexpr std::uint32_t axon_of(std::uint64_t address) {
  return (offset_of(address) >> 18) & (max_axons - 1);
}
constexpr std::uint32_t atom_of(std::uint64_t address) {
  return (offset_of(address) >> 2) & (max_atoms - 1);
}

}  // namespace floorline::models
