#include "platform/run/image_loader.h"

#include "models/message/address_map.h"
#include "models/neurocore/core_tables.h"

namespace floorline::platform {

using models::make_address;
using models::Region;

void ImageLoader::load(const ChipImage& image) {
  for (const CoreImage& core : image.cores) {
    const auto endpoint = static_cast<std::uint32_t>(core.core);
    write(make_address(endpoint, Region::table_memory), core.table_memory.data(), core.table_memory.size());
    write(make_address(endpoint, Region::synapse_memory), core.synapse_memory.data(), core.synapse_memory.size());
  }
  load_states(image);
}

void ImageLoader::load_states(const ChipImage& image) {
  for (const CoreImage& core : image.cores)
    write(make_address(static_cast<std::uint32_t>(core.core), Region::neuron_memory), core.neuron_memory.data(),
          core.neuron_memory.size());
}

void ImageLoader::clear(std::uint32_t core) {
  const unsigned char no_neurons[sizeof(models::CoreDescriptor)] = {};
  write(make_address(core, Region::table_memory), no_neurons, sizeof no_neurons);
}

void ImageLoader::write(std::uint64_t address, const void* data, std::size_t bytes) {
  // The payload's pointer is not const, but a write does not write through it.
  access(tlm::TLM_WRITE_COMMAND, address, const_cast<unsigned char*>(static_cast<const unsigned char*>(data)), bytes);
}

void ImageLoader::read(std::uint64_t address, void* data, std::size_t bytes) {
  access(tlm::TLM_READ_COMMAND, address, static_cast<unsigned char*>(data), bytes);
}

void ImageLoader::access(tlm::tlm_command command, std::uint64_t address, unsigned char* data, std::size_t bytes) {
  if (bytes == 0)
    return;
  tlm::tlm_generic_payload payload;
  payload.set_command(command);
  payload.set_address(address);
  payload.set_data_ptr(data);
  payload.set_data_length(static_cast<unsigned>(bytes));
  payload.set_streaming_width(static_cast<unsigned>(bytes));
  if (socket->transport_dbg(payload) != bytes)
    SC_REPORT_ERROR("/floorline/loader/access", "a memory of the chip could not be accessed");
}

}  // namespace floorline::platform
