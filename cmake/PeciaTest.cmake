# pecia_add_unit_test(NAME SOURCES file.c ... LIBRARIES target ...)   a cmocka program, run by CTest under NAME
function(pecia_add_unit_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  add_executable(test-${name} ${arg_SOURCES})
  set_target_properties(test-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(test-${name} PRIVATE pecia_build_flags pecia_lib_cmocka ${arg_LIBRARIES})
  add_test(NAME ${name} COMMAND test-${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 120)
endfunction()
