#include "platform/events/lz4_frame.h"

#include <fmt/core.h>
#include <lz4frame.h>

#include <memory>
#include <vector>

namespace floorline::platform {
namespace {

constexpr std::size_t piece_bytes = 65536;

}  // namespace

Lz4Contents decompress_lz4_frame(std::string_view frame, std::size_t max_bytes) {
  LZ4F_dctx* created = nullptr;
  LZ4F_createDecompressionContext(&created, LZ4F_VERSION);
  const std::unique_ptr<LZ4F_dctx, LZ4F_errorCode_t (*)(LZ4F_dctx*)> context(created, LZ4F_freeDecompressionContext);
  std::string contents;
  std::vector<char> piece(piece_bytes);
  std::size_t wanted = 1;  // 0 once the frame has ended
  while (wanted != 0) {
    std::size_t taken = frame.size();
    std::size_t given = piece.size();
    wanted = LZ4F_decompress(context.get(), piece.data(), &given, frame.data(), &taken, nullptr);
    if (LZ4F_isError(wanted) != 0) {
      return {"", LZ4F_getErrorName(wanted)};
    }
    if (taken == 0 && given == 0 && wanted != 0) {
      return {"", "the frame ends early"};
    }
    contents.append(piece.data(), given);
    if (contents.size() > max_bytes) {
      return {"", fmt::format("its contents have more than {} bytes", max_bytes)};
    }
    frame.remove_prefix(taken);
  }
  return frame.empty() ? Lz4Contents{contents, ""} : Lz4Contents{"", "there are bytes after the frame"};
}

}  // namespace floorline::platform
