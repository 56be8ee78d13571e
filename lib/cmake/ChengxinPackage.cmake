# Packages, by `cmake --build BUILD --target package`: .deb of three components,
#   libchengxin0     the shared library
#   libchengxin-dev  headers, archives, CMake package, pkg-config file, manual of the library
#   chengxin         the command, its manual page, the built-in rulebook
# The preset `package` has what Debian asks for: the prefix /usr, whence its folders.
#
# A component more (Python) is one more chengxin_package(). Nothing may be set for CPack
# after the last line. The release for old systems is packed by ChengxinBundled.cmake.

set(CHENGXIN_MAINTAINER "Chengxin maintainers <maintainers@chengxin.example>" CACHE STRING
    "Who is named as maintainer of the packages: NAME <ADDRESS>")
set(CHENGXIN_PACKAGE_RELEASE 1 CACHE STRING "Which packaging of this version it is")

set(CPACK_PACKAGE_NAME chengxin)
set(CPACK_PACKAGE_VENDOR "Chengxin")
set(CPACK_PACKAGE_CONTACT "${CHENGXIN_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_PACKAGING_INSTALL_PREFIX "${CMAKE_INSTALL_PREFIX}")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/lib/cmake/debian/finish.cmake")
set(CPACK_GENERATOR DEB)

# What the packages of one version have in common.
set(exactly "(= ${PROJECT_VERSION}-${CHENGXIN_PACKAGE_RELEASE})")
set(about "Chengxin computes a city's personal integrity score from a published rulebook:
exactly, to the hundredth of a point, and explained to the resident point by
point, in Chinese and English.")

# chengxin_package(COMPONENT DEB name SECTION section SUMMARY line TEXT more)
function(chengxin_package component)
  cmake_parse_arguments(PARSE_ARGV 1 of "" "DEB;SECTION;SUMMARY;TEXT" "")
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME "${of_DEB}" PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION "${of_SECTION}" PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${of_SUMMARY}\n${about}\n\n${of_TEXT}" PARENT_SCOPE)
endfunction()

set(CPACK_COMPONENTS_ALL dev)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
chengxin_package(dev
  DEB libchengxin-dev  SECTION libdevel
  SUMMARY "personal integrity scores, exact and explained (development files)"
  TEXT "This package has the headers of the C++ core, of the C++ library and of the C
interface, both libraries as archives, a CMake package and a pkg-config file.")
if(CHENGXIN_LIB)
  list(APPEND CPACK_COMPONENTS_ALL runtime)
  chengxin_package(runtime
    DEB libchengxin0  SECTION libs
    SUMMARY "personal integrity scores, exact and explained (shared library)"
    TEXT "This package has the shared library with the C interface.")
endif()
if(TARGET chengxin_cli)
  list(APPEND CPACK_COMPONENTS_ALL command)
  chengxin_package(command
    DEB chengxin  SECTION science
    SUMMARY "personal integrity scores, exact and explained (command)"
    TEXT "This package has the command, which scores, explains, looks ahead, checks
rulebooks and makes up cities for trials, and the built-in rulebook, an
illustration that is no city's standard.")
endif()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SOURCE chengxin)
set(CPACK_DEBIAN_PACKAGE_RELEASE "${CHENGXIN_PACKAGE_RELEASE}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_DEV_PACKAGE_SHLIBDEPS OFF)
if(CHENGXIN_LIB)
  # The command finds the library where it was built.
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${PROJECT_BINARY_DIR}/capi")
  set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libchengxin0 ${exactly}")
  set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS "libchengxin0 ${exactly}")
  # Only who links the archives needs them.
  set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS "libssl-dev (>= 3.0), libcsv-dev")
endif()

# What finish.cmake lays beside the files of every package.
set(CPACK_CHENGXIN_DEBIAN "${PROJECT_BINARY_DIR}/debian")
set(CPACK_CHENGXIN_STRIP "${CMAKE_STRIP}")
string(TIMESTAMP package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
string(TIMESTAMP package_year "%Y" UTC)
foreach(file IN ITEMS changelog copyright)
  configure_file("${PROJECT_SOURCE_DIR}/lib/cmake/debian/${file}.in"
                 "${CPACK_CHENGXIN_DEBIAN}/${file}" @ONLY)
endforeach()

if(CHENGXIN_LIB)
  # The version that each symbol came with, as the map of the symbols says.
  set(map "${PROJECT_SOURCE_DIR}/capi/chengxin.map")
  set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${map}")
  set(symbols "libchengxin.so.0 libchengxin0 #MINVER#\n")
  string(APPEND symbols "* Build-Depends-Package: libchengxin-dev\n")
  file(STRINGS "${map}" lines REGEX "^(CHENGXIN_[0-9.]+ {|    *cx_)")
  foreach(line IN LISTS lines)
    if(line MATCHES "^CHENGXIN_([0-9.]+)")
      set(since "${CMAKE_MATCH_1}")
      string(APPEND symbols " CHENGXIN_${since}@CHENGXIN_${since} ${since}\n")
    elseif(line MATCHES "(cx_[a-z0-9_]+)")
      string(APPEND symbols " ${CMAKE_MATCH_1}@CHENGXIN_${since} ${since}\n")
    endif()
  endforeach()
  file(CONFIGURE OUTPUT "${CPACK_CHENGXIN_DEBIAN}/symbols" CONTENT "${symbols}" @ONLY)
  file(CONFIGURE OUTPUT "${CPACK_CHENGXIN_DEBIAN}/triggers"
       CONTENT "activate-noawait ldconfig\n" @ONLY)
  # The last two are never made: named here, they keep CPack from writing scripts that call
  # ldconfig, which the trigger has done since Debian 9. CPack warns that they do not exist.
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA "")
  foreach(file IN ITEMS symbols triggers postinst postrm)
    list(APPEND CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA "${CPACK_CHENGXIN_DEBIAN}/${file}")
  endforeach()
endif()

include(CPack)
