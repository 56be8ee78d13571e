# Turns a file into a C++ function that gives its bytes, with CMake alone.
# An array of bytes, since a string literal has a limit in some compilers.
#
# chengxin_embed(TARGET FILE path HEADER header FUNCTION qualified::name)
# When run as a script (cmake -P) it writes the generated file.

if(CMAKE_SCRIPT_MODE_FILE)
  file(READ "${INPUT}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(REGEX REPLACE "(('.x[0-9a-f][0-9a-f]',){16})" "\\1\n" bytes "${bytes}")
  string(REGEX MATCH "^(.*)::([^:]+)$" matched "${FUNCTION}")
  file(WRITE "${OUTPUT}"
"// Generated from ${NAME}: do not edit.
#include \"${HEADER}\"

namespace ${CMAKE_MATCH_1} {
namespace {
constexpr char content[] = {
${bytes}
};
}  // namespace

std::string_view ${CMAKE_MATCH_2}() noexcept { return {content, sizeof content}; }

}  // namespace ${CMAKE_MATCH_1}
")
  return()
endif()

set(chengxin_embed_script "${CMAKE_CURRENT_LIST_FILE}")

function(chengxin_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 embed "" "FILE;HEADER;FUNCTION" "")
  cmake_path(ABSOLUTE_PATH embed_FILE BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
             OUTPUT_VARIABLE input)
  cmake_path(GET embed_FILE STEM stem)
  cmake_path(GET embed_FILE FILENAME name)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${stem}.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DINPUT=${input}" "-DOUTPUT=${output}" "-DNAME=${name}"
            "-DHEADER=${embed_HEADER}" "-DFUNCTION=${embed_FUNCTION}"
            -P "${chengxin_embed_script}"
    DEPENDS "${input}" "${chengxin_embed_script}"
    COMMENT "Embedding ${name}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
