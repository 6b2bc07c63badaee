/* SPDX-License-Identifier: MIT
 *
 * tests_both.c: what goes there comes back, kind by kind; and the process is left as it was.
 */
#include <dirent.h>
#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/kinds.h"
#include "plugins/kit/world.h"

static const kit_way plain = {.fail_at = KIT_NEVER};

/** What DOCUMENT becomes when it is written and read again; NULL, and the result failed, if that fails. */
static pecia_document *there_and_back(kit *k, const pecia_document *document) {
    pecia_document *again = NULL;
    kit_bytes bytes;
    int32_t status = kit_write(k, &plain, document, &bytes);
    if (status == PECIA_OK)
        status = kit_read(k, &plain, bytes.data ? bytes.data : "", bytes.size, &again);
    free(bytes.data);
    if (status != PECIA_OK)
        kit_say(k, PECIA_KIT_FAIL, "a document cannot be written and read again (status %d): %.200s", status, k->said);
    return again;
}

void kit_test_round_trip(kit *k) {
    for (uint32_t i = 0; i < k->samples; i++) {
        pecia_document *first = NULL;
        uint64_t hash[2] = {0, 0}, words[2] = {0, 0};
        if (kit_read(k, &plain, k->sample[i], k->sample_size[i], &first) != PECIA_OK) {
            kit_say(k, PECIA_KIT_FAIL, "sample %u cannot be read: %.250s", i + 1, k->said);
            return;
        }
        pecia_document *second = there_and_back(k, first), *third = second ? there_and_back(k, second) : NULL;
        words[0] = kit_words(first, &hash[0]);
        words[1] = second ? kit_words(second, &hash[1]) : 0;
        if (words[0] != words[1] || hash[0] != hash[1])
            kit_say(k, PECIA_KIT_FAIL,
                    "sample %u has %" PRIu64 " words when read, %" PRIu64 " or others when written and read again",
                    i + 1, words[0], words[1]);
        else if (third && kit_digest(second) != kit_digest(third))
            kit_say(k, PECIA_KIT_FAIL, "sample %u, written and read again, is another document each time", i + 1);
        pecia_document_free(third);
        pecia_document_free(second);
        pecia_document_free(first);
    }
}

/** How many nodes of DOCUMENT mean what KIND means: emphasis and its looks are one, a soft break is a space. */
static uint32_t count_alike(const pecia_document *document, uint32_t kind) {
    uint32_t count = pecia_document_count(document, kind);
    if (kind == PECIA_STRONG || kind == PECIA_EMPHASIS)
        count += pecia_document_count(document, PECIA_STYLE);
    return kind == PECIA_SOFT_BREAK ? 0 : count;
}

/** True if KIND came back as HELD says. */
static bool came_back(const pecia_document *before, const pecia_document *after, uint32_t kind, uint8_t held) {
    bool fully = held == PECIA_HOLDS_FULLY;
    if (fully && count_alike(after, kind) < count_alike(before, kind))
        return false;
    if (fully && kind == PECIA_DOCUMENT && !kit_has_metadata(after, before))
        return false;
    if (fully && (kind == PECIA_NOTE || kind == PECIA_NOTE_REF) && !kit_has_notes(after, before))
        return false;
    return kit_has_words(after, before);
}

void kit_test_fidelity(kit *k) {
    char wrong[300] = "";
    uint32_t proved = 0;
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        uint8_t held = k->format->info.fidelity[kind];
        const pecia_kind_info *info = pecia_kind_get(kind);
        pecia_document *before = held ? kit_document(k, kind, 0, 1) : NULL;
        if (before && pecia_document_count(before, kind) > 0) {
            pecia_document *after = there_and_back(k, before);
            proved++;
            size_t used = strlen(wrong);
            if (after && !came_back(before, after, kind, held))
                snprintf(wrong + used, sizeof wrong - used, "%s%s", used ? ", " : "", info->name);
            pecia_document_free(after);
        }
        pecia_document_free(before);
    }
    if (wrong[0])
        kit_say(k, PECIA_KIT_FAIL, "it claims more than comes back of: %s", wrong);
    else
        kit_say(k, PECIA_KIT_PASS, "%u kinds come back as its table says", proved);
}

/** What a note that begins with KIND lost on the way there and back, for a reader; NULL if nothing. */
static const char *lost_of_note(kit *k, uint32_t kind) {
    uint8_t notes = k->format->info.fidelity[PECIA_NOTE], held = k->format->info.fidelity[kind];
    uint32_t count = 0;
    const char *lost = NULL;
    pecia_document *before = kit_noted(k, kind), *after = before ? there_and_back(k, before) : NULL;
    if (after && !kit_has_words(after, before))
        lost = "its words";
    else if (after && notes == PECIA_HOLDS_FULLY && !kit_has_body(after, before, kind, &count))
        lost = "its place in the note";
    else if (after && notes == PECIA_HOLDS_FULLY && held == PECIA_HOLDS_FULLY && count == 0)
        lost = "what it is";
    pecia_document_free(after);
    pecia_document_free(before);
    return lost;
}

void kit_test_note_bodies(kit *k) {
    static const uint8_t kinds[] = {PECIA_BLOCK_QUOTE, PECIA_QUOTE,    PECIA_CITATION, PECIA_LIST,
                                    PECIA_LINE_GROUP,  PECIA_EMPHASIS, PECIA_PARAGRAPH};
    const uint8_t *fidelity = k->format->info.fidelity;
    if (!fidelity[PECIA_NOTE]) {
        kit_say(k, PECIA_KIT_SKIP, "it does not claim to hold notes");
        return;
    }
    for (size_t i = 0; i < sizeof kinds; i++) {
        const char *lost = fidelity[kinds[i]] ? lost_of_note(k, kinds[i]) : NULL;
        if (lost)
            kit_say(k, PECIA_KIT_FAIL, "a %s at the beginning of a note loses %s", pecia_kind_get(kinds[i])->name,
                    lost);
    }
}

/* ---------------------------------------------------------------- two at once */

typedef struct twin {
    kit k;
    pecia_kit_result result;
    uint64_t digest;
} twin;

static void *work(void *context) {
    twin *t = context;
    for (int round = 0; round < 10; round++) {
        pecia_document *document = NULL;
        if (kit_read(&t->k, &plain, t->k.sample[0], t->k.sample_size[0], &document) != PECIA_OK)
            break;
        pecia_document *again = there_and_back(&t->k, document);
        t->digest = (again ? kit_digest(again) : 0) + 31 * kit_digest(document);
        pecia_document_free(again);
        pecia_document_free(document);
    }
    return NULL;
}

static bool start_twin(const kit *k, twin *t) {
    *t = (twin){.k = *k};
    t->k.result = &t->result;
    t->k.diagnostics = pecia_diagnostics_new(pecia_memory_default(), &t->k.limits);
    t->k.settings.diagnostics = t->k.diagnostics;
    return t->k.diagnostics != NULL;
}

void kit_test_threads(kit *k) {
    twin *twins = calloc(3, sizeof *twins);
    pthread_t threads[2];
    bool ready = twins && start_twin(k, &twins[0]) && start_twin(k, &twins[1]) && start_twin(k, &twins[2]);
    if (ready) {
        work(&twins[2]); /* alone */
        int started = 0;
        while (started < 2 && pthread_create(&threads[started], NULL, work, &twins[started]) == 0)
            started++;
        for (int i = 0; i < started; i++)
            pthread_join(threads[i], NULL);
        for (int i = 0; i < started; i++)
            if (twins[i].digest != twins[2].digest)
                kit_say(k, PECIA_KIT_FAIL, "two threads at once get another document than one");
    }
    for (int i = 0; twins && i < 3; i++)
        pecia_diagnostics_free(twins[i].k.diagnostics);
    free(twins);
}

/* ---------------------------------------------------------------- the process */

static void read_and_write(kit *k) {
    pecia_document *document = NULL;
    if (kit_read(k, &plain, k->sample[0], k->sample_size[0], &document) == PECIA_OK)
        pecia_document_free(there_and_back(k, document));
    pecia_document_free(document);
}

void kit_test_streams(kit *k) {
    int streams[2] = {STDOUT_FILENO, STDERR_FILENO}, before[2], caught[2];
    struct stat status;
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        before[i] = dup(streams[i]);
        caught[i] = memfd_create("kit", MFD_CLOEXEC);
        dup2(caught[i], streams[i]);
    }
    read_and_write(k);
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        dup2(before[i], streams[i]);
        close(before[i]);
        if (fstat(caught[i], &status) == 0 && status.st_size > 0)
            kit_say(k, PECIA_KIT_FAIL, "it writes %lld bytes to standard %s; use job->report",
                    (long long)status.st_size, i ? "error" : "output");
        close(caught[i]);
    }
}

static uint32_t open_descriptors(void) {
    uint32_t count = 0;
    DIR *directory = opendir("/proc/self/fd");
    while (directory && readdir(directory))
        count++;
    if (directory)
        closedir(directory);
    return count;
}

void kit_test_descriptors(kit *k) {
    read_and_write(k); /* libraries may keep one of their own */
    uint32_t before = open_descriptors();
    for (int round = 0; round < 5; round++)
        read_and_write(k);
    uint32_t after = open_descriptors();
    if (after > before)
        kit_say(k, PECIA_KIT_FAIL, "%u file descriptors are left open after 5 rounds", after - before);
}

typedef struct surroundings {
    struct sigaction actions[65];
    sigset_t blocked;
    char point[8], codeset[64], folder[1024];
    mode_t mask;
} surroundings;

static void look(surroundings *out) {
    memset(out, 0, sizeof *out);
    for (int i = 1; i < 65; i++)
        sigaction(i, NULL, &out->actions[i]);
    sigprocmask(SIG_BLOCK, NULL, &out->blocked);
    snprintf(out->point, sizeof out->point, "%s", localeconv()->decimal_point);
    snprintf(out->codeset, sizeof out->codeset, "%s", nl_langinfo(CODESET));
    if (!getcwd(out->folder, sizeof out->folder))
        out->folder[0] = '\0';
    out->mask = umask(0);
    umask(out->mask);
}

void kit_test_process(kit *k) {
    surroundings *both = calloc(2, sizeof *both);
    if (!both)
        return;
    look(&both[0]);
    read_and_write(k);
    look(&both[1]);
    for (int i = 1; i < 65; i++)
        if (both[0].actions[i].sa_handler != both[1].actions[i].sa_handler)
            kit_say(k, PECIA_KIT_FAIL, "it handles signal %d, which is the program's", i);
    if (strcmp(both[0].point, both[1].point) != 0 || strcmp(both[0].codeset, both[1].codeset) != 0)
        kit_say(k, PECIA_KIT_FAIL, "it changes the locale; never call setlocale");
    if (strcmp(both[0].folder, both[1].folder) != 0 || both[0].mask != both[1].mask)
        kit_say(k, PECIA_KIT_FAIL, "it changes the folder or the mask of modes of the process");
    if (memcmp(&both[0].blocked, &both[1].blocked, sizeof both[0].blocked) != 0)
        kit_say(k, PECIA_KIT_FAIL, "it blocks signals");
    free(both);
}
