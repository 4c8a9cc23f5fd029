// Options of LeakSanitizer for every test program that is built with it, however it is started.
//
// SystemC runs each SC_THREAD on its own stack, which LeakSanitizer does not know: it scans from the stack pointer of
// the only thread that it sees to the end of the original stack of that thread, and on newer kernels faults in between
// ("Tracer caught signal 11") in about half of the runs. With the stack scan disabled, an object that only a stack
// refers to at exit is reported as a leak; the tests have none.
extern "C" const char* __lsan_default_options() {  // NOLINT(bugprone-reserved-identifier): the sanitizer's name for it
  return "use_stacks=0";
}
