# `cmake --install build/release`: the program, its data, and the pages made from its command table.
# The program looks for the data beside itself first (../share/interdict/data), so an installed tree
# may be moved; IDT_DATA_DIR is where it looks last.
include(GNUInstallDirs)
target_compile_definitions(interdict PRIVATE
  IDT_DATA_DIR="${CMAKE_INSTALL_FULL_DATADIR}/interdict/data")

target_compile_definitions(interdict PRIVATE
  IDT_LIBEXEC_DIR="${CMAKE_INSTALL_FULL_LIBEXECDIR}/interdict")
install(TARGETS interdict RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS interdict-fetch RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/interdict)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/interdict/data)
# The program writes its own manual page and completion; on demand, since a build for another machine
# cannot run it.
set(pages ${CMAKE_BINARY_DIR}/pages)
add_custom_command(
  OUTPUT ${pages}/interdict.1 ${pages}/interdict.bash
  COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
  COMMAND interdict help --format man > ${pages}/interdict.1
  COMMAND interdict help --format bash > ${pages}/interdict.bash
  DEPENDS interdict VERBATIM)
add_custom_target(pages DEPENDS ${pages}/interdict.1 ${pages}/interdict.bash)
install(FILES ${pages}/interdict.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES ${pages}/interdict.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME interdict OPTIONAL)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME interdict)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "the interdict project <interdict@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Register of who is designated, by whom, since when")
set(CPACK_PACKAGE_DESCRIPTION
  "Answers who is designated terrorist or sanctioned, by whom, since when, until when, by whose decision and on whose word, and finds the parties a text names.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
