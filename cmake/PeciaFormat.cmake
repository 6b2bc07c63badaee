# pecia_add_format(NAME SOURCES file.c ... [LIBRARIES lib ...])
# Builds a format as a loadable module that sees the ABI header, formats/common and its own libraries, and nothing else of Pecia.
function(pecia_add_format name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  add_library(pecia_format_${name} MODULE ${arg_SOURCES})
  set_target_properties(pecia_format_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY ${PECIA_PLUGIN_BUILD_DIR})
  target_link_libraries(pecia_format_${name} PRIVATE pecia_build_flags pecia_plugin_abi pecia_format_common ${arg_LIBRARIES})
  target_include_directories(pecia_format_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  set_property(GLOBAL APPEND PROPERTY PECIA_FORMATS pecia_format_${name})
  install(TARGETS pecia_format_${name} LIBRARY DESTINATION ${PECIA_PLUGIN_INSTALL_DIR})
endfunction()

# pecia_add_stylesheets(NAME FILE...)
# A format without a module: a folder with a manifest and stylesheets, which is put beside the modules as it is.
function(pecia_add_stylesheets name)
  set(built)
  foreach(file ${ARGN})
    set(copy ${PECIA_PLUGIN_BUILD_DIR}/${name}/${file})
    add_custom_command(OUTPUT ${copy}
      COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${copy} DEPENDS ${file} VERBATIM)
    list(APPEND built ${copy})
  endforeach()
  add_custom_target(pecia_format_${name} ALL DEPENDS ${built})
  set_property(GLOBAL APPEND PROPERTY PECIA_FORMATS pecia_format_${name})
  install(FILES ${ARGN} DESTINATION ${PECIA_PLUGIN_INSTALL_DIR}/${name})
endfunction()

# pecia_add_bytes(SOURCE FILE NAME HEADER)
# Makes SOURCE, in the build folder, of FILE: its bytes as the array NAME_text and their number as NAME_size, which HEADER declares.
function(pecia_add_bytes source file name header)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1,\n" bytes "${bytes}")
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "#include \"${header}\"
const unsigned char ${name}_text[] = {
@bytes@};
const uint64_t ${name}_size = sizeof ${name}_text;
")
endfunction()
