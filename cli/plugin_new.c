/* SPDX-License-Identifier: MIT
 *
 * plugin_new.c: "pecia plugin new": makes the folder of a new plugin from the template that the command holds.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/plugin.h"
#include "cli/template.h"

enum { NAME_MOST = 32 /* as many as the host takes */, PATH_MOST = 120, FILES_MOST = 32 };

/** What is being made. */
typedef struct making {
    cli_session *session;
    const char *name;               /* of the format, and of the folder */
    char identifier[NAME_MOST + 1]; /* the same for C */
    const char *licence;
    char draft[PATH_MOST]; /* the folder's name until all is in it */
    int folder;
    const char *made[FILES_MOST]; /* paths of files and folders in it, in the order of making; borrowed */
    bool is_folder[FILES_MOST];
    uint32_t count;
} making;

/* ------------------------------------------------------------------ the name */

/** Why NAME cannot be the name of a new format, NULL if it can. */
static const char *wrong_name(const char *name) {
    static const char *const taken[] = {"all", "check",   "clean", "edit-cache", "help", "host", "install",
                                        "kit", "package", "pecia", "read",       "rebuild", "test", "write"};
    size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (name[size] != '\0' || name[0] < 'a' || size > NAME_MOST) {
        return "is no name for a format: a small letter, then small letters, digits and hyphens, at most 32 of them";
    }
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (strcmp(name, taken[i]) == 0) {
            return "is a name that tools for building, or files of the plugin, have already";
        }
    }
    return NULL;
}

/** The format that is called NAME, NULL if there is none yet. */
static const pecia_format_info *known_format(cli_session *session, const char *name) {
    for (uint32_t i = 0; i < pecia_registry_count(session->registry); i++) {
        const pecia_format_info *info = pecia_registry_at(session->registry, i);
        if (strcmp(info->name, name) == 0) {
            return info;
        }
    }
    return NULL;
}

static int32_t check_name(cli_session *session, const char *name) {
    const char *why = wrong_name(name);
    if (why != NULL) {
        return cli_usage(session, "'%.60s' %s", name, why);
    }
    int32_t status = cli_session_formats(session);
    const pecia_format_info *info = status == PECIA_OK ? known_format(session, name) : NULL;
    return info != NULL ? cli_usage(session, "there is a format %s already: %s", name, info->title) : status;
}

/* ------------------------------------------------------------------ files */

/** Does WORD stand at AT, which has LEFT bytes? */
static bool stands(const unsigned char *at, size_t left, const char *word) {
    size_t size = strlen(word);
    return left >= size && memcmp(at, word, size) == 0;
}

static void put_upper(const char *word, FILE *out) {
    for (; *word != '\0'; word++) {
        fputc(*word >= 'a' && *word <= 'z' ? *word - ('a' - 'A') : *word, out);
    }
}

/** Writes the SIZE bytes at BYTES with the names that were asked for (plugins/template/README.md). */
static void put_renamed(const making *m, const unsigned char *bytes, size_t size, FILE *out) {
    for (size_t at = 0; at < size;) {
        const unsigned char *here = bytes + at;
        bool inside = at > 0 && ((bytes[at - 1] | 0x20) >= 'a' && (bytes[at - 1] | 0x20) <= 'z'); /* "required" */
        if (inside) {
            fputc(bytes[at++], out);
        } else if (stands(here, size - at, "quire_")) {
            fputs(m->identifier, out);
            at += 5;
        } else if (stands(here, size - at, "quire")) {
            fputs(m->name, out);
            at += 5;
        } else if (stands(here, size - at, "QUIRE")) {
            put_upper(m->identifier, out);
            at += 5;
        } else if (stands(here, size - at, "MIT")) {
            fputs(m->licence, out);
            at += 3;
        } else {
            fputc(bytes[at++], out);
        }
    }
}

/** The path in the new folder of the file PATH of the template. */
static void rename_path(const making *m, const char *path, char out[PATH_MOST]) {
    const char *quire = strstr(path, "quire");
    if (strcmp(path, "gitignore") == 0) {
        snprintf(out, PATH_MOST, ".gitignore");
    } else if (quire != NULL) {
        snprintf(out, PATH_MOST, "%.*s%s%s", (int)(quire - path), path, m->name, quire + 5);
    } else {
        snprintf(out, PATH_MOST, "%s", path);
    }
}

static void remember(making *m, const char *path, bool is_folder) {
    if (m->count < FILES_MOST) {
        m->is_folder[m->count] = is_folder;
        m->made[m->count++] = path;
    }
}

static int32_t failed(const making *m, const char *path) {
    pecia_report(m->session->diagnostics, PECIA_ERROR, "cannot-write", NULL, "%s/%s could not be made: %s", m->name,
                 path, strerror(errno));
    return PECIA_ERR_IO;
}

/** Makes the folder that PATH, of the template, lies in, unless it is there. */
static int32_t make_folder(making *m, const char *path) {
    char folder[PATH_MOST];
    const char *slash = strchr(path, '/');
    if (slash == NULL) {
        return PECIA_OK;
    }
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    if (mkdirat(m->folder, folder, 0777) == 0) {
        remember(m, path, true);
        return PECIA_OK;
    }
    return errno == EEXIST ? PECIA_OK : failed(m, folder);
}

/** Writes FILE of the template as PATH. */
static int32_t write_file(making *m, const cli_file *file, const char *path) {
    int descriptor = openat(m->folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (descriptor < 0 || out == NULL) {
        if (descriptor >= 0) {
            close(descriptor);
        }
        return failed(m, path);
    }
    remember(m, file->path, false);
    put_renamed(m, file->bytes, file->size, out);
    bool wrote = ferror(out) == 0;
    return fclose(out) == 0 && wrote ? PECIA_OK : failed(m, path);
}

static int32_t write_files(making *m, const cli_file *file) {
    int32_t status = PECIA_OK;
    for (; file->path != NULL && status == PECIA_OK; file++) {
        char path[PATH_MOST];
        rename_path(m, file->path, path);
        status = make_folder(m, path);
        if (status == PECIA_OK) {
            status = write_file(m, file, path);
        }
    }
    return status;
}

/** The text of the licence, or where it is. */
static int32_t write_licence(making *m) {
    const cli_file *file = cli_template_licences;
    while (strcmp(file->path, strcmp(m->licence, "MIT") == 0 ? "MIT" : "other") != 0) {
        file++;
    }
    return write_file(m, file, "LICENSE");
}

/** Takes back what was made: nothing is left half done. */
static void take_back(const making *m) {
    char path[PATH_MOST];
    for (uint32_t i = m->count; i-- > 0;) {
        rename_path(m, m->made[i], path);
        if (m->is_folder[i]) {
            *strchr(path, '/') = '\0';
        } else if (strcmp(path, "MIT") == 0 || strcmp(path, "other") == 0) {
            snprintf(path, sizeof path, "LICENSE");
        }
        unlinkat(m->folder, path, m->is_folder[i] ? AT_REMOVEDIR : 0);
    }
    rmdir(m->draft);
}

/** Makes a folder beside the one that is wanted: who stops us halfway finds no folder that looks whole. */
static int32_t make_draft(making *m) {
    enum { TRIES = 100 };
    struct stat status;
    bool is_there = lstat(m->name, &status) == 0;
    for (int i = 0; !is_there && i < TRIES; i++) {
        snprintf(m->draft, sizeof m->draft, ".%s.%ld.%d", m->name, (long)getpid(), i);
        if (mkdir(m->draft, 0777) == 0)
            return PECIA_OK;
        if (errno != EEXIST)
            break;
    }
    pecia_report(m->session->diagnostics, PECIA_ERROR, "cannot-write", NULL, "the folder %s %s%s", m->name,
                 is_there ? "is there already; nothing is overwritten" : "could not be made: ",
                 is_there ? "" : strerror(errno));
    return PECIA_ERR_IO;
}

/** Gives the folder its name, unless somebody made one of that name meanwhile. */
static int32_t publish(const making *m) {
    int done = renameat2(AT_FDCWD, m->draft, AT_FDCWD, m->name, RENAME_NOREPLACE);
    if (done != 0 && (errno == EINVAL || errno == ENOSYS)) /* a file system that cannot; this one takes the place of an
                                                              empty folder at most */
        done = rename(m->draft, m->name);
    return done == 0 ? PECIA_OK : failed(m, "");
}

static int32_t make_all(making *m, bool xslt) {
    m->folder = open(m->draft, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (m->folder < 0) {
        return failed(m, "");
    }
    int32_t status = write_files(m, xslt ? cli_template_stylesheets : cli_template_module);
    if (status == PECIA_OK) {
        status = write_licence(m);
    }
    if (status == PECIA_OK) {
        status = publish(m);
    }
    if (status != PECIA_OK) {
        take_back(m);
    }
    close(m->folder);
    return status;
}

static void tell(const making *m, bool xslt) {
    char path[PATH_MOST];
    printf("%s/\n", m->name);
    for (const cli_file *file = xslt ? cli_template_stylesheets : cli_template_module; file->path != NULL; file++) {
        rename_path(m, file->path, path);
        printf("  %s\n", path);
    }
    printf("  LICENSE\nNext: cd %s && make check; then README.md there\n", m->name);
}

int cli_plugin_new(cli_session *session, const char *const *words) {
    const char *name = words[0];
    if (name == NULL || words[1] != NULL) {
        return pecia_exit_code(cli_usage(session, "name one format: pecia plugin new NAME [--xslt] [--licence ID]"));
    }
    const char *licence = cli_args_last(session->args, CLI_OPTION_LICENCE);
    bool xslt = cli_args_has(session->args, CLI_OPTION_XSLT);
    making m = {.session = session, .name = name, .licence = licence != NULL ? licence : "MIT"};
    int32_t status = check_name(session, name);
    if (status != PECIA_OK) {
        return pecia_exit_code(status);
    }
    for (size_t i = 0; i <= strlen(name); i++) {
        m.identifier[i] = name[i] == '-' ? '_' : name[i];
    }
    status = make_draft(&m);
    if (status == PECIA_OK) {
        status = make_all(&m, xslt);
    }
    if (status == PECIA_OK && !cli_args_has(session->args, CLI_OPTION_QUIET)) {
        tell(&m, xslt);
    }
    return pecia_exit_code(status);
}
