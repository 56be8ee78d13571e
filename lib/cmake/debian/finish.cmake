# Run by CPack between installing and packing: what Debian wants of a package's files
# and `cmake --install` need not do. A changelog and a copyright file for each, manual
# pages compressed, no sections that are of use to debuggers alone.

if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
find_program(gzip gzip REQUIRED)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(package "${CPACK_DEBIAN_${upper}_PACKAGE_NAME}")
  set(root "${CPACK_TEMPORARY_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX}")
  if(NOT package OR NOT IS_DIRECTORY "${root}")
    message(FATAL_ERROR "component ${component}: no name or no files in ${root}")
  endif()
  set(documents "${root}/share/doc/${package}")
  file(COPY "${CPACK_CHENGXIN_DEBIAN}/copyright" DESTINATION "${documents}")
  file(COPY_FILE "${CPACK_CHENGXIN_DEBIAN}/changelog" "${documents}/changelog.Debian")

  file(GLOB pages "${root}/share/man/man*/*")
  foreach(file IN LISTS pages ITEMS "${documents}/changelog.Debian")
    if(NOT file MATCHES "[.]gz$")
      run("${gzip}" -9nf "${file}")
    endif()
  endforeach()

  # No bug of Debian's asks for a package that is not in Debian.
  file(WRITE "${root}/share/lintian/overrides/${package}"
       "${package}: initial-upload-closes-no-bugs *\n")

  file(GLOB_RECURSE binaries "${root}/lib/*.so.*" "${root}/bin/*" "${root}/lib/*.a")
  foreach(file IN LISTS binaries)
    if(IS_SYMLINK "${file}")
      continue()
    endif()
    set(what --strip-unneeded)
    if(file MATCHES "[.]a$")
      set(what --strip-debug --enable-deterministic-archives)
    endif()
    run("${CPACK_CHENGXIN_STRIP}" ${what} --remove-section=.comment --remove-section=.note
        "${file}")
  endforeach()
endforeach()
