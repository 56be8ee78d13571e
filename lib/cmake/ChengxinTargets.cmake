# How every target of the project is compiled: warnings, sanitizers, visibility.
# Never touches a target that is not ours, nor anything global.

set(chengxin_warnings -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 takes "text" + std::string for overlapping copies (GCC bug 105651).
  list(APPEND chengxin_warnings -Wno-restrict)
endif()

# chengxin_sanitize(TARGET): the sanitizers that were chosen, in what it compiles and links.
function(chengxin_sanitize target)
  if(CHENGXIN_SANITIZE)
    set(sanitize "-fsanitize=${CHENGXIN_SANITIZE}" -fno-sanitize-recover=all
                 -fno-omit-frame-pointer)
    target_compile_options(${target} PRIVATE ${sanitize})
    target_link_options(${target} PRIVATE ${sanitize})
    # Programs in C bring no C++ run time of the sanitizers, which our library needs.
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
  endif()
endfunction()

# chengxin_precompile(TARGET HEADERS...): all files of a target share one reading of these
# headers, where CHENGXIN_PRECOMPILE says so: the core is headers, and most files read it.
function(chengxin_precompile target)
  if(CHENGXIN_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# chengxin_precompile_as(TARGET FIRST): likewise, the reading of another target.
function(chengxin_precompile_as target first)
  if(CHENGXIN_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
endfunction()

# chengxin_own(TARGET): what all that we compile ourselves has in common.
function(chengxin_own target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_options(${target} PRIVATE ${chengxin_warnings})
  if(CHENGXIN_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  chengxin_sanitize(${target})
  if(CHENGXIN_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    C_STANDARD 11
    C_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# chengxin_own_test(TARGET): likewise of a test, whose own code need not be fast.
function(chengxin_own_test target)
  chengxin_own(${target})
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()
