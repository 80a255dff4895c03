#include "lists/gb_ofsi_columns.h"

#include "lists/values.h"

#define NAMES_MAX 4

typedef struct gb_names {
    const char *names[NAMES_MAX]; /* the present one first */
    bool needed;
} gb_names;

static const gb_names COLUMNS[IDT_GB_COLUMNS] = {
    [IDT_GB_NAME_6] = {{"Name 6"}, true},
    [IDT_GB_NAME_1] = {{"Name 1"}, true},
    [IDT_GB_NAME_2] = {{"Name 2"}, false},
    [IDT_GB_NAME_3] = {{"Name 3"}, false},
    [IDT_GB_NAME_4] = {{"Name 4"}, false},
    [IDT_GB_NAME_5] = {{"Name 5"}, false},
    [IDT_GB_TITLE] = {{"Title"}, false},
    [IDT_GB_SCRIPT_NAME] = {{"Name Non-Latin Script"}, false},
    [IDT_GB_SCRIPT_TYPE] = {{"Non-Latin Script Type"}, false},
    [IDT_GB_SCRIPT_LANGUAGE] = {{"Non-Latin Script Language"}, false},
    [IDT_GB_BORN] = {{"DOB", "D.O.B", "Date of Birth"}, false},
    [IDT_GB_BIRTH_TOWN] = {{"Town of Birth"}, false},
    [IDT_GB_BIRTH_COUNTRY] = {{"Country of Birth"}, false},
    [IDT_GB_NATIONALITY] = {{"Nationality", "Nationality(/ies)"}, false},
    [IDT_GB_PASSPORT] = {{"Passport Number"}, false},
    [IDT_GB_PASSPORT_DETAILS] = {{"Passport Details", "Passport additional information"}, false},
    [IDT_GB_ID_NUMBER] = {{"National Identification Number", "NI Number",
                           "National Identifier number"},
                          false},
    [IDT_GB_ID_DETAILS] = {{"National Identification Details",
                            "National Identifier additional information"},
                           false},
    [IDT_GB_POSITION] = {{"Position"}, false},
    [IDT_GB_ADDRESS_1] = {{"Address 1", "Address Line 1"}, false},
    [IDT_GB_ADDRESS_2] = {{"Address 2", "Address Line 2"}, false},
    [IDT_GB_ADDRESS_3] = {{"Address 3", "Address Line 3"}, false},
    [IDT_GB_ADDRESS_4] = {{"Address 4", "Address Line 4"}, false},
    [IDT_GB_ADDRESS_5] = {{"Address 5", "Address Line 5"}, false},
    [IDT_GB_ADDRESS_6] = {{"Address 6", "Address Line 6"}, false},
    [IDT_GB_POSTCODE] = {{"Post/Zip Code", "Post Code", "Postal Code"}, false},
    [IDT_GB_COUNTRY] = {{"Country", "Address Country"}, false},
    [IDT_GB_OTHER] = {{"Other Information"}, false},
    [IDT_GB_GROUP_TYPE] = {{"Group Type"}, true},
    [IDT_GB_ALIAS_TYPE] = {{"Alias Type", "Name Type"}, true},
    [IDT_GB_ALIAS_QUALITY] = {{"Alias Quality", "Alias Strength"}, false},
    [IDT_GB_REGIME] = {{"Regime", "Regime Name"}, true},
    [IDT_GB_LISTED_ON] = {{"Listed On"}, true},
    [IDT_GB_DESIGNATED] = {{"UK Sanctions List Date Designated", "Date Designated"}, false},
    [IDT_GB_UPDATED] = {{"Last Updated"}, false},
    [IDT_GB_GROUP_ID] = {{"Group ID", "OFSI Group ID", "GroupID"}, true},
    [IDT_GB_UNIQUE_ID] = {{"Unique ID", "UK Sanctions List Ref"}, false},
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Without regard to case and blanks. */
static bool same_name(idt_str a, const char *b)
{
    size_t i = 0;
    for (; *b != '\0'; b++) {
        while (i < a.len && is_blank(a.ptr[i])) {
            i++;
        }
        if (is_blank(*b)) {
            continue;
        }
        if (i == a.len || lower(a.ptr[i]) != lower(*b)) {
            return false;
        }
        i++;
    }
    while (i < a.len && is_blank(a.ptr[i])) {
        i++;
    }
    return i == a.len;
}

static int column_of(idt_str name)
{
    for (int c = 0; c < IDT_GB_COLUMNS; c++) {
        for (size_t n = 0; n < NAMES_MAX && COLUMNS[c].names[n] != NULL; n++) {
            if (same_name(name, COLUMNS[c].names[n])) {
                return c;
            }
        }
    }
    return IDT_GB_NO_COLUMN;
}

bool idt_gb_is_header(const idt_csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (column_of(row->fields[i]) == IDT_GB_GROUP_ID) {
            return true;
        }
    }
    return false;
}

static idt_rc check_needed(const char *source, const idt_csv_row *row, const idt_gb_header *header,
                           idt_error *err)
{
    for (int c = 0; c < IDT_GB_COLUMNS; c++) {
        if (COLUMNS[c].needed && header->at[c] == IDT_GB_NO_COLUMN) {
            return idt_fail_at(err, IDT_E_INPUT, source, (uint32_t)row->line, 1, 0,
                               "no column \"%s\"; it is needed; the file is refused",
                               COLUMNS[c].names[0]);
        }
    }
    return IDT_OK;
}

idt_rc idt_gb_header_read(const char *source, const idt_csv_row *row, idt_gb_header *out,
                          idt_error *err)
{
    *out = (idt_gb_header){.count = row->count};
    for (int c = 0; c < IDT_GB_COLUMNS; c++) {
        out->at[c] = IDT_GB_NO_COLUMN;
    }
    for (size_t i = 0; i < row->count; i++) {
        const int c = column_of(row->fields[i]);
        out->names[i] = idt_str_trim(row->fields[i]);
        out->means[i] = c;
        if (c == IDT_GB_NO_COLUMN) {
            continue;
        }
        if (out->at[c] != IDT_GB_NO_COLUMN) {
            return idt_fail_at(err, IDT_E_INPUT, source, (uint32_t)row->line, 1, 0,
                               "two columns are \"%s\": fields %d and %zu; the file is refused",
                               COLUMNS[c].names[0], out->at[c] + 1, i + 1);
        }
        out->at[c] = (int)i;
    }
    return check_needed(source, row, out, err);
}

idt_str idt_gb_cell(const idt_gb_header *header, const idt_csv_row *row, idt_gb_column column,
                    idt_arena *arena)
{
    const int at = header->at[column];
    if (at == IDT_GB_NO_COLUMN || (size_t)at >= row->count) {
        return (idt_str){0};
    }
    const idt_str text = idt_str_trim(row->fields[at]);
    const idt_str flat = idt_list_flat(arena, text);
    return flat.ptr == NULL && text.len > 0 ? text : flat; /* at the ceiling as it is, not lost */
}

void idt_gb_count(const idt_gb_header *header, const idt_csv_row *row, uint64_t *counts)
{
    for (size_t i = 0; i < row->count && i < header->count; i++) {
        counts[i] += idt_str_trim(row->fields[i]).len > 0 ? 1 : 0;
    }
}

void idt_gb_tell(const idt_gb_header *header, const uint64_t *counts, idt_list_output *out)
{
    for (size_t i = 0; i < header->count; i++) {
        const bool known = header->means[i] != IDT_GB_NO_COLUMN;
        if (counts[i] > 0) {
            idt_list_field_count(out, header->names[i], counts[i], known);
        }
        if (!known && header->names[i].len > 0) {
            idt_list_warn(out, "the column \"" IDT_STR_FMT "\" is not known here; it is not read",
                          IDT_STR_ARG(header->names[i]));
        }
    }
}
