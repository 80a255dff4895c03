/* dataset.h - a dataset while its files are being read: its records, the files they cite, its
 * title.
 *
 *   sources: {report: {title: The report, sha256: 3f0c...}}
 *     -> a record `report` of schema Source, once, however many files describe it
 *
 * I1  An id is that of one record; what comes second is reported with the place of the first.
 * I2  A record of schema Source written out, in any of the files, under the name of a source is
 *     that source's record: none is made, and their SHA-256 agree.
 * I3  The order of files means nothing: records are made from sources when all are read.
 * I4  A made record never stops a load for want of a reason: where none is given it is a correction
 *     (a description of a document is mended, the document's bytes have their hash).
 *
 * Internal to authored/. Ownership: drafts live in the session's arena.
 */
#ifndef INTERDICT_AUTHORED_DATASET_H
#define INTERDICT_AUTHORED_DATASET_H

#include "authored/sources.h"

typedef struct idt_draft idt_draft;

/* The draft of the dataset, made with its first file. NULL after a failure. */
idt_draft *idt_draft_of(idt_session *s, idt_str key);
/* The file is one of the dataset's; gives it its title and publisher where it states them. */
void idt_draft_add_file(idt_reader *r, idt_draft *d, const idt_yaml *root, idt_str bytes);
/* Files the record that was read last (r->record_id, r->schema, r->sha256 are its own). */
void idt_draft_add_record(idt_reader *r, idt_draft *d, const idt_authored_record *record);
/* The same for the record that a source is, and keeps the bytes of its file. */
void idt_draft_add_source(idt_reader *r, idt_draft *d, const idt_authored_record *record,
                          const idt_source *source);
/* All files are read: makes the records of sources. */
void idt_draft_finish(idt_session *s, idt_draft *d);
/* What callers get. */
idt_authored_dataset idt_draft_result(const idt_draft *d);

#endif
