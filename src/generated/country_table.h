/* country_table.h - countries by code and by name.
 *
 * Made by tools/gen_countries.py; do not edit. SHA-256 of the inputs:
 *   data/tables/country_codes.tsv 330aba94d03f8062436a9d89b1c41df83364f32a0e8b590f4292c69fa0273a0d
 *   data/reference/ftm_schema.json 9f1bd2d8cb90f99480d8ad040b8ead1925ee0f953ed54481233aa63718e0a79a
 * Names: FollowTheMoney's (rigour), MIT, see data/reference/README.md.
 */

#ifndef INTERDICT_GENERATED_COUNTRY_TABLE_H
#define INTERDICT_GENERATED_COUNTRY_TABLE_H

#define IDT_COUNTRY_CODES 265
#define IDT_COUNTRY_NAMES 448

/* By code; `code3` and `name` may be empty. */
extern const struct idt_country_code {
    char code[3], code3[4];
    const char *name;
} idt_country_codes[IDT_COUNTRY_CODES];

/* By key (text/key.h), in the order of bytes. */
extern const struct idt_country_name {
    const char *key;
    char code[3];
} idt_country_names[IDT_COUNTRY_NAMES];

#endif
