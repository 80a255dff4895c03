# The SQL of src/register/sql becomes tables in C at build time: one constant a file, named after it.
file(GLOB idt_sql_queries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/register/sql/query/*.sql)
file(GLOB idt_sql_schema CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/register/sql/schema/*.sql)
set(idt_sql_dir ${CMAKE_BINARY_DIR}/generated/register)
add_custom_command(
  OUTPUT ${idt_sql_dir}/sql_text.c ${idt_sql_dir}/sql_text.h
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR}/src/register/sql -DOUT=${idt_sql_dir}
          -P ${CMAKE_SOURCE_DIR}/cmake/sql_text.cmake
  DEPENDS ${idt_sql_queries} ${idt_sql_schema} ${CMAKE_SOURCE_DIR}/cmake/sql_text.cmake
  COMMENT "SQL as C tables")
target_sources(idt_register PRIVATE ${idt_sql_dir}/sql_text.c ${idt_sql_dir}/sql_text.h)
target_include_directories(idt_register PUBLIC ${CMAKE_BINARY_DIR}/generated)
