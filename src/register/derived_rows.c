#include "register/derived_rows.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* More than a chunk has: only the making anew of all reaches it. */
#define WORDS_AT_MOST ((size_t)256 << 10)
#define ROWS_BYTES    ((size_t)1 << 30)

typedef struct name_row {
    int64_t version;
    idt_str property, value, folded;
} name_row;

typedef struct word_row {
    uint64_t head;    /* its first bytes as a number: most comparisons end there */
    const char *word; /* in the folded text of its name */
    uint32_t len;
    uint32_t name; /* index */
} word_row;        /* 24 bytes: above 32 qsort sorts pointers to them, and takes twice the time */

typedef struct ref_row {
    int64_t version;
    idt_ref_kind kind;
    idt_str target;
} ref_row;

struct idt_derived_rows {
    idt_register *reg;
    const idt_deriver *deriver;
    idt_arena *own;   /* this */
    idt_arena *arena; /* rows and their texts, until they are written */
    name_row *names;
    size_t name_count, name_cap;
    word_row *words;
    size_t word_count, word_cap;
    ref_row *refs;
    size_t ref_count, ref_cap;
    int64_t first_name; /* the id of names[0], while they are written */
};

static void forget(idt_derived_rows *rows)
{
    rows->names = NULL;
    rows->words = NULL;
    rows->refs = NULL;
    rows->name_count = rows->name_cap = 0;
    rows->word_count = rows->word_cap = 0;
    rows->ref_count = rows->ref_cap = 0;
    idt_arena_clear(rows->arena);
}

idt_rc store_rows_new(idt_register *reg, const idt_deriver *deriver, idt_derived_rows **out,
                      idt_error *err)
{
    idt_arena *own = idt_arena_new(ROWS_BYTES);
    idt_derived_rows *rows = own != NULL ? IDT_NEW(own, idt_derived_rows) : NULL;
    *out = rows;
    if (rows == NULL) {
        idt_arena_free(own);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to gather names");
    }
    *rows = (idt_derived_rows){
        .reg = reg, .deriver = deriver, .own = own, .arena = idt_arena_new(ROWS_BYTES)};
    if (rows->arena == NULL) {
        store_rows_free(rows);
        *out = NULL;
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to gather names");
    }
    return IDT_OK;
}

void store_rows_free(idt_derived_rows *rows)
{
    if (rows != NULL) {
        idt_arena_free(rows->arena);
        idt_arena_free(rows->own); /* and with it `rows` */
    }
}

/* ---- gathering ---- */

static uint64_t head_of(idt_str word)
{
    uint64_t head = 0;
    for (size_t i = 0; i < sizeof head; i++) {
        head = head << 8 | (i < word.len ? (unsigned char)word.ptr[i] : 0);
    }
    return head;
}

static idt_rc add_words(idt_derived_rows *rows, idt_str folded, size_t name, idt_error *err)
{
    while (folded.len > 0) {
        const size_t blank = idt_str_find(folded, ' ');
        const idt_str word = idt_str_slice(folded, 0, blank);
        if (!IDT_GROW(rows->arena, rows->words, rows->word_cap, rows->word_count)) {
            return idt_arena_fail(rows->arena, err);
        }
        rows->words[rows->word_count++] = (word_row){.head = head_of(word),
                                                     .word = word.ptr,
                                                     .len = (uint32_t)word.len,
                                                     .name = (uint32_t)name};
        folded = idt_str_slice(folded, blank + 1, folded.len);
    }
    return IDT_OK;
}

static idt_rc add_name(idt_derived_rows *rows, int64_t version, const idt_name_entry *n,
                       idt_error *err)
{
    const name_row row = {.version = version,
                          .property = idt_str_copy(rows->arena, n->property),
                          .value = idt_str_copy(rows->arena, n->value),
                          .folded = idt_str_copy(rows->arena, n->folded)};
    if (row.property.ptr == NULL || row.value.ptr == NULL || row.folded.ptr == NULL ||
        !IDT_GROW(rows->arena, rows->names, rows->name_cap, rows->name_count)) {
        return idt_arena_fail(rows->arena, err);
    }
    rows->names[rows->name_count] = row;
    return add_words(rows, row.folded, rows->name_count++, err);
}

static idt_rc add_ref(idt_derived_rows *rows, int64_t version, const idt_ref_entry *r,
                      idt_error *err)
{
    const ref_row row = {
        .version = version, .kind = r->kind, .target = idt_str_copy(rows->arena, r->target)};
    if (row.target.ptr == NULL ||
        !IDT_GROW(rows->arena, rows->refs, rows->ref_cap, rows->ref_count)) {
        return idt_arena_fail(rows->arena, err);
    }
    rows->refs[rows->ref_count++] = row;
    return IDT_OK;
}

static idt_rc put_day(idt_register *reg, int64_t version, const idt_day_entry *d, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(reg, IDT_SQL_DAY_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, d->list);
    (void)sqlite3_bind_int64(s, 2, d->day);
    (void)sqlite3_bind_int64(s, 3, version);
    return store_run(reg, s, "writing days", err);
}

idt_rc store_rows_derive(idt_derived_rows *rows, int64_t version, const idt_record *record,
                         idt_arena *scratch, idt_error *err)
{
    idt_derived derived;
    idt_rc rc = rows->deriver->derive(record, scratch, &derived, err);
    for (size_t i = 0; rc == IDT_OK && i < derived.name_count; i++) {
        rc = add_name(rows, version, &derived.names[i], err);
    }
    for (size_t i = 0; rc == IDT_OK && i < derived.ref_count; i++) {
        rc = add_ref(rows, version, &derived.refs[i], err);
    }
    for (size_t i = 0; rc == IDT_OK && i < derived.day_count; i++) { /* few: as they come */
        rc = put_day(rows->reg, version, &derived.days[i], err);
    }
    return rc == IDT_OK && rows->word_count > WORDS_AT_MOST ? store_rows_write(rows, err) : rc;
}

/* ---- writing ---- */

static void bind_name(const idt_derived_rows *rows, size_t i, sqlite3_stmt *s, int at)
{
    const name_row *row = &rows->names[i];
    (void)sqlite3_bind_int64(s, at, rows->first_name + (int64_t)i);
    (void)sqlite3_bind_int64(s, at + 1, row->version);
    store_bind_text(s, at + 2, row->property);
    store_bind_text(s, at + 3, row->value);
    store_bind_text(s, at + 4, row->folded);
}

static void bind_word(const idt_derived_rows *rows, size_t i, sqlite3_stmt *s, int at)
{
    const word_row *row = &rows->words[i];
    store_bind_text(s, at, (idt_str){.ptr = row->word, .len = row->len});
    (void)sqlite3_bind_int64(s, at + 1, rows->first_name + (int64_t)row->name);
}

static void bind_ref(const idt_derived_rows *rows, size_t i, sqlite3_stmt *s, int at)
{
    (void)sqlite3_bind_int64(s, at, (int64_t)rows->refs[i].kind);
    store_bind_text(s, at + 1, rows->refs[i].target);
    (void)sqlite3_bind_int64(s, at + 2, rows->refs[i].version);
}

/* How rows of one table are written: one a statement, or MANY (as often as it stands in the SQL).
 */
#define MANY 32

typedef struct table {
    idt_sql one, many;
    int columns;
    void (*bind)(const idt_derived_rows *rows, size_t i, sqlite3_stmt *s, int at);
    const char *doing;
} table;

static idt_rc write_table(const idt_derived_rows *rows, const table *t, size_t count,
                          idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK;) {
        sqlite3_stmt *s;
        const size_t n = count - i >= MANY ? MANY : 1;
        rc = store_statement(rows->reg, n == MANY ? t->many : t->one, &s, err);
        if (rc != IDT_OK) {
            return rc;
        }
        assert(sqlite3_bind_parameter_count(s) == (int)n * t->columns);
        for (size_t k = 0; k < n; k++, i++) {
            t->bind(rows, i, s, 1 + (int)k * t->columns);
        }
        rc = store_run(rows->reg, s, t->doing, err);
    }
    return rc;
}

static int by_word(const void *a, const void *b)
{
    const word_row *x = a;
    const word_row *y = b;
    if (x->head != y->head) {
        return x->head < y->head ? -1 : 1;
    }
    const size_t shared = x->len < y->len ? x->len : y->len;
    const int c = memcmp(x->word, y->word, shared);
    if (c != 0 || x->len != y->len) {
        return c != 0 ? c : x->len < y->len ? -1 : 1;
    }
    return (x->name > y->name) - (x->name < y->name);
}

static int by_target(const void *a, const void *b)
{
    const ref_row *x = a;
    const ref_row *y = b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    const int c = idt_str_compare(x->target, y->target);
    return c != 0 ? c : (x->version > y->version) - (x->version < y->version);
}

/* Keeps I2. */
static idt_rc find_first_name(idt_derived_rows *rows, idt_error *err)
{
    sqlite3_stmt *s;
    bool found;
    int64_t last = 0;
    idt_rc rc = store_statement(rows->reg, IDT_SQL_NAME_LAST, &s, err);
    if (rc == IDT_OK) {
        rc = store_number(rows->reg, s, &last, &found, err);
    }
    rows->first_name = last + 1;
    return rc;
}

idt_rc store_rows_write(idt_derived_rows *rows, idt_error *err)
{
    static const table names = {IDT_SQL_NAME_INSERT, IDT_SQL_NAME_INSERT_MANY, 5, bind_name,
                                "writing names"};
    static const table words = {IDT_SQL_WORD_INSERT, IDT_SQL_WORD_INSERT_MANY, 2, bind_word,
                                "writing names"};
    static const table refs = {IDT_SQL_REF_INSERT, IDT_SQL_REF_INSERT_MANY, 3, bind_ref,
                               "writing references"};
    idt_rc rc = find_first_name(rows, err);
    if (rows->word_count > 1) {
        qsort(rows->words, rows->word_count, sizeof *rows->words, by_word);
    }
    if (rows->ref_count > 1) {
        qsort(rows->refs, rows->ref_count, sizeof *rows->refs, by_target);
    }
    if (rc == IDT_OK) {
        rc = write_table(rows, &names, rows->name_count, err);
    }
    if (rc == IDT_OK) {
        rc = write_table(rows, &words, rows->word_count, err);
    }
    if (rc == IDT_OK) {
        rc = write_table(rows, &refs, rows->ref_count, err);
    }
    forget(rows);
    return rc;
}
