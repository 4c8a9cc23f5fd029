// Options of LeakSanitizer for every test program that is built with it, however it is started.
//
// SystemC runs each SC_THREAD on a stack of its own, which LeakSanitizer knows nothing of: it scans from the stack
// pointer of the one thread that it sees to the end of the stack that this thread began with, and on newer kernels
// faults in between ("Tracer caught signal 11") in about half of the runs. Without the scan of stacks, an object that
// only a stack refers to when the program ends counts as a leak; there is none.
extern "C" const char* __lsan_default_options() {  // NOLINT(bugprone-reserved-identifier): the sanitizer's name for it
  return "use_stacks=0";
}
