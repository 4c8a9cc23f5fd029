// Leaks memory in a SystemC thread, to show that LeakSanitizer still finds leaks with the options of the test programs.
#include <systemc>

namespace {

struct Leak : sc_core::sc_module {
  SC_HAS_PROCESS(Leak);
  explicit Leak(const sc_core::sc_module_name& name) : sc_module(name) { SC_THREAD(lose); }

  void lose() {
    wait(1, sc_core::SC_NS);
    block = new int[100];
    block = nullptr;
  }

  int* volatile block = nullptr;
};

}  // namespace

int sc_main(int /*argc*/, char* /*argv*/[]) {
  const Leak leak("leak");
  sc_core::sc_start();
  return 0;
}
