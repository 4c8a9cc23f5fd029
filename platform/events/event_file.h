// Reading recordings of event cameras.
#pragma once

#include <string>

#include "platform/events/event.h"

namespace floorline::platform {

// Reads AEDAT4 and Prophesee .dat files, told apart by their first bytes, and else, if the name ends in ".bin", the
// 40-bit events of N-MNIST and N-Caltech101, which have no header. Times are those of the file, in microseconds; AEDAT4
// counts them from 1970.
//
// Throws UserError with the position of the byte where the file is damaged. A file whose time decreases at more than
// one event in a hundred is refused too: it has a different format.
EventRecording read_event_file(const std::string& path);

// Whether read_event_file would take the file for one of these formats, by its first bytes or its name.
bool is_event_file(const std::string& path);

// Sorts by time; events of equal time keep their order.
void sort_by_time(EventRecording& recording);

}  // namespace floorline::platform
