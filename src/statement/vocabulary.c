#include "statement/vocabulary.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

const char *const IDT_EVENT_WORDS[] = {
    "propose",     "request",     "intend",      "reject",
    "withdraw",    "decide",      "rescind",     "confirm",
    "take_effect", "rename",      "amend_alias", "change_scope",
    "split",       "merge",       "transfer",    "renew",
    "review_keep", "relist_same", "suspend",     "resume",
    "lift",        "annul",       "set_aside",   "correct",
    "expire",      "relist",      "report",      "removed_from_publication",
    NULL};

const char *const IDT_DATE_NAMES[] = {
    "proposed",     "decided",    "signed",       "laid",        "confirmed",
    "final",        "registered", "announced",    "published",   "effective_from",
    "effective_to", "expires_on", "list_updated", "asserted_on", NULL};

const char *const IDT_LIST_KINDS[] = {
    "terrorist", "sanctions", "proscription", "exclusion", "financial_watch", "other", NULL};

const char *const IDT_CHAIN_ROLES[] = {"published_by", "citing", "said_by", "estimated_by", NULL};

const char *const IDT_BODY_KINDS[] = {
    "court",       "head_of_state", "government", "ministry", "minister",   "prosecutor", "keeper",
    "legislature", "committee",     "council",    "agency",   "commission", "person",     NULL};

static const char *const STATES[] = {"in_force", "suspended", "not_listed", NULL};
static const char *const YES_NO[] = {"yes", "no", NULL};
static const char *const NO_UNKNOWN[] = {"no", "unknown", NULL};
static const char *const REACHES[] = {"from_start", "from_now", "unknown", NULL};
static const char *const CERTAINTIES[] = {"confirmed", "assumed", NULL};
static const char *const CONFIRMATIONS[] = {"precedent", "subsequent", NULL};
static const char *const PUBLICATIONS[] = {"constitutive", "authoritative_record", "informative",
                                           NULL};
const char *const IDT_CLAIM_KINDS[] = {
    "quote",       "characterisation", "inference", "opinion",  "existential",
    "designation", "competence",       "list_name", "control",  "happening",
    "superlative", "assertion",        "tie",       "interest", NULL};
static const char *const INCIDENT_KINDS[] = {"attack",   "bombing",        "suicide_bombing",
                                             "shooting", "hostage_taking", "assassination",
                                             "assault",  "other",          NULL};
static const char *const CONTACT_KINDS[] = {"tie",   "visit",      "meeting", "conference", "forum",
                                            "talks", "invitation", "other",   NULL};
static const char *const ROLES[] = {"host", "guest", "attendee", "invited", "inviting", NULL};
static const char *const ATTRIBUTIONS[] = {"stated", "implied", "denied", NULL};
static const char *const RECOGNITIONS[] = {"recognised", "not_recognised", "withdrawn", NULL};
static const char *const FIGURE_KINDS[] = {"income", "profit", "volume", "area", "quantity",
                                           "share",  "count",  "other",  NULL};
static const char *const CHAIN_SCOPES[] = {"stated", "unclear", NULL};
static const char *const VICTIM_STATES[] = {"all", "some", "none", NULL};
static const char *const DETENTIONS[] = {"charged",  "detained",  "imprisoned", "convicted",
                                         "released", "acquitted", NULL};
static const char *const IMPLIED_STATES[] = {"in_force", "suspended", "ended", "not_listed", NULL};
static const char *const MEASURES[] = {"asset_freeze",
                                       "travel_ban",
                                       "arms_embargo",
                                       "membership_offence",
                                       "activity_ban",
                                       "support_offence",
                                       "deportation",
                                       "entry_ban",
                                       "secondary_sanctions",
                                       "financial_monitoring",
                                       "property_confiscation",
                                       "other",
                                       NULL};
static const char *const BINDS[] = {"persons", "states", NULL};

const char *const IDT_COMMON_QUALIFIERS[] = {"chain", "source", "note", "certainty", NULL};

const idt_qualifier_spec IDT_QUALIFIERS[] = {
    /* where a statement comes from */
    {"chain", IDT_FORM_CHAIN, true, NULL,
     "attribution: published by, citing, said by, estimated by"},
    {"source", IDT_FORM_SPANS, true, NULL, "passages that say so"},
    {"note", IDT_FORM_TEXT, false, NULL, "a remark for readers"},
    {"certainty", IDT_FORM_WORD, false, CERTAINTIES, "confirmed by a cited text, or assumed"},
    {"citation", IDT_FORM_TEXT, true, NULL, "statute, judgment, page or address relied on"},
    {"lang", IDT_FORM_KEY, false, NULL, "language of the value, BCP 47 lower case"},
    /* which listing */
    {"list", IDT_FORM_KEY, false, NULL,
     "the list's key; `<jurisdiction>-unnamed` where nobody names it"},
    {"scope", IDT_FORM_TEXT, false, NULL, "part of the subject listed; without it the whole"},
    {"list_kind", IDT_FORM_WORD, false, IDT_LIST_KINDS, "kind of an unnamed list"},
    {"measures", IDT_FORM_WORD, true, MEASURES, "what the listing obliges to"},
    {"binds", IDT_FORM_WORD, true, BINDS, "whom it obliges"},
    /* an event */
    {"id", IDT_FORM_KEY, false, NULL, "name of the event inside its record"},
    {"order", IDT_FORM_NUMBER, false, NULL, "place among events of one day"},
    {"by", IDT_FORM_BODY, true, NULL, "bodies that acted"},
    {"to", IDT_FORM_BODY, true, NULL, "bodies addressed"},
    {"on_claim_of", IDT_FORM_BODY, true, NULL, "bodies whose claim the act follows"},
    {"answers", IDT_FORM_EVENT, true, NULL, "the events an act targets"},
    {"aims_at", IDT_FORM_WORD, false, IDT_EVENT_WORDS, "the event a proposal or report is about"},
    {"instrument", IDT_FORM_TEXT, false, NULL, "id of the act or judgment"},
    {"immediate_execution", IDT_FORM_WORD, false, YES_NO, "a judgment executed before it is final"},
    {"reach", IDT_FORM_WORD, false, REACHES, "of an annulment: from the start, from now"},
    {"effects_kept_until", IDT_FORM_DAY, false, NULL,
     "last day on which an annulled act keeps its effects"},
    {"end_word", IDT_FORM_TEXT, false, NULL, "the source's word for an end: revoked, delisted ..."},
    {"new_scope", IDT_FORM_TEXT, false, NULL, "scope after change_scope; without it the whole"},
    {"to_list", IDT_FORM_KEY, false, NULL, "list a listing is transferred to"},
    {"succeeds", IDT_FORM_EVENT, true, NULL, "earlier event this one carries on"},
    {"new_name", IDT_FORM_TEXT, false, NULL, "name after rename"},
    {"corrects", IDT_FORM_TEXT, true, NULL, "of `correct`: `<qualifier>=<right value>`"},
    {"names_act", IDT_FORM_WORD, false, YES_NO, "an announcement that names the act or its date"},
    {"rests_on", IDT_FORM_RESTS_ON, false, NULL,
     "what the source bears out: kind, list, scope, subject, on"},
    {"proposed", IDT_FORM_DAY, false, NULL, "day proposed"},
    {"decided", IDT_FORM_DAY, false, NULL, "day decided"},
    {"signed", IDT_FORM_DAY, false, NULL, "day signed or made"},
    {"laid", IDT_FORM_DAY, false, NULL, "day laid before a parliament"},
    {"confirmed", IDT_FORM_DAY, false, NULL, "day of the second body's approval"},
    {"final", IDT_FORM_DAY, false, NULL, "day a judgment became final"},
    {"registered", IDT_FORM_DAY, false, NULL, "day registered"},
    {"announced", IDT_FORM_DAY, false, NULL, "day announced"},
    {"published", IDT_FORM_DAY, false, NULL, "day published, gazetted or notified"},
    {"effective_from", IDT_FORM_DAY, false, NULL, "stated first day of effect"},
    {"effective_to", IDT_FORM_DAY, false, NULL, "stated last day of effect"},
    {"expires_on", IDT_FORM_DAY, false, NULL, "stated first day out"},
    {"list_updated", IDT_FORM_DAY, false, NULL, "day the keeper's list showed it"},
    {"asserted_on", IDT_FORM_DATE, false, NULL, "day the source said so"},
    /* a claim */
    {"on", IDT_FORM_DATE, false, NULL, "day or period the claim is about"},
    {"kind", IDT_FORM_WORD, false, IDT_CLAIM_KINDS, "kind of claim"},
    {"concerns", IDT_FORM_RECORD, true, NULL, "other records the statement is about too"},
    {"implies", IDT_FORM_WORD, false, IMPLIED_STATES,
     "the state of a listing its words suggest, without legal force"},
    {"chain_scope", IDT_FORM_WORD, false, CHAIN_SCOPES,
     "unclear: whether the chain still holds for this statement, the source leaves open"},
    {"translated_from", IDT_FORM_KEY, false, NULL,
     "language the words were said in, where the source gives a translation"},
    {"verbatim", IDT_FORM_WORD, false, YES_NO, "the source gives the words as said"},
    {"quotation", IDT_FORM_TEXT, false, NULL, "a fault of the source's quotation marks"},
    {"times", IDT_FORM_QUANTITY, false, NULL, "how often"},
    {"cause", IDT_FORM_TEXT, false, NULL, "what the source says brought it about"},
    {"rank", IDT_FORM_TEXT, false, NULL, "of a superlative: what it puts first or last"},
    {"known_since", IDT_FORM_DATE, false, NULL,
     "day it became known, which is not the day it was done"},
    /* a number */
    {"amount", IDT_FORM_QUANTITY, false, NULL, "how much or how many of what is told"},
    {"unit", IDT_FORM_TEXT, false, NULL, "ISO 4217 for money; ha, t, people ..."},
    {"relative_to", IDT_FORM_TEXT, false, NULL,
     "what a change or share is measured by, where the source says so"},
    {"victims", IDT_FORM_TEXT, false, NULL, "class or role of the people counted"},
    {"together", IDT_FORM_WORD, false, YES_NO,
     "yes: the count is of everybody; without it, of the class named"},
    /* a party to it */
    {"record", IDT_FORM_RECORD, false, NULL, "the record of the party named"},
    {"body", IDT_FORM_BODY, false, NULL, "the authority named"},
    {"role", IDT_FORM_WORD, false, ROLES, "part played in a contact"},
    {"attribution", IDT_FORM_WORD, false, ATTRIBUTIONS,
     "whether the source says who did it, or only lets it be understood"},
    {"states", IDT_FORM_STATES, true, NULL, "states that recognise, or do not"},
    {"class", IDT_FORM_KEY, true, NULL, "classes the state belongs to"},
    {"fact", IDT_FORM_TEXT, true, NULL, "row of a table of facts this states"},
    {"derived_from", IDT_FORM_TEXT, true, NULL, "facts it is inferred from"},
    /* an identifier or a name as a published list gives it */
    {"country", IDT_FORM_TEXT, false, NULL, "country the value belongs to, as written"},
    {"document", IDT_FORM_TEXT, false, NULL, "kind of document or number, as written"},
    {"issued", IDT_FORM_DAY, false, NULL, "day a document was issued"},
    {"quality", IDT_FORM_TEXT, false, NULL, "the list's word on how good the value is"},
    {"programme", IDT_FORM_TEXT, true, NULL, "the publisher's tag of the regime"},
    /* validity of a name, office or rule */
    {"from", IDT_FORM_DAY, false, NULL, "first day"},
    {"until", IDT_FORM_DAY, false, NULL, "last day"},
    {"authority", IDT_FORM_BODY, false, NULL, "the body an office belongs to"},
    /* a rule of procedure */
    {"others", IDT_FORM_WORD, false, NO_UNKNOWN, "competence of bodies a rule does not name"},
    {"effect", IDT_FORM_RULE, false, NULL, "when the event takes effect"},
    {"stated_wins", IDT_FORM_WORD, false, YES_NO,
     "no: a stated effective date does not beat the rule"},
    {"delay_max", IDT_FORM_DURATION, false, NULL, "longest time from decision to effect (assumed)"},
    {"confirmation", IDT_FORM_WORD, false, CONFIRMATIONS, "a second body's approval is needed"},
    {"confirmed_by", IDT_FORM_BODY, true, NULL, "the second body"},
    {"confirm_within", IDT_FORM_DURATION, false, NULL, "time for a subsequent confirmation"},
    {"countable", IDT_FORM_WORD, false, YES_NO, "no: days that do not count cannot be known here"},
    {"notice", IDT_FORM_DURATION, false, NULL,
     "notice period: a check with a warning, never a shift"},
    {"term", IDT_FORM_DURATION, false, NULL, "length of a listing before it expires"},
    {"renewal", IDT_FORM_WORD, false, YES_NO, "may a term be renewed"},
    {"review", IDT_FORM_DURATION, false, NULL, "time between reviews"},
    {"dataset", IDT_FORM_KEY, false, NULL, "the dataset a publication class is about"},
};
const size_t IDT_QUALIFIERS_COUNT = COUNT(IDT_QUALIFIERS);

static const char *const OF_NAME[] = {"lang", "from", "until", "fact", "quality", NULL};
static const char *const OF_PLAIN[] = {"lang",     "from",       "until",   "fact",
                                       "citation", "on",         "country", "document",
                                       "issued",   "expires_on", "quality", NULL};
static const char *const NEEDS_LIST[] = {"list", NULL};
static const char *const NEEDS_CLAIM[] = {"kind", NULL};
static const char *const NEEDS_LISTED[] = {"list", "on", NULL};
static const char *const OF_LISTING[] = {"programme", "scope",    "measures", "binds", "from",
                                         "until",     "citation", "fact",     NULL};
static const char *const OF_LISTED[] = {"list",        "scope",    "list_kind", "on",
                                        "asserted_on", "id",       "fact",      "citation",
                                        "end_word",    "rests_on", NULL};
static const char *const OF_EVENT[] = {"list",
                                       "scope",
                                       "list_kind",
                                       "id",
                                       "order",
                                       "by",
                                       "to",
                                       "on_claim_of",
                                       "answers",
                                       "aims_at",
                                       "instrument",
                                       "immediate_execution",
                                       "reach",
                                       "effects_kept_until",
                                       "end_word",
                                       "new_scope",
                                       "to_list",
                                       "succeeds",
                                       "new_name",
                                       "corrects",
                                       "names_act",
                                       "rests_on",
                                       "proposed",
                                       "decided",
                                       "signed",
                                       "laid",
                                       "confirmed",
                                       "final",
                                       "registered",
                                       "announced",
                                       "published",
                                       "effective_from",
                                       "effective_to",
                                       "expires_on",
                                       "list_updated",
                                       "asserted_on",
                                       "citation",
                                       "fact",
                                       NULL};
static const char *const OF_CLAIM[] = {"kind",
                                       "on",
                                       "asserted_on",
                                       "lang",
                                       "fact",
                                       "derived_from",
                                       "citation",
                                       "list",
                                       "from",
                                       "until",
                                       "concerns",
                                       "implies",
                                       "chain_scope",
                                       "times",
                                       "cause",
                                       "rank",
                                       "amount",
                                       "unit",
                                       "translated_from",
                                       "verbatim",
                                       "quotation",
                                       "known_since",
                                       NULL};
static const char *const OF_TOLD[] = {"on",          "asserted_on", "fact",      "citation",
                                      "chain_scope", "known_since", "quotation", "lang",
                                      "times",       NULL};
static const char *const OF_COUNT[] = {"victims",   "together",     "unit",     "on",
                                       "fact",      "asserted_on",  "citation", "chain_scope",
                                       "quotation", "derived_from", NULL};
static const char *const OF_MEASURE[] = {
    "unit",         "on",       "relative_to", "fact",      "asserted_on",
    "derived_from", "citation", "chain_scope", "quotation", NULL};
static const char *const OF_PARTY[] = {
    "record", "body",        "role",     "attribution", "on",        "from", "until",
    "fact",   "asserted_on", "citation", "chain_scope", "quotation", "lang", NULL};
static const char *const OF_RECOGNITION[] = {"states",      "class", "on",          "from",
                                             "until",       "fact",  "asserted_on", "citation",
                                             "chain_scope", NULL};
static const char *const OF_DEFENDANT[] = {"amount",      "on",   "from",        "until",
                                           "record",      "fact", "asserted_on", "citation",
                                           "chain_scope", "lang", NULL};
static const char *const OF_BASIS[] = {"record", "scope", "on", "fact", "citation", NULL};
static const char *const OF_FORBIDS[] = {"record", "on",       "from", "until",
                                         "fact",   "citation", "lang", NULL};
static const char *const NEEDS_ON[] = {"on", NULL};
static const char *const NEEDS_STATES[] = {"states", NULL};
static const char *const OF_RULE[] = {"by",           "others",       "on_claim_of",    "from",
                                      "until",        "effect",       "stated_wins",    "delay_max",
                                      "confirmation", "confirmed_by", "confirm_within", "countable",
                                      "notice",       "term",         "renewal",        "review",
                                      "citation",     "fact",         "asserted_on",    NULL};
static const char *const OF_PUBLICATION[] = {"dataset", "from", "until", "citation", NULL};
static const char *const OF_HOLDER[] = {"from", "until",    "on", "authority",
                                        "fact", "citation", NULL};
static const char *const OF_JUDGEMENT[] = {"by", "on", "citation", NULL};

#define NAME_ROW(n, h)                                                                             \
    {                                                                                              \
        n, IDT_OF_ANY, IDT_FORM_TEXT, NULL, false, NULL, OF_NAME, h                                \
    }
#define PLAIN_ROW(n, h)                                                                            \
    {                                                                                              \
        n, IDT_OF_SUBJECT, IDT_FORM_TEXT, NULL, false, NULL, OF_PLAIN, h                           \
    }
#define DATE_ROW(n, h)                                                                             \
    {                                                                                              \
        n, IDT_OF_SUBJECT, IDT_FORM_DAY, NULL, false, NULL, OF_PLAIN, h                            \
    }

const idt_property_spec IDT_PROPERTIES[] = {
    /* identity of the record */
    {"schema", IDT_OF_ANY, IDT_FORM_TEXT, NULL, true, NULL, NULL,
     "what kind of thing the record is about"},
    {"about", IDT_OF_ANY, IDT_FORM_RECORD, NULL, true, NULL, NULL,
     "the subject spoken of, where it is another record's"},
    {"same_as", IDT_OF_SUBJECT, IDT_FORM_RECORD, NULL, false, NULL, OF_JUDGEMENT,
     "judged to be the same party"},
    {"unread", IDT_OF_SUBJECT, IDT_FORM_TEXT, NULL, true, NULL, NULL,
     "the publication has the entry and it could not be read; what it says is not known"},
    {"not_same_as", IDT_OF_SUBJECT, IDT_FORM_RECORD, NULL, false, NULL, OF_JUDGEMENT,
     "judged to be another party"},
    /* names (FollowTheMoney) */
    NAME_ROW("name", "a full name it bears"),
    NAME_ROW("alias", "another name"),
    NAME_ROW("weakAlias", "a name too weak to identify alone"),
    NAME_ROW("previousName", "a name it bore"),
    NAME_ROW("abbreviation", "a short form"),
    /* subjects (FollowTheMoney) */
    PLAIN_ROW("country", "country it belongs to"),
    PLAIN_ROW("classification", "what a source classes it as"),
    PLAIN_ROW("summary", "short description"),
    PLAIN_ROW("description", "description"),
    PLAIN_ROW("notes", "remarks"),
    PLAIN_ROW("keywords", "keywords"),
    PLAIN_ROW("topics", "FollowTheMoney topics"),
    PLAIN_ROW("address", "address"),
    PLAIN_ROW("website", "website"),
    PLAIN_ROW("email", "email address"),
    PLAIN_ROW("phone", "telephone"),
    PLAIN_ROW("legalForm", "legal form"),
    PLAIN_ROW("registrationNumber", "registration number"),
    PLAIN_ROW("idNumber", "number of an identity document"),
    PLAIN_ROW("taxNumber", "tax number"),
    PLAIN_ROW("innCode", "Russian taxpayer number"),
    PLAIN_ROW("ogrnCode", "Russian registration number"),
    PLAIN_ROW("leiCode", "legal entity identifier"),
    PLAIN_ROW("swiftBic", "bank identifier code"),
    PLAIN_ROW("wikidataId", "Wikidata item"),
    PLAIN_ROW("title", "title of a person"),
    PLAIN_ROW("firstName", "given name"),
    PLAIN_ROW("secondName", "second given name"),
    PLAIN_ROW("middleName", "middle name"),
    PLAIN_ROW("fatherName", "father's name or patronymic"),
    PLAIN_ROW("motherName", "mother's name"),
    PLAIN_ROW("lastName", "family name"),
    DATE_ROW("birthDate", "day of birth"),
    PLAIN_ROW("birthPlace", "place of birth"),
    DATE_ROW("deathDate", "day of death"),
    PLAIN_ROW("nationality", "nationality"),
    PLAIN_ROW("citizenship", "citizenship"),
    PLAIN_ROW("passportNumber", "passport number"),
    PLAIN_ROW("gender", "gender"),
    PLAIN_ROW("position", "position held"),
    PLAIN_ROW("imoNumber", "IMO number"),
    PLAIN_ROW("mmsi", "maritime mobile identity"),
    PLAIN_ROW("callSign", "call sign"),
    PLAIN_ROW("flag", "flag state"),
    PLAIN_ROW("serialNumber", "serial number"),
    PLAIN_ROW("publicKey", "wallet address"),
    PLAIN_ROW("currencySymbol", "currency of a wallet"),
    DATE_ROW("incorporationDate", "day founded"),
    DATE_ROW("dissolutionDate", "day dissolved"),
    PLAIN_ROW("birthCountry", "country of birth"),
    PLAIN_ROW("socialSecurityNumber", "social security number"),
    PLAIN_ROW("ethnicity", "ethnicity"),
    PLAIN_ROW("religion", "religion"),
    PLAIN_ROW("education", "education"),
    PLAIN_ROW("height", "height"),
    PLAIN_ROW("weight", "weight"),
    PLAIN_ROW("eyeColor", "colour of the eyes"),
    PLAIN_ROW("hairColor", "colour of the hair"),
    PLAIN_ROW("appearance", "physical description"),
    PLAIN_ROW("vatCode", "VAT number"),
    PLAIN_ROW("dunsCode", "D-U-N-S number"),
    PLAIN_ROW("isinCode", "international securities number"),
    PLAIN_ROW("ticker", "stock exchange ticker"),
    PLAIN_ROW("iban", "international account number"),
    PLAIN_ROW("accountNumber", "account number"),
    PLAIN_ROW("sector", "economic sector"),
    PLAIN_ROW("status", "what the source says of its activity"),
    PLAIN_ROW("type", "kind of vehicle"),
    PLAIN_ROW("model", "model of a vehicle"),
    PLAIN_ROW("owner", "owner of a vehicle, by name"),
    PLAIN_ROW("operator", "operator of a vehicle, by name"),
    PLAIN_ROW("tonnage", "tonnage"),
    PLAIN_ROW("grossRegisteredTonnage", "gross registered tonnage"),
    PLAIN_ROW("length", "length of a ship"),
    PLAIN_ROW("pastFlags", "earlier flags"),
    PLAIN_ROW("registrationPort", "port of registry"),
    PLAIN_ROW("crsNumber", "ship's number in a national register"),
    PLAIN_ROW("icaoCode", "ICAO aircraft address"),
    DATE_ROW("buildDate", "day built"),
    PLAIN_ROW("sourceUrl", "address of a page about it"),
    PLAIN_ROW("linkedTo", "a party the source links it to, by name"),
    PLAIN_ROW("unscId", "number of the entry on a list of the United Nations"),
    PLAIN_ROW("authorityId", "number of the entry at the authority"),
    DATE_ROW("modifiedAt", "day the publisher last changed the entry"),
    {"parent", IDT_OF_SUBJECT, IDT_FORM_RECORD, NULL, false, NULL, OF_PLAIN,
     "the party this one is a part, wing or front of"},
    {"associate", IDT_OF_SUBJECT, IDT_FORM_RECORD, NULL, false, NULL, OF_PLAIN,
     "a party this one is associated with"},
    {"leader", IDT_OF_SUBJECT, IDT_FORM_RECORD, NULL, false, NULL, OF_PLAIN,
     "a person who leads it"},
    /* what is said of its listings */
    {"listing", IDT_OF_SUBJECT, IDT_FORM_KEY, NULL, false, NULL, OF_LISTING,
     "measures and duties of one listing; the value is the list's key"},
    {"listed", IDT_OF_SUBJECT, IDT_FORM_WORD, STATES, false, NEEDS_LISTED, OF_LISTED,
     "a claim of state: in force, suspended or not listed on a day"},
    {"event", IDT_OF_SUBJECT, IDT_FORM_WORD, IDT_EVENT_WORDS, false, NEEDS_LIST, OF_EVENT,
     "a step in a listing's life"},
    {"claim", IDT_OF_ANY, IDT_FORM_TEXT, NULL, false, NEEDS_CLAIM, OF_CLAIM,
     "somebody's word, with no legal effect"},
    {"recognition", IDT_OF_SUBJECT, IDT_FORM_WORD, RECOGNITIONS, false, NEEDS_STATES,
     OF_RECOGNITION, "whether states recognise it as a government"},
    /* what records other than of subjects are about */
    {"concerns",
     IDT_OF_INCIDENT | IDT_OF_CONTACT | IDT_OF_FIGURE | IDT_OF_ACT | IDT_OF_PROSECUTION |
         IDT_OF_OFFICE,
     IDT_FORM_RECORD, NULL, false, NULL, OF_TOLD, "a subject it has to do with"},
    {"date", IDT_OF_INCIDENT | IDT_OF_CONTACT | IDT_OF_ACT | IDT_OF_PROSECUTION, IDT_FORM_DATE,
     NULL, false, NULL, OF_TOLD, "day or period in which it was"},
    {"location", IDT_OF_INCIDENT | IDT_OF_CONTACT, IDT_FORM_TEXT, NULL, false, NULL, OF_TOLD,
     "where"},
    {"territory", IDT_OF_ACT, IDT_FORM_TEXT, NULL, false, NULL, OF_TOLD, "where it is to hold"},
    /* incidents */
    {"incident_kind", IDT_OF_INCIDENT, IDT_FORM_WORD, INCIDENT_KINDS, false, NULL, OF_TOLD,
     "kind of violence"},
    {"incidents", IDT_OF_INCIDENT, IDT_FORM_QUANTITY, NULL, false, NULL, OF_COUNT,
     "how many incidents the record tells of together; without it one"},
    {"killed", IDT_OF_INCIDENT, IDT_FORM_QUANTITY, NULL, false, NULL, OF_COUNT, "people killed"},
    {"injured", IDT_OF_INCIDENT, IDT_FORM_QUANTITY, NULL, false, NULL, OF_COUNT, "people injured"},
    {"abducted", IDT_OF_INCIDENT, IDT_FORM_QUANTITY, NULL, false, NULL, OF_COUNT, "people taken"},
    {"civilians", IDT_OF_INCIDENT, IDT_FORM_WORD, VICTIM_STATES, false, NULL, OF_TOLD,
     "how many of the victims were civilians"},
    {"perpetrator", IDT_OF_INCIDENT, IDT_FORM_TEXT, NULL, false, NULL, OF_PARTY,
     "who did it, by the source's word"},
    {"claimed_by", IDT_OF_INCIDENT, IDT_FORM_TEXT, NULL, false, NULL, OF_PARTY,
     "who claimed responsibility"},
    /* contacts */
    {"contact_kind", IDT_OF_CONTACT, IDT_FORM_WORD, CONTACT_KINDS, false, NULL, OF_TOLD,
     "kind of contact"},
    {"participant", IDT_OF_CONTACT, IDT_FORM_TEXT, NULL, false, NULL, OF_PARTY, "who took part"},
    {"complete", IDT_OF_CONTACT, IDT_FORM_WORD, YES_NO, true, NULL, OF_TOLD,
     "no: the source says that others took part"},
    {"recurrence", IDT_OF_CONTACT, IDT_FORM_TEXT, NULL, false, NULL, OF_TOLD,
     "how often, in the source's words"},
    /* figures: one measured thing, its values over time */
    {"figure_kind", IDT_OF_FIGURE, IDT_FORM_WORD, FIGURE_KINDS, true, NULL, NULL, "kind of number"},
    {"figure", IDT_OF_FIGURE, IDT_FORM_QUANTITY, NULL, false, NEEDS_ON, OF_MEASURE,
     "the number in a period"},
    {"growth", IDT_OF_FIGURE, IDT_FORM_QUANTITY, NULL, false, NEEDS_ON, OF_MEASURE,
     "the share by which it grew over a period: >1/3 is by more than a third; -95 % is -0.95"},
    {"factor", IDT_OF_FIGURE, IDT_FORM_QUANTITY, NULL, false, NEEDS_ON, OF_MEASURE,
     "the number of times it grew to over a period: 5 is fivefold"},
    /* legal acts other than of listing */
    {"issued_by", IDT_OF_ACT, IDT_FORM_TEXT, NULL, false, NULL, OF_PARTY, "who made it"},
    {"forbids", IDT_OF_ACT, IDT_FORM_TEXT, NULL, false, NULL, OF_FORBIDS,
     "what it forbids; `record` names the figure that measures it"},
    {"orders", IDT_OF_ACT, IDT_FORM_TEXT, NULL, false, NULL, OF_FORBIDS, "what it orders"},
    /* prosecutions */
    {"defendant", IDT_OF_PROSECUTION, IDT_FORM_TEXT, NULL, false, NULL, OF_DEFENDANT,
     "who is prosecuted: a name, or a class with `amount`"},
    {"charge", IDT_OF_PROSECUTION, IDT_FORM_TEXT, NULL, false, NULL, OF_TOLD, "the charge"},
    {"conduct", IDT_OF_PROSECUTION, IDT_FORM_TEXT, NULL, false, NULL, OF_TOLD,
     "for what conduct, by the source's word"},
    {"detention", IDT_OF_PROSECUTION, IDT_FORM_WORD, DETENTIONS, false, NULL, OF_TOLD,
     "how far it went"},
    {"rests_on_list", IDT_OF_PROSECUTION, IDT_FORM_KEY, NULL, false, NULL, OF_BASIS,
     "the list whose entry (`record`) it rests on"},
    /* authorities and offices */
    {"jurisdiction",
     IDT_OF_AUTHORITY | IDT_OF_LIST | IDT_OF_OFFICE | IDT_OF_ACT | IDT_OF_PROSECUTION,
     IDT_FORM_JURISDICTION, NULL, true, NULL, NULL, "whose body, list, act or prosecution it is"},
    {"body_kind", IDT_OF_AUTHORITY, IDT_FORM_WORD, IDT_BODY_KINDS, true, NULL, NULL,
     "kind of body"},
    {"part_of", IDT_OF_AUTHORITY | IDT_OF_OFFICE, IDT_FORM_BODY, NULL, false, NULL, OF_PLAIN,
     "the body it is a part of"},
    {"post", IDT_OF_OFFICE, IDT_FORM_TEXT, NULL, false, NULL, OF_NAME, "the post's title"},
    {"holder", IDT_OF_OFFICE, IDT_FORM_TEXT, NULL, false, NULL, OF_HOLDER,
     "who holds the post, and when"},
    /* lists and procedures */
    {"list_kind", IDT_OF_LIST, IDT_FORM_WORD, IDT_LIST_KINDS, true, NULL, NULL, "kind of list"},
    {"instrument", IDT_OF_LIST | IDT_OF_PROCEDURE, IDT_FORM_TEXT, NULL, false, NULL, OF_PLAIN,
     "legal basis"},
    {"keeper", IDT_OF_LIST, IDT_FORM_BODY, NULL, false, NULL, OF_PLAIN,
     "who keeps and publishes it"},
    {"procedure", IDT_OF_LIST, IDT_FORM_KEY, NULL, true, NULL, NULL,
     "a procedure whose rules it follows besides its own"},
    {"measure", IDT_OF_LIST, IDT_FORM_WORD, MEASURES, false, NULL, OF_PLAIN,
     "what a listing on it obliges to"},
    {"bind", IDT_OF_LIST, IDT_FORM_WORD, BINDS, false, NULL, OF_PLAIN,
     "whom a listing on it obliges"},
    {"publication", IDT_OF_LIST | IDT_OF_PROCEDURE, IDT_FORM_WORD, PUBLICATIONS, false, NULL,
     OF_PUBLICATION, "what the published list is in law"},
    {"rule", IDT_OF_LIST | IDT_OF_PROCEDURE, IDT_FORM_WORD, IDT_EVENT_WORDS, false, NULL, OF_RULE,
     "who may take a step, and when it takes effect"},
    /* sources */
    {"publisher", IDT_OF_SOURCE, IDT_FORM_TEXT, NULL, false, NULL, OF_PLAIN, "who published it"},
    {"published", IDT_OF_SOURCE, IDT_FORM_DAY, NULL, true, NULL, OF_PLAIN, "day published"},
    {"sha256", IDT_OF_SOURCE, IDT_FORM_KEY, NULL, true, NULL, NULL, "SHA-256 of its bytes"},
    {"language", IDT_OF_SOURCE, IDT_FORM_KEY, NULL, true, NULL, NULL, "its language"},
};
const size_t IDT_PROPERTIES_COUNT = COUNT(IDT_PROPERTIES);

const idt_schema_spec IDT_SCHEMATA[] = {
    {"Thing", IDT_OF_SUBJECT, "anything that can be listed"},
    {"LegalEntity", IDT_OF_SUBJECT, "a person or organisation, which is not known"},
    {"Person", IDT_OF_SUBJECT, "a natural person"},
    {"Organization", IDT_OF_SUBJECT, "an organisation, movement or armed group"},
    {"Company", IDT_OF_SUBJECT, "a company"},
    {"PublicBody", IDT_OF_SUBJECT, "a body of a state"},
    {"Asset", IDT_OF_SUBJECT, "an asset"},
    {"Vehicle", IDT_OF_SUBJECT, "a vehicle"},
    {"Vessel", IDT_OF_SUBJECT, "a ship"},
    {"Airplane", IDT_OF_SUBJECT, "an aircraft"},
    {"BankAccount", IDT_OF_SUBJECT, "a bank account"},
    {"Security", IDT_OF_SUBJECT, "a security"},
    {"CryptoWallet", IDT_OF_SUBJECT, "a wallet"},
    {"Authority", IDT_OF_AUTHORITY, "a body that proposes, decides, keeps or claims"},
    {"Office", IDT_OF_OFFICE, "a post held by persons in periods"},
    {"List", IDT_OF_LIST, "one legal register of designations"},
    {"Procedure", IDT_OF_PROCEDURE, "rules several lists share"},
    {"Source", IDT_OF_SOURCE, "a document that statements cite"},
    {"Incident", IDT_OF_INCIDENT, "an attack, hostage-taking or other violence"},
    {"Contact", IDT_OF_CONTACT, "a meeting, visit, invitation or lasting tie"},
    {"Figure", IDT_OF_FIGURE, "one measured thing and its values over time"},
    {"LegalAct", IDT_OF_ACT, "a law, decree or ban that is no act of listing"},
    {"Prosecution", IDT_OF_PROSECUTION, "a prosecution, detention or conviction"},
};
const size_t IDT_SCHEMATA_COUNT = COUNT(IDT_SCHEMATA);

const idt_schema_spec *idt_schema_find(idt_str name)
{
    for (size_t i = 0; i < IDT_SCHEMATA_COUNT; i++) {
        if (idt_str_is(name, IDT_SCHEMATA[i].name)) {
            return &IDT_SCHEMATA[i];
        }
    }
    return NULL;
}

const idt_property_spec *idt_property_find(idt_str name)
{
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
        if (idt_str_is(name, IDT_PROPERTIES[i].name)) {
            return &IDT_PROPERTIES[i];
        }
    }
    return NULL;
}

const idt_qualifier_spec *idt_qualifier_find(idt_str name)
{
    for (size_t i = 0; i < IDT_QUALIFIERS_COUNT; i++) {
        if (idt_str_is(name, IDT_QUALIFIERS[i].name)) {
            return &IDT_QUALIFIERS[i];
        }
    }
    return NULL;
}

bool idt_word_in(idt_str word, const char *const *words)
{
    for (; words != NULL && *words != NULL; words++) {
        if (idt_str_is(word, *words)) {
            return true;
        }
    }
    return false;
}
