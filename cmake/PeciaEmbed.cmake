# pecia_add_tree(SOURCE ROOT ARRAY HEADER FILE...)
# Makes SOURCE, in the build folder, of the files FILE below ROOT: the table ARRAY of path, bytes and size, which HEADER declares;
# its last entry has no path.
function(pecia_add_tree source root array header)
  set(bytes "")
  set(table "")
  set(number 0)
  foreach(file ${ARGN})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${root}/${file})
    file(READ ${root}/${file} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1,\n" hex "${hex}")
    string(APPEND bytes "static const unsigned char file_${number}[] = {\n${hex}};\n")
    string(APPEND table "    {\"${file}\", file_${number}, sizeof file_${number}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "#include \"${header}\"\n@bytes@
const cli_file ${array}[] = {\n@table@    {0, 0, 0},\n};\n")
endfunction()
