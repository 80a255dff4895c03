/* Screens one name: cc screen.c $(pkg-config --cflags --libs interdict) -o screen
 *
 *   ./screen /var/lib/interdict "Aiman al Zawahri" */
#include <interdict/interdict.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    interdict *base = NULL;
    interdict_screener *screener = NULL;
    interdict_error error = {0};
    const interdict_answer *answer;
    if (argc != 3) {
        fprintf(stderr, "usage: screen HOME NAME\n");
        return 2;
    }
    const interdict_value name = {"name", argv[2]};
    const interdict_party party = {.values = &name, .count = 1}; /* what it is, is not said */
    interdict_rc rc = interdict_open(argv[1], NULL, &base, &error);
    rc = rc == INTERDICT_OK ? interdict_screener_new(base, &screener, &error) : rc;
    rc = rc == INTERDICT_OK ? interdict_screen(screener, &party, &answer, &error) : rc;
    if (rc != INTERDICT_OK) {
        fprintf(stderr, "screen: %s\n", error.message);
    }
    for (size_t i = 0; rc == INTERDICT_OK && i < answer->count; i++) {
        const interdict_hit *hit = &answer->hits[i];
        printf("%.4f %s %s %s\n", hit->score / 10000.0, hit->band, hit->subject, hit->name);
    }
    interdict_screener_free(screener);
    interdict_close(base);
    return rc == INTERDICT_OK ? 0 : 1;
}
