# Finds libcsv, which has neither a CMake package nor a pkg-config file of its own.
# Gives the target Csv::csv.

find_path(Csv_INCLUDE_DIR csv.h)
find_library(Csv_LIBRARY csv)
mark_as_advanced(Csv_INCLUDE_DIR Csv_LIBRARY)

if(Csv_INCLUDE_DIR)
  file(STRINGS "${Csv_INCLUDE_DIR}/csv.h" csv_version_lines
       REGEX "^#define CSV_(MAJOR|MINOR|RELEASE) [0-9]+")
  list(TRANSFORM csv_version_lines REPLACE "^#define CSV_[A-Z]+ ([0-9]+).*$" "\\1")
  list(JOIN csv_version_lines "." Csv_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Csv
  REQUIRED_VARS Csv_LIBRARY Csv_INCLUDE_DIR VERSION_VAR Csv_VERSION)

if(Csv_FOUND AND NOT TARGET Csv::csv)
  add_library(Csv::csv UNKNOWN IMPORTED)
  set_target_properties(Csv::csv PROPERTIES
    IMPORTED_LOCATION "${Csv_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${Csv_INCLUDE_DIR}")
endif()
