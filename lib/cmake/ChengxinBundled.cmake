# The release for old systems (CHENGXIN_BUNDLED): the command, the shared library, its
# header and the rulebook in one package, with every third party linked in. Takes the
# place of ChengxinInstall.cmake and ChengxinPackage.cmake; .ci/release builds with it.

# Only the command and what it needs is built and packed.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
foreach(target IN ITEMS chengxin_capi chengxin_cli)
  target_link_options(${target} PRIVATE -s LINKER:-z,relro,-z,now)
endforeach()
# The folder is lib in .tar.gz and .deb, lib64 in .rpm: one command for all of them.
# Set from the beginning, or the folder of the build would show in the bytes.
set_target_properties(chengxin_cli PROPERTIES
  BUILD_WITH_INSTALL_RPATH ON
  INSTALL_RPATH "$ORIGIN/../lib:$ORIGIN/../lib64")

install(TARGETS chengxin_capi chengxin_cli)
install(FILES "${PROJECT_SOURCE_DIR}/capi/chengxin.h" TYPE INCLUDE)
install(FILES "${PROJECT_SOURCE_DIR}/bindings/cli/chengxin.1"
        DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${PROJECT_SOURCE_DIR}/lib/rulebooks/sanming-trial.json"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/chengxin/rulebooks")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" TYPE DOC)
# Those of OpenSSL and of libcsv (LGPL-2.1); Boost's and libc++'s ask for no notice in programs.
install(DIRECTORY "${CHENGXIN_THIRD_PARTIES}/licenses" TYPE DOC)

set(CPACK_PACKAGE_VENDOR "Chengxin")
set(CPACK_PACKAGE_CONTACT "Chengxin maintainers <maintainers@chengxin.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Computes a city's personal integrity score from a published \
rulebook. For Linux with glibc 2.28 or later; carries all else that it needs.")
set(CPACK_PACKAGE_FILE_NAME "chengxin-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_VERBATIM_VARIABLES ON)
# Files have the time that SOURCE_DATE_EPOCH names, if it does: packages can be compared.
file(WRITE "${PROJECT_BINARY_DIR}/one_time.cmake" [[
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(COMMAND find "${CPACK_TEMPORARY_DIRECTORY}" -exec
                          touch -h -d "@$ENV{SOURCE_DATE_EPOCH}" {} +
                  COMMAND_ERROR_IS_FATAL ANY)
endif()
]])
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_BINARY_DIR}/one_time.cmake")

set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE amd64)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
endif()
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6 (>= 2.28)")
# Debian's own packages of ChengxinPackage.cmake, which have the same files.
set(CPACK_DEBIAN_PACKAGE_CONFLICTS "libchengxin0, libchengxin-dev")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_RPM_PACKAGE_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_RPM_PACKAGE_ARCHITECTURE "${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_RPM_PACKAGE_LICENSE "Apache-2.0 AND LGPL-2.1-or-later")
set(CPACK_RPM_COMPRESSION_TYPE xz)
# Folders of the system, which other packages have.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/man /usr/share/man/man1)
# This machine's tools leave the files as they are: they may be another processor's.
set(CPACK_RPM_SPEC_MORE_DEFINE
    "%global __os_install_post %{nil}\n%global _build_id_links none\n%global debug_package %{nil}
%global _buildhost localhost
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1")

include(CPack)
