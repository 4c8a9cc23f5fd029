#include "models/memory/memory_bank.h"

#include <algorithm>
#include <cstring>

namespace floorline::models {

namespace {
// Calendar tags: an arbitration, a request whose annotated delay has passed, a complete burst.
constexpr std::uint32_t decision_tag = 0;
constexpr std::uint32_t request_tag = 1u << 16;
constexpr std::uint32_t complete_tag = 2u << 16;
constexpr std::uint32_t requester_mask = (1u << 16) - 1;

std::uint32_t log2_of(std::uint32_t power_of_two) {
  std::uint32_t shift = 0;
  while (power_of_two >> shift > 1)
    ++shift;
  return shift;
}
}  // namespace

class MemoryBank::Requester final : public tlm::tlm_fw_transport_if<> {
 public:
  Requester(MemoryBank& bank, std::uint32_t index, const std::string& name)
      : socket(name.c_str()), index(index), bank_(bank) {
    socket.bind(*this);
  }

  tlm::tlm_target_socket<> socket;
  const std::uint32_t index;
  Counters counters;
  tlm::tlm_generic_payload* open = nullptr;
  Picoseconds request_ps = 0;
  bool waiting = false;  // for a port
  bool dmi_given = false;

 private:
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override {
    return phase == tlm::BEGIN_REQ ? bank_.begin(*this, payload, delay) : tlm::TLM_COMPLETED;
  }
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override {
    bank_.blocking(*this, payload, delay);
  }
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override { return bank_.debug(payload); }
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) override {
    dmi_given = true;
    return bank_.give_pointer(payload, dmi);
  }

  MemoryBank& bank_;
};

MemoryBank::MemoryBank(const sc_core::sc_module_name& name, Calendar& calendar, const MemoryBankConfig& config,
                       const std::vector<std::string>& requesters)
    : sc_module(name),
      calendar_(calendar),
      config_(config),
      word_shift_(log2_of(config.word_bytes)),
      shared_(requesters.size() > 1),
      bytes_(config.size_bytes, 0),
      ports_(config.ports) {
  if (config.ports == 0 || (std::uint32_t{1} << word_shift_) != config.word_bytes || requesters.empty() ||
      requesters.size() > requester_mask)
    SC_REPORT_FATAL("/floorline/memory/config", "a memory bank needs a port, words of 2^n bytes, and a requester");
  for (const std::string& requester : requesters)
    requesters_.push_back(
        std::make_unique<Requester>(*this, static_cast<std::uint32_t>(requesters_.size()), requester));
  // Constructing an sc_time calls into the SystemC library; a row of weights is only a few words, so keep a table.
  constexpr std::uint32_t words_prepared = 64;
  for (std::uint32_t words = 0; words < words_prepared; ++words)
    burst_times_.push_back(to_sc_time(burst_time_ps(words)));
}

MemoryBank::~MemoryBank() = default;

tlm::tlm_target_socket<>& MemoryBank::socket(std::uint32_t requester) {
  return requesters_[requester]->socket;
}

const MemoryBank::Counters& MemoryBank::counters(std::uint32_t requester) const {
  return requesters_[requester]->counters;
}

bool MemoryBank::check(tlm::tlm_generic_payload& payload) const {
  tlm::tlm_response_status status = tlm::TLM_OK_RESPONSE;
  const std::uint64_t length = payload.get_data_length();
  if (payload.get_address() >= bytes_.size() || length > bytes_.size() - payload.get_address())
    status = tlm::TLM_ADDRESS_ERROR_RESPONSE;
  else if (payload.get_byte_enable_ptr() != nullptr)
    status = tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE;
  else if (length == 0 || payload.get_streaming_width() < length)
    status = tlm::TLM_BURST_ERROR_RESPONSE;
  payload.set_response_status(status);
  payload.set_dmi_allowed(status == tlm::TLM_OK_RESPONSE);
  return status == tlm::TLM_OK_RESPONSE;
}

void MemoryBank::move_data(tlm::tlm_generic_payload& payload) {
  const std::uint64_t address = payload.get_address();
  if (payload.is_read()) {
    std::memcpy(payload.get_data_ptr(), bytes_.data() + address, payload.get_data_length());
  } else if (payload.is_write()) {
    std::memcpy(bytes_.data() + address, payload.get_data_ptr(), payload.get_data_length());
    announce_write(address, address + payload.get_data_length() - 1);
  }
}

// Holders of a DMI pointer may also have decoded the data behind it.
void MemoryBank::announce_write(std::uint64_t first, std::uint64_t last) {
  for (const auto& requester : requesters_) {
    if (requester->dmi_given) {
      requester->dmi_given = false;
      requester->socket->invalidate_direct_mem_ptr(first, last);
    }
  }
}

unsigned MemoryBank::debug(tlm::tlm_generic_payload& payload) {
  const std::uint64_t address = payload.get_address();
  if (address >= bytes_.size())
    return 0;
  const auto length =
      static_cast<unsigned>(std::min<std::uint64_t>(payload.get_data_length(), bytes_.size() - address));
  if (payload.is_read()) {
    std::memcpy(payload.get_data_ptr(), bytes_.data() + address, length);
  } else if (payload.is_write() && length > 0) {
    std::memcpy(bytes_.data() + address, payload.get_data_ptr(), length);
    announce_write(address, address + length - 1);
  }
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  return length;
}

bool MemoryBank::give_pointer(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_dmi& dmi) {
  dmi.init();
  dmi.set_dmi_ptr(bytes_.data());
  dmi.set_start_address(0);
  dmi.set_end_address(bytes_.size() - 1);
  dmi.set_granted_access(tlm::tlm_dmi::DMI_ACCESS_READ_WRITE);
  dmi.set_read_latency(to_sc_time(config_.word_interval_ps));
  dmi.set_write_latency(to_sc_time(config_.word_interval_ps));
  return true;
}

inline MemoryBank::Port& MemoryBank::next_port() {
  Port* first = ports_.data();
  for (Port& port : ports_) {
    if (port.free_ps < first->free_ps)
      first = &port;
  }
  return *first;
}

// Takes the port that is free first, not before now_ps, and returns the time at which it is taken. The burst was
// requested at request_ps; it is complete when its words have been moved and the access latency has passed.
inline Picoseconds MemoryBank::reserve(Requester& requester, std::uint32_t words, Picoseconds request_ps,
                                       Picoseconds now_ps) {
  Port& port = next_port();
  const Picoseconds start_ps = std::max(now_ps, port.free_ps);
  const Picoseconds busy_ps = words * config_.word_interval_ps;
  // The bookings of the port tell who caused the wait.
  if (start_ps != request_ps)
    book_wait(port, requester, request_ps, start_ps);
  port.free_ps = start_ps + busy_ps;
  port.busy_ps += busy_ps;
  ++requester.counters.bursts;
  requester.counters.words += words;
  if (shared_ || observer_ != nullptr)
    note_burst(port, requester.index, start_ps);
  return start_ps;
}

// Notifies the observer, records who holds the port until it is free, and drops bookings that nobody can have waited
// for. Not called for banks with one requester, whose bursts are the most frequent event of a chip.
[[gnu::noinline]] void MemoryBank::note_burst(Port& port, std::uint32_t requester, Picoseconds start_ps) {
  if (observer_ != nullptr)
    observer_->burst_served(bank_, static_cast<std::uint32_t>(&port - ports_.data()), requester, start_ps,
                            port.free_ps);
  if (!shared_)
    return;
  Picoseconds oldest_ps = calendar_.now_ps();
  for (const auto& other : requesters_) {
    if (other->waiting)
      oldest_ps = std::min(oldest_ps, other->request_ps);
  }
  std::vector<Booking>& bookings = port.bookings;
  bookings.erase(bookings.begin(), std::find_if(bookings.begin(), bookings.end(),
                                                [=](const Booking& booking) { return booking.end_ps > oldest_ps; }));
  bookings.push_back({port.free_ps, requester});
}

// The requester that got the port next is charged with the time since the previous one left it: loosely timed, a port
// may be reserved for a burst that was requested later but called first. A single requester waits for itself.
[[gnu::noinline]] void MemoryBank::book_wait(const Port& port, Requester& requester, Picoseconds request_ps,
                                             Picoseconds start_ps) {
  requester.counters.wait_ps += start_ps - request_ps;
  if (!shared_)
    requester.counters.caused_wait_ps += start_ps - request_ps;
  Picoseconds booked_ps = start_ps;
  for (std::size_t index = port.bookings.size(); index-- > 0 && booked_ps > request_ps;) {
    const Picoseconds from_ps = index == 0 ? request_ps : std::max(port.bookings[index - 1].end_ps, request_ps);
    requesters_[port.bookings[index].requester]->counters.caused_wait_ps += booked_ps - from_ps;
    booked_ps = from_ps;
  }
}

StateTimes MemoryBank::port_times(std::uint32_t port, Picoseconds now_ps) const {
  StateTimes times;
  times[UnitState::busy] = ports_[port].busy_ps;
  times[UnitState::message] = std::max(ports_[port].free_ps, now_ps) - ports_[port].busy_ps;
  return times;
}

void MemoryBank::blocking(Requester& requester, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  if (!check(payload))
    return;
  const std::uint32_t words = words_of(payload.get_data_length());
  const Picoseconds request_ps = calendar_.now_ps() + to_picoseconds(delay);
  const Picoseconds start_ps = reserve(requester, words, request_ps, request_ps);
  if (start_ps != request_ps)
    delay += to_sc_time(start_ps - request_ps);
  delay += words < burst_times_.size() ? burst_times_[words] : to_sc_time(burst_time_ps(words));
  if (payload.get_command() != tlm::TLM_IGNORE_COMMAND)
    move_data(payload);
}

tlm::tlm_sync_enum MemoryBank::begin(Requester& requester, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  if (!shared_) {
    blocking(requester, payload, delay);
    return tlm::TLM_COMPLETED;
  }
  if (!check(payload))
    return tlm::TLM_COMPLETED;
  if (requester.open != nullptr) {
    payload.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
    return tlm::TLM_COMPLETED;
  }
  requester.open = &payload;
  requester.request_ps = calendar_.now_ps() + to_picoseconds(delay);
  calendar_.schedule(requester.request_ps, Phase::arrive, *this, request_tag | requester.index);
  return tlm::TLM_ACCEPTED;
}

void MemoryBank::on_calendar(std::uint32_t tag) {
  Requester& requester = *requesters_[tag & requester_mask];
  switch (tag & ~requester_mask) {
    case request_tag:
      requester.waiting = true;
      ++waiting_;
      arrange_decision();
      break;
    case complete_tag: {
      tlm::tlm_generic_payload& payload = *requester.open;
      requester.open = nullptr;
      tlm::tlm_phase phase = tlm::BEGIN_RESP;
      sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
      requester.socket->nb_transport_bw(payload, phase, delay);
      break;
    }
    default:
      decide();
  }
}

void MemoryBank::arrange_decision() {
  if (decision_due_ || waiting_ == 0)
    return;
  decision_due_ = true;
  calendar_.schedule(std::max(calendar_.now_ps(), next_port().free_ps), Phase::decide, *this, decision_tag);
}

void MemoryBank::decide() {
  decision_due_ = false;
  // Candidates are taken in round-robin order; with first-come-first-served the earliest request among them wins.
  Requester* winner = nullptr;
  for (std::uint32_t step = 0; step < requesters_.size(); ++step) {
    Requester& candidate = *requesters_[(next_ + step) % requesters_.size()];
    if (candidate.waiting && (winner == nullptr || candidate.request_ps < winner->request_ps)) {
      winner = &candidate;
      if (config_.arbitration == Arbitration::round_robin)
        break;
    }
  }
  winner->waiting = false;
  --waiting_;
  next_ = (winner->index + 1) % requester_count();
  const Picoseconds now_ps = calendar_.now_ps();
  const std::uint32_t words = words_of(winner->open->get_data_length());
  const Picoseconds complete_ps = reserve(*winner, words, winner->request_ps, now_ps) + burst_time_ps(words);
  move_data(*winner->open);
  calendar_.schedule(complete_ps, Phase::arrive, *this, complete_tag | winner->index);
  arrange_decision();
}

}  // namespace floorline::models
