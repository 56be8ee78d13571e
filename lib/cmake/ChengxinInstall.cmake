# What `cmake --install` puts where: headers, libraries, the built-in rulebook, the
# command, a CMake package and a pkg-config file.

include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/chengxin")

install(TARGETS chengxin_core EXPORT chengxin FILE_SET HEADERS)
if(CHENGXIN_LIB)
  install(TARGETS chengxin_lib chengxin_capi EXPORT chengxin FILE_SET HEADERS)
  if(TARGET chengxin_cli)
    install(TARGETS chengxin_cli)
  endif()
  install(FILES "${PROJECT_SOURCE_DIR}/lib/rulebooks/sanming-trial.json"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/chengxin/rulebooks")
  install(FILES "${PROJECT_SOURCE_DIR}/lib/cmake/FindCsv.cmake" DESTINATION "${package_dir}")
  # The package says where it is by where its own file lies, so that it can be moved.
  file(RELATIVE_PATH package_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
       "${CMAKE_INSTALL_PREFIX}")
  string(REGEX REPLACE "/$" "" package_prefix "${package_prefix}")
  configure_file("${PROJECT_SOURCE_DIR}/lib/cmake/chengxin.pc.in"
                 "${PROJECT_BINARY_DIR}/chengxin.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/chengxin.pc"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endif()

install(EXPORT chengxin NAMESPACE chengxin:: FILE chengxin-targets.cmake
        DESTINATION "${package_dir}")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/lib/cmake/chengxin-config.cmake.in"
  "${PROJECT_BINARY_DIR}/chengxin-config.cmake"
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/chengxin-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/chengxin-config.cmake"
              "${PROJECT_BINARY_DIR}/chengxin-config-version.cmake"
        DESTINATION "${package_dir}")
