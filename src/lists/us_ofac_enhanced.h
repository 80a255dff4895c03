/* us_ofac_enhanced.h - the newer form of OFAC's XML (us_ofac_xml.h). */
#ifndef INTERDICT_LISTS_US_OFAC_ENHANCED_H
#define INTERDICT_LISTS_US_OFAC_ENHANCED_H

#include "lists/reader.h"

bool idt_ofac_enhanced_published(const idt_list_file *file, int64_t *published_us);
IDT_CHECK idt_rc idt_ofac_enhanced_read(const idt_list_file *file, bool sdn, idt_list_output *out,
                                        idt_error *err);

#endif
