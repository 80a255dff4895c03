# cmake -DSOURCE=.../sql -DOUT=DIR -P sql_text.cmake: writes sql_text.h and sql_text.c.
function(idt_literal file out)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(${out} "${bytes}0x00" PARENT_SCOPE)
endfunction()

file(GLOB queries ${SOURCE}/query/*.sql)
file(GLOB schema ${SOURCE}/schema/*.sql)
list(SORT queries)
list(SORT schema)
set(names "")
set(arrays "")
set(rows "")
foreach(file ${queries})
  get_filename_component(name ${file} NAME_WE)
  string(TOUPPER ${name} upper)
  idt_literal(${file} bytes)
  string(APPEND names "    IDT_SQL_${upper},\n")
  string(APPEND arrays "static const char q_${name}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", q_${name}},\n")
endforeach()
set(steps "")
set(count 0)
foreach(file ${schema})
  math(EXPR count "${count} + 1")
  idt_literal(${file} bytes)
  string(APPEND arrays "static const char s_${count}[] = {${bytes}};\n")
  string(APPEND steps "    s_${count},\n")
endforeach()
file(MAKE_DIRECTORY ${OUT})
file(WRITE ${OUT}/sql_text.h "/* Written by cmake/sql_text.cmake from src/register/sql. */
#ifndef INTERDICT_REGISTER_SQL_TEXT_H
#define INTERDICT_REGISTER_SQL_TEXT_H

typedef enum idt_sql {
${names}    IDT_SQL_COUNT
} idt_sql;

typedef struct idt_sql_query {
    const char *name;
    const char *text;
} idt_sql_query;

extern const idt_sql_query IDT_SQL_QUERIES[IDT_SQL_COUNT];
/* Step n brings format n to format n + 1; step 0 makes an empty file format 1. */
#define IDT_SQL_STEPS ${count}
extern const char *const IDT_SQL_SCHEMA[IDT_SQL_STEPS];

#endif
")
file(WRITE ${OUT}/sql_text.c "/* Written by cmake/sql_text.cmake from src/register/sql. */
#include \"sql_text.h\"

${arrays}
const idt_sql_query IDT_SQL_QUERIES[IDT_SQL_COUNT] = {
${rows}};

const char *const IDT_SQL_SCHEMA[IDT_SQL_STEPS] = {
${steps}};
")
