/* kind_of_pair.h - in what two names agree and in what they do not, in one line.
 *
 *   "exact x2 + edit1; list's name has 1 more"      "initial + exact; 1 contradicts"
 */
#ifndef INTERDICT_SELFTEST_KIND_OF_PAIR_H
#define INTERDICT_SELFTEST_KIND_OF_PAIR_H

#include "match/score.h"

#define KIND_BYTES 256

/* Returns `out`. */
const char *kind_of_pair(const idt_comparison *comparison, char out[KIND_BYTES]);

#endif
