/* us_ofac_remarks.h - the Remarks column of OFAC's files, said as statements.
 *
 *   "DOB circa 1965; POB Shati; Passport A1 (Iran) expires 02 Oct 2026; a.k.a. 'NAZIM'; Linked To:
 *    SOME GROUP."
 *     birthDate 1965~   birthPlace Shati   passportNumber A1 {country Iran, expires_on 2026-10-02}
 *     weakAlias NAZIM   linkedTo SOME GROUP
 *
 * Segments are parted by "; ", the last ends with a full stop. A segment is read by its first words
 * (a table: longest first words win), without "alt. ". Numbers of documents whose words are not in
 * the table are read by their form: words that end in No., Number, ID, Code ..., then a number.
 *
 * I1  A segment that is not understood stands in `notes` as written, and is counted.
 * I2  What is said about measures stands in `notes` too, in the publisher's words.
 */
#ifndef INTERDICT_LISTS_US_OFAC_REMARKS_H
#define INTERDICT_LISTS_US_OFAC_REMARKS_H

#include "lists/reader.h"

/* "Listing Date (EO 14024 Directive 3): 24 Feb 2022", and the Effective Date of the same. */
typedef struct idt_ofac_directive {
    idt_str words; /* EO 14024 Directive 3 */
    idt_str listed;
    idt_str effective;
} idt_ofac_directive;

#define IDT_OFAC_DIRECTIVES_MAX 8

typedef struct idt_ofac_remarks {
    idt_str text;  /* with its continuation */
    idt_str title; /* of the Title column; many remarks begin with it again */
    bool person;
    bool cut; /* the end is missing: the last segment is not read */
    /* found: */
    bool secondary; /* risk of secondary sanctions is stated */
    idt_ofac_directive directives[IDT_OFAC_DIRECTIVES_MAX];
    size_t directive_count;
} idt_ofac_remarks;

/* States what the remarks say of the record begun. Needs zeroed `found` fields. */
void idt_ofac_remarks_read(idt_list_output *out, idt_ofac_remarks *remarks);
/* The Title column: an honorific is `title`, the rest `position`. */
void idt_ofac_title(idt_list_output *out, idt_str title);

/* ---- the grammar, for its tests ---- */

typedef enum idt_ofac_form {
    IDT_OFAC_TEXT,      /* the rest is the value */
    IDT_OFAC_WHOLE,     /* the whole segment is the value */
    IDT_OFAC_DATE,      /* the rest is a date */
    IDT_OFAC_NUMBER,    /* number, (country), issued, expires */
    IDT_OFAC_CODE,      /* the same; may be without a digit */
    IDT_OFAC_LEI,       /* the same; a legal entity identifier where it has the form of one */
    IDT_OFAC_QUOTED,    /* a name in single quotes */
    IDT_OFAC_WALLET,    /* currency and address */
    IDT_OFAC_KIN,       /* a party, with the tie in `note` */
    IDT_OFAC_RISK,      /* secondary sanctions */
    IDT_OFAC_LISTED,    /* (directive): day */
    IDT_OFAC_EFFECTIVE, /* (directive): day */
} idt_ofac_form;

typedef struct idt_ofac_head {
    const char *words;
    idt_ofac_form form;
    const char *property;
    const char *if_imo;   /* property of a number that begins with IMO */
    const char *document; /* NULL: none; "" the words themselves */
} idt_ofac_head;

/* In byte order of `words`. */
extern const idt_ofac_head IDT_OFAC_HEADS[];
extern const size_t IDT_OFAC_HEADS_COUNT;
/* The head with the longest words `segment` begins with; NULL where none does. */
const idt_ofac_head *idt_ofac_head_find(idt_str segment);

#endif
