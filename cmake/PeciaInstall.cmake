# What an installation holds beside the command and the formats: the headers, pecia.pc and libpecia.pc, the CMake package, the manual
# and completions. Every path in them is relative to where they stand, so that an installation can be moved.
include(CMakePackageConfigHelpers)
set(PECIA_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/pecia)
set(PECIA_PKGCONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES plugins/include/pecia/pecia.h plugins/include/pecia/origin.h plugins/include/pecia/plugin.h plugins/include/pecia/validate.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/pecia)

file(RELATIVE_PATH PECIA_PC_PREFIX /x/${PECIA_PKGCONFIG_DIR} /x)
configure_file(cmake/pecia.pc.in pecia.pc @ONLY)
configure_file(cmake/libpecia.pc.in libpecia.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/pecia.pc ${PROJECT_BINARY_DIR}/libpecia.pc DESTINATION ${PECIA_PKGCONFIG_DIR})

configure_package_config_file(cmake/peciaConfig.cmake.in peciaConfig.cmake INSTALL_DESTINATION ${PECIA_CMAKE_DIR}
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR PECIA_PLUGIN_INSTALL_DIR)
write_basic_package_version_file(peciaConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/peciaConfig.cmake ${PROJECT_BINARY_DIR}/peciaConfigVersion.cmake
  DESTINATION ${PECIA_CMAKE_DIR})

install(FILES docs/man/pecia.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN "*.md" PATTERN STYLE.md EXCLUDE PATTERN ARCHITECTURE.md EXCLUDE)
