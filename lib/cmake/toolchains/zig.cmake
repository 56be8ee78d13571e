# Builds with zig's C++ compiler for Linux systems with glibc 2.28 or later, whatever
# this machine has: `cmake --toolchain lib/cmake/toolchains/zig.cmake`, with
#   CHENGXIN_ZIG            the program zig
#   CHENGXIN_PROCESSOR      x86_64 or aarch64
#   CHENGXIN_THIRD_PARTIES  a folder with include/ and lib/ of what is linked, made for
#                           that processor; nothing of this machine is looked for
# zig links its own C++ library (libc++) into whatever it links. .ci/release uses all this.

set(chengxin_glibc 2.28)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES
  CHENGXIN_ZIG CHENGXIN_PROCESSOR CHENGXIN_THIRD_PARTIES CHENGXIN_ZIG_TOOLS)
foreach(name IN ITEMS CHENGXIN_ZIG CHENGXIN_PROCESSOR CHENGXIN_THIRD_PARTIES)
  if(NOT ${name})
    message(FATAL_ERROR "${CMAKE_CURRENT_LIST_FILE} needs ${name}")
  endif()
endforeach()

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR "${CHENGXIN_PROCESSOR}")

# Programs of their own, since CMake wants one word for an archiver, and ccache for a compiler.
if(NOT CHENGXIN_ZIG_TOOLS)
  set(CHENGXIN_ZIG_TOOLS "${CMAKE_BINARY_DIR}/zig" CACHE PATH "Where the tools made of zig are")
  set(target -target ${CHENGXIN_PROCESSOR}-linux-gnu.${chengxin_glibc})
  foreach(tool IN ITEMS cc c++ ar ranlib)
    set(arguments ${tool})
    if(tool MATCHES "^c")
      list(APPEND arguments ${target})
    endif()
    list(JOIN arguments " " arguments)
    set(CHENGXIN_ZIG_TOOL "${CHENGXIN_ZIG_TOOLS}/zig-${tool}")
    file(WRITE "${CHENGXIN_ZIG_TOOL}" "#!/bin/sh\nexec '${CHENGXIN_ZIG}' ${arguments} \"$@\"\n")
    file(CHMOD "${CHENGXIN_ZIG_TOOL}" PERMISSIONS
         OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  endforeach()
endif()
set(CMAKE_C_COMPILER "${CHENGXIN_ZIG_TOOLS}/zig-cc")
set(CMAKE_CXX_COMPILER "${CHENGXIN_ZIG_TOOLS}/zig-c++")
# zig adds what debuggers want, and makes programs of a fixed place, unless told.
set(CMAKE_C_FLAGS_INIT -g0)
set(CMAKE_CXX_FLAGS_INIT -g0)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXE_LINKER_FLAGS_INIT -pie)
set(CMAKE_AR "${CHENGXIN_ZIG_TOOLS}/zig-ar" CACHE FILEPATH "Archiver")
set(CMAKE_RANLIB "${CHENGXIN_ZIG_TOOLS}/zig-ranlib" CACHE FILEPATH "Indexer of archives")

set(CMAKE_FIND_ROOT_PATH "${CHENGXIN_THIRD_PARTIES}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
