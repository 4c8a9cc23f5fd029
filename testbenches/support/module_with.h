// A SystemC module around a part that owns sockets but is no module itself.
#pragma once

#include <systemc>
#include <utility>

namespace floorline::testbenches {

template <typename Part>
class ModuleWith : public sc_core::sc_module {
 public:
  template <typename... Arguments>
  explicit ModuleWith(const sc_core::sc_module_name& name, Arguments&&... arguments)
      : sc_module(name), part(std::forward<Arguments>(arguments)...) {}

  Part part;
};

}  // namespace floorline::testbenches
