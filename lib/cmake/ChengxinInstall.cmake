# What `cmake --install` puts where: headers, libraries, the built-in rulebook, the
# command, man pages, a CMake package and a pkg-config file. Nothing installed names
# the prefix, so that the whole tree can be moved.
#
# Components, each a package in ChengxinPackage.cmake:
#   runtime  the shared library          command  the command, its page, the rulebook
#   dev      what a compiler needs       license  the licence, where no package has it

include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/chengxin")
set(chengxin_exports chengxin)

install(TARGETS chengxin_core EXPORT chengxin FILE_SET HEADERS COMPONENT dev)
if(CHENGXIN_LIB)
  install(TARGETS chengxin_capi EXPORT chengxin
          LIBRARY COMPONENT runtime NAMELINK_COMPONENT dev
          FILE_SET HEADERS COMPONENT dev)
  # Apart, since only they need what they link.
  list(APPEND chengxin_exports chengxin-static)
  install(TARGETS chengxin_lib chengxin_capi_static EXPORT chengxin-static
          ARCHIVE COMPONENT dev
          FILE_SET HEADERS COMPONENT dev)
  install(FILES "${PROJECT_SOURCE_DIR}/capi/chengxin.3"
          DESTINATION "${CMAKE_INSTALL_MANDIR}/man3" COMPONENT dev)
  if(TARGET chengxin_cli)
    install(TARGETS chengxin_cli RUNTIME COMPONENT command)
    install(FILES "${PROJECT_SOURCE_DIR}/bindings/cli/chengxin.1"
            DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT command)
  endif()
  install(FILES "${PROJECT_SOURCE_DIR}/lib/rulebooks/sanming-trial.json"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/chengxin/rulebooks" COMPONENT command)
  install(FILES "${PROJECT_SOURCE_DIR}/lib/cmake/FindCsv.cmake"
          DESTINATION "${package_dir}" COMPONENT dev)
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT license)

# What a program in C must link besides, if it links the archives: the run time of C++.
set(chengxin_cxx_runtime ${CMAKE_CXX_IMPLICIT_LINK_LIBRARIES})
list(FILTER chengxin_cxx_runtime INCLUDE REGEX "^(stdc\\+\\+|c\\+\\+|c\\+\\+abi|m)$")
list(REMOVE_DUPLICATES chengxin_cxx_runtime)

if(CHENGXIN_LIB)
  # The file says where the prefix is by where it lies itself.
  file(RELATIVE_PATH package_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
       "${CMAKE_INSTALL_PREFIX}")
  string(REGEX REPLACE "/$" "" package_prefix "${package_prefix}")
  list(TRANSFORM chengxin_cxx_runtime PREPEND "-l" OUTPUT_VARIABLE package_runtime)
  list(JOIN package_runtime " " package_runtime)
  configure_file("${PROJECT_SOURCE_DIR}/lib/cmake/chengxin.pc.in"
                 "${PROJECT_BINARY_DIR}/chengxin.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/chengxin.pc"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT dev)
endif()

foreach(export IN LISTS chengxin_exports)
  install(EXPORT ${export} NAMESPACE chengxin:: FILE ${export}-targets.cmake
          DESTINATION "${package_dir}" COMPONENT dev)
endforeach()
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/lib/cmake/chengxin-config.cmake.in"
  "${PROJECT_BINARY_DIR}/chengxin-config.cmake"
  INSTALL_DESTINATION "${package_dir}")
set(any_machine "")
if(NOT CHENGXIN_LIB)
  set(any_machine ARCH_INDEPENDENT)
endif()
write_basic_package_version_file("${PROJECT_BINARY_DIR}/chengxin-config-version.cmake"
  COMPATIBILITY SameMinorVersion ${any_machine})
install(FILES "${PROJECT_BINARY_DIR}/chengxin-config.cmake"
              "${PROJECT_BINARY_DIR}/chengxin-config-version.cmake"
        DESTINATION "${package_dir}" COMPONENT dev)
