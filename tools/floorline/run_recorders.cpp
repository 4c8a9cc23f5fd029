#include "tools/floorline/run_recorders.h"

#include <memory>
#include <optional>

#include "platform/run/traffic_recorder.h"
#include "tools/floorline/wave_options.h"

namespace floorline::tools {
namespace {

class Recorders final : public platform::RunAttachment {
 public:
  Recorders(const Options& options, platform::Run& run, std::uint64_t steps) {
    if (options.has("record-traffic"))
      record_traffic(options, run);
    if (options.has("waves"))
      waves_ = waves_from(options, run, steps);
  }

  void finish() override {
    if (traffic_)
      traffic_->commit();
    if (waves_ != nullptr)
      waves_->close();
  }

 private:
  void record_traffic(const Options& options, platform::Run& run) {
    if (run.chip().config().noc.multicast_groups > 0)
      Options::fail("record-traffic",
                    "cannot record the copies of a message to several cores; use --set noc.multicast_groups=0");
    traffic_.emplace(options.text("record-traffic"));
    run.chip().set_traffic_observer(&*traffic_);
  }

  std::optional<platform::TrafficRecorder> traffic_;
  std::unique_ptr<platform::ChipWaves> waves_;
};

}  // namespace

void add_recorder_options(Options& options) {
  options.option("record-traffic", "FILE", "packets of the network as a CSV table, for tb_noc to replay");
  add_wave_options(options);
}

void add_recorders(platform::EvaluationOptions& evaluation, const Options& options, std::uint64_t steps) {
  evaluation.attach = [&options, steps](platform::Run& run) {
    return std::make_unique<Recorders>(options, run, steps);
  };
}

}  // namespace floorline::tools
