#include "models/noc/deadlock.h"

#include "models/noc/directed_cycle.h"

namespace floorline::models {

namespace {

// For each channel of the mesh, the channels whose buffers its front flit waits for.
class BufferWaits {
 public:
  explicit BufferWaits(const Mesh& mesh)
      : mesh_(mesh), waits_for_(mesh.router_count() * direction_count * mesh.config().channels_per_direction()) {
    for (std::uint32_t router = 0; router < mesh.router_count(); ++router)
      add_router(router);
  }

  const WaitGraph& waits_for() const { return waits_for_; }

 private:
  void add_router(std::uint32_t index) {
    const Router& router = mesh_.router(index);
    const std::uint32_t channels = mesh_.config().channels_per_direction();
    const Position place = mesh_.position(index);
    for (const Direction direction : all_directions) {
      if (!mesh_.has_neighbour(place, direction))
        continue;
      for (std::uint32_t channel = 0; channel < channels; ++channel) {
        const std::uint64_t wanted = router.wanted_outputs(mesh_.port_to(index, direction), channel);
        waits_for_[index_of({neighbour(place, direction), opposite(direction), channel}, mesh_.config())] =
            full_channels(index, wanted);
      }
    }
  }

  // The channels behind these outputs if the buffers of all of them are full; none if one has room, or leads to an
  // endpoint, which accepts every packet in the end.
  std::vector<std::uint32_t> full_channels(std::uint32_t index, std::uint64_t outputs) const {
    const Position place = mesh_.position(index);
    std::vector<std::uint32_t> channels;
    for (const Direction direction : all_directions) {
      if (!mesh_.has_neighbour(place, direction))
        continue;
      const std::uint32_t first = mesh_.router(index).first_channel(mesh_.port_to(index, direction));
      const std::uint32_t other = mesh_.index_of(neighbour(place, direction));
      for (std::uint32_t channel = 0; channel < mesh_.config().channels_per_direction(); ++channel) {
        const std::uint64_t output = std::uint64_t{1} << (first + channel);
        if ((outputs & output) == 0)
          continue;
        if (!mesh_.router(other).input(mesh_.port_to(other, opposite(direction)), channel).full())
          return {};
        channels.push_back(index_of({place, direction, channel}, mesh_.config()));
        outputs &= ~output;
      }
    }
    return outputs == 0 ? channels : std::vector<std::uint32_t>();
  }

  const Mesh& mesh_;
  WaitGraph waits_for_;
};

}  // namespace

std::vector<MeshChannel> find_deadlock(const Mesh& mesh) {
  std::vector<MeshChannel> cycle;
  for (const std::uint32_t channel : find_wait_cycle(BufferWaits(mesh).waits_for()))
    cycle.push_back(channel_at(channel, mesh.config()));
  return cycle;
}

}  // namespace floorline::models
