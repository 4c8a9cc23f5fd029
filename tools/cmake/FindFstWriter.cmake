# Finds the sources of GTKWave's FST writer (MIT licence), which Verilator ships in its include folder, and defines the
# object library floorline_fst_writer. No Debian package has the writer as a library.
find_path(
  FstWriter_SOURCE_DIR
  NAMES fstapi.c
  HINTS ENV VERILATOR_ROOT
  PATHS /usr/share/verilator /usr/local/share/verilator
  PATH_SUFFIXES include/gtkwave
  DOC "Folder with fstapi.c, lz4.c and fastlz.c")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  FstWriter
  REQUIRED_VARS FstWriter_SOURCE_DIR
  REASON_FAILURE_MESSAGE "waves will be written as .vcd only, for .fst install verilator")

if(FstWriter_FOUND AND NOT TARGET floorline_fst_writer)
  set(fst_sources "${FstWriter_SOURCE_DIR}/fstapi.c" "${FstWriter_SOURCE_DIR}/lz4.c" "${FstWriter_SOURCE_DIR}/fastlz.c")
  # As C++, like Verilator, so that no project that contains this one has to enable the C language.
  set_source_files_properties(${fst_sources} PROPERTIES LANGUAGE CXX)
  add_library(floorline_fst_writer OBJECT ${fst_sources})
  target_include_directories(floorline_fst_writer SYSTEM PUBLIC "${FstWriter_SOURCE_DIR}")
  target_compile_definitions(floorline_fst_writer PRIVATE FST_CONFIG_INCLUDE="fst_config.h")
  target_compile_options(floorline_fst_writer PRIVATE -w)
  set_target_properties(floorline_fst_writer PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(floorline_fst_writer PUBLIC ZLIB::ZLIB)
endif()
