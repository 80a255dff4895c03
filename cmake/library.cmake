# libinterdict: the index of a register, for other programs (include/interdict/interdict.h). Only the
# names of that header are exported. Outside libraries are linked as shared ones here: their archives
# are made for programs.
include(GNUInstallDirs)
file(GLOB api_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/api/*.c)
add_library(libinterdict SHARED ${api_sources})
set_target_properties(libinterdict PROPERTIES
  OUTPUT_NAME interdict
  EXPORT_NAME interdict
  VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}
  C_VISIBILITY_PRESET hidden)
target_compile_definitions(libinterdict PRIVATE IDT_VERSION="${PROJECT_VERSION}")
target_include_directories(libinterdict
  PRIVATE ${CMAKE_SOURCE_DIR}/src
  PUBLIC $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

set(inside standing compile screen index match register procedure statement text json core)
foreach(name ${inside})
  list(APPEND archives $<TARGET_FILE:idt_${name}>)
  add_dependencies(libinterdict idt_${name})
endforeach()
target_link_libraries(libinterdict PRIVATE
  -Wl,--exclude-libs,ALL -Wl,--start-group ${archives} -Wl,--end-group
  $<BUILD_INTERFACE:PkgConfig::SQLITE> $<BUILD_INTERFACE:PkgConfig::ZSTD>
  $<BUILD_INTERFACE:PkgConfig::JANSSON> $<BUILD_INTERFACE:PkgConfig::CRYPTO>)
set_property(TARGET libinterdict APPEND PROPERTY LINK_DEPENDS ${archives})

# ---- installed: header, library, pkg-config and CMake packages ----
install(TARGETS libinterdict EXPORT interdict
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${CMAKE_SOURCE_DIR}/include/interdict/interdict.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/interdict)
# The prefix is found from the file itself, so that `cmake --install --prefix` may choose another.
file(RELATIVE_PATH IDT_PKGCONFIG_UP /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(${CMAKE_SOURCE_DIR}/cmake/interdict.pc.in ${CMAKE_BINARY_DIR}/interdict.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/interdict.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/interdict)
install(EXPORT interdict NAMESPACE interdict:: FILE interdictConfig.cmake DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/interdictConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/interdictConfigVersion.cmake DESTINATION ${package})
