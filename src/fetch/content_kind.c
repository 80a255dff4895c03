#include "fetch/content_kind.h"

const char *const IDT_CONTENT_KINDS[] = {"csv", "xml", "zip", "gzip", NULL};

bool idt_content_kind_known(idt_str kind)
{
    for (size_t i = 0; IDT_CONTENT_KINDS[i] != NULL; i++) {
        if (idt_str_is(kind, IDT_CONTENT_KINDS[i])) {
            return true;
        }
    }
    return false;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(idt_str s, const char *word)
{
    size_t i = 0;
    while (word[i] != '\0' && i < s.len && lower(s.ptr[i]) == word[i]) {
        i++;
    }
    return word[i] == '\0';
}

const char *idt_content_type_refused(idt_str kind, idt_str content_type)
{
    static const struct {
        const char *begins;
        const char *what;
    } NEVER[] = {
        {"text/html", "an HTML page (by the type stated)"},
        {"application/xhtml", "an HTML page (by the type stated)"},
        {"application/json", "JSON (by the type stated)"},
        {"application/pdf", "a PDF (by the type stated)"},
        {"image/", "an image (by the type stated)"},
        {"audio/", "a sound (by the type stated)"},
        {"video/", "a film (by the type stated)"},
    };
    const idt_str type = idt_str_trim(content_type);
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++) {
        if (begins(type, NEVER[i].begins)) {
            return NEVER[i].what;
        }
    }
    if (idt_str_is(kind, "csv") && (begins(type, "text/xml") || begins(type, "application/xml"))) {
        return "XML (by the type stated)";
    }
    return idt_str_is(kind, "xml") && begins(type, "text/csv") ? "CSV (by the type stated)" : NULL;
}

/* Past a byte order mark, blanks, an XML declaration and comments; what is left may be cut. */
static idt_str first_element(idt_str s)
{
    s = idt_str_starts(s, "\xef\xbb\xbf") ? idt_str_slice(s, 3, s.len) : s;
    for (;;) {
        s = idt_str_trim(s);
        const bool declaration = begins(s, "<?");
        if (!declaration && !begins(s, "<!--")) {
            return s;
        }
        const char *end = declaration ? "?>" : "-->";
        size_t at = 0;
        while (at < s.len && !begins(idt_str_slice(s, at, s.len), end)) {
            at++;
        }
        s = idt_str_slice(s, at + (declaration ? 2 : 3), s.len);
    }
}

static const char *told_by_magic(idt_str head)
{
    static const struct {
        const char *bytes;
        const char *what;
    } MAGIC[] = {{"%PDF", "a PDF"},
                 {"PK\x03\x04", "a zip archive"},
                 {"\x1f\x8b", "gzip"},
                 {"\xfd"
                  "7zXZ",
                  "xz"},
                 {"\x28\xb5\x2f\xfd", "zstd"},
                 {"\x89PNG", "an image"},
                 {"GIF8", "an image"},
                 {"\xff\xd8\xff", "an image"},
                 {"\xd0\xcf\x11\xe0", "an old office file"}};
    for (size_t i = 0; i < sizeof MAGIC / sizeof *MAGIC; i++) {
        if (idt_str_starts(head, MAGIC[i].bytes)) {
            return MAGIC[i].what;
        }
    }
    return NULL;
}

static const char *told_by_text(idt_str head, bool xml)
{
    const idt_str s = first_element(head);
    const bool wide = idt_str_starts(head, "\xff\xfe") || idt_str_starts(head, "\xfe\xff");
    if (begins(s, "<html") || begins(s, "<!doctype html")) {
        return "an HTML page";
    }
    if (begins(s, "{") || begins(s, "[{")) {
        return "JSON";
    }
    if (xml) {
        /* what stands before the root may fill the head; UTF-16 is for the reader */
        return s.len == 0 || s.ptr[0] == '<' || wide ? NULL : "no XML";
    }
    if (s.len > 0 && s.ptr[0] == '<') {
        return "XML or HTML";
    }
    return !wide && memchr(head.ptr, 0, head.len) != NULL ? "bytes that are no text" : NULL;
}

const char *idt_content_head_refused(idt_str kind, idt_str head)
{
    const char *magic = told_by_magic(head);
    if (idt_str_trim(head).len == 0) {
        return "nothing";
    }
    if (idt_str_is(kind, "zip") || idt_str_is(kind, "gzip")) {
        const char *begin = idt_str_is(kind, "zip") ? "PK\x03\x04" : "\x1f\x8b";
        const char *text = magic == NULL ? told_by_text(head, false) : magic;
        return idt_str_starts(head, begin) ? NULL : text != NULL ? text : "something else";
    }
    return magic != NULL ? magic : told_by_text(head, idt_str_is(kind, "xml"));
}
