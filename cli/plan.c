/* SPDX-License-Identifier: MIT
 *
 * plan.c: which inputs go to which outputs. Everything that can be wrong with the names is found here, before a file is
 * opened.
 */
#include "cli/plan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** NAME as it may be shown, in the SIZE bytes at OUT. */
static const char *shown(const char *name, char *out, size_t size) {
    pecia_printable(name, strlen(name), out, size);
    return out;
}

static bool is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool ends_in_slash(const char *path) {
    size_t length = strlen(path);
    return length > 0 && path[length - 1] == '/';
}

/** The first operand may be a command that does not exist: no file has its name, and nothing else says what is meant.
 */
static int32_t check_word(cli_session *session, const char *word) {
    const cli_args *args = session->args;
    const char *near = pecia_nearest(word, cli_command_names);
    char name[256];
    if (args->named || strpbrk(word, "./") != NULL || strcmp(word, "-") == 0 || access(word, F_OK) == 0) {
        return PECIA_OK;
    }
    shown(word, name, sizeof name);
    if (near != NULL) {
        return cli_usage(session, "there is no command and no file '%s'; did you mean 'pecia %s'?", name, near);
    }
    if (!cli_args_has(args, CLI_OPTION_TO) && !cli_args_has(args, CLI_OPTION_OUTPUT)) {
        return cli_usage(session, "there is no command and no file '%s'; 'pecia --help' lists the commands", name);
    }
    return PECIA_OK;
}

/** FOLDER: a file for each input is wanted in OUTPUT. */
static int32_t check_output(cli_session *session, const char *output, bool folder) {
    char name[256];
    if (folder && session->args->operand_count == 0) {
        return cli_usage(session, "standard input has no name to make a file in a folder of; name the output");
    }
    if (!folder && is_folder(output)) {
        return cli_usage(session,
                         "'%s' is a folder; name a file in it, or end the name with / to have a file made for "
                         "the input",
                         shown(output, name, sizeof name));
    }
    return PECIA_OK;
}

static int32_t check_inputs(cli_session *session) {
    const char *const *operands = session->args->operands;
    size_t streams = 0;
    if (session->args->operand_count == 0) {
        return isatty(STDIN_FILENO) != 0
                   ? cli_usage(session, "no input: name a file, or - to read standard input; 'pecia --help' tells more")
                   : PECIA_OK;
    }
    for (size_t i = 0; operands[i] != NULL; i++) {
        if (operands[i][0] == '\0') {
            return cli_usage(session, "the name of an input is empty");
        }
        streams += strcmp(operands[i], "-") == 0;
    }
    if (streams > 1) {
        return cli_usage(session, "standard input (-) can be read only once");
    }
    return check_word(session, operands[0]);
}

/** The format to write: named, or told by the name of the output. */
static int32_t choose_format(cli_session *session, const char *output, bool folder, cli_plan *plan) {
    const char *named = cli_args_last(session->args, CLI_OPTION_TO);
    if (named != NULL) {
        plan->to = pecia_registry_find(session->registry, named);
    } else if (folder) {
        return cli_usage(session, "say which format the files in the folder get: -t FORMAT");
    } else if (strcmp(output, "-") == 0) {
        return cli_usage(session, "say which format to write to standard output: -t FORMAT, or name the output: -o "
                                  "FILE");
    } else {
        plan->to = pecia_registry_for_output(session->registry, output);
    }
    if (plan->to == NULL) {
        return PECIA_ERR_USAGE;
    }
    if (!plan->to->writes) {
        return cli_usage(session, "%s can be read but not written", plan->to->name);
    }
    if (strcmp(output, "-") == 0 && !pecia_format_is_text(plan->to) && isatty(STDOUT_FILENO) != 0) {
        return cli_usage(session, "%s is no text for a terminal; name the output: -o FILE", plan->to->name);
    }
    return PECIA_OK;
}

static int32_t out_of_memory(const cli_session *session) {
    pecia_report(session->diagnostics, PECIA_ERROR, "out-of-memory", NULL, "memory ran out");
    return PECIA_ERR_MEMORY;
}

/** The output must not be an input: what is read would be gone. */
static int32_t check_not_input(cli_session *session, const char *output) {
    char name[256];
    for (const char *const *input = session->args->operands; *input != NULL; input++) {
        if (strcmp(*input, "-") != 0 && cli_is_same_file(*input, output)) {
            return cli_usage(session, "the output '%s' is the input itself; give it another name",
                             shown(output, name, sizeof name));
        }
    }
    return PECIA_OK;
}

/** FOLDER/STEM.EXTENSION for INPUT; NULL when memory ran out. */
static char *output_name(const cli_plan *plan, const char *folder, const char *input) {
    const char *slash = strrchr(input, '/');
    const char *base = slash != NULL ? slash + 1 : input;
    const char *dot = strrchr(base, '.');
    size_t stem = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);
    const char *extension = plan->to->extensions[0] != NULL ? plan->to->extensions[0] : plan->to->name;
    size_t size = strlen(folder) + stem + strlen(extension) + 3;
    char *name = pecia_arena_alloc(plan->arena, size);
    if (name != NULL) {
        snprintf(name, size, "%s%s%.*s.%s", folder, ends_in_slash(folder) ? "" : "/", (int)stem, base, extension);
    }
    return name;
}

static int32_t make_folder(cli_session *session, const char *folder, cli_plan *plan) {
    char name[256];
    if (is_folder(folder)) {
        return PECIA_OK;
    }
    if (mkdir(folder, 0777) != 0) {
        pecia_report(session->diagnostics, PECIA_ERROR, "cannot-write", NULL, "the folder '%s' cannot be made: %s",
                     shown(folder, name, sizeof name), strerror(errno));
        return PECIA_ERR_IO;
    }
    plan->made_folder = folder;
    return PECIA_OK;
}

/** Two inputs that would be written to one output. Few hundred names at most: a walk for each does. */
static int32_t check_not_twice(cli_session *session, const cli_plan *plan) {
    char first[256];
    char second[256];
    const cli_task *last = &plan->tasks[plan->count - 1];
    for (size_t i = 0; i + 1 < plan->count; i++) {
        if (strcmp(plan->tasks[i].output, last->output) == 0) {
            return cli_usage(session, "'%s' and '%s' would both be written to one file; convert them one by one",
                             shown(plan->tasks[i].inputs[0], first, sizeof first),
                             shown(last->inputs[0], second, sizeof second));
        }
    }
    return PECIA_OK;
}

/** A task for each input, in FOLDER. */
static int32_t plan_each(cli_session *session, const char *folder, cli_plan *plan) {
    const char *const *operands = session->args->operands;
    for (size_t i = 0; operands[i] != NULL; i++) {
        const char **inputs = pecia_arena_alloc(plan->arena, 2 * sizeof *inputs);
        if (strcmp(operands[i], "-") == 0) {
            return cli_usage(session, "standard input has no name to make a file in a folder of; name the output");
        }
        char *output = output_name(plan, folder, operands[i]);
        if (inputs == NULL || output == NULL) {
            return out_of_memory(session);
        }
        inputs[0] = operands[i];
        plan->tasks[plan->count++] = (cli_task){inputs, output};
        int32_t status = check_not_input(session, output);
        if (status == PECIA_OK) {
            status = check_not_twice(session, plan);
        }
        if (status != PECIA_OK) {
            return status;
        }
    }
    return make_folder(session, folder, plan);
}

/** One task for all inputs. */
static int32_t plan_one(cli_session *session, const char *output, cli_plan *plan) {
    static const char *const standard_input[] = {"-", NULL};
    const cli_args *args = session->args;
    plan->tasks[0] = (cli_task){args->operand_count > 0 ? args->operands : standard_input, output};
    plan->count = 1;
    return strcmp(output, "-") == 0 ? PECIA_OK : check_not_input(session, output);
}

int32_t cli_plan_make(cli_session *session, cli_plan *plan) {
    const cli_args *args = session->args;
    const char *output = cli_args_last(args, CLI_OPTION_OUTPUT);
    *plan = (cli_plan){.arena = pecia_arena_new(pecia_memory_default(), 0)};
    if (plan->arena != NULL) {
        plan->tasks = pecia_arena_alloc(plan->arena, (args->operand_count + 1) * sizeof *plan->tasks);
    }
    if (plan->tasks == NULL) {
        return out_of_memory(session);
    }
    output = output != NULL ? output : "-";
    bool folder = ends_in_slash(output) || (args->operand_count > 1 && is_folder(output));
    int32_t status = check_inputs(session);
    if (status == PECIA_OK) {
        status = check_output(session, output, folder);
    }
    if (status == PECIA_OK) {
        status = choose_format(session, output, folder, plan);
    }
    if (status != PECIA_OK) {
        return status;
    }
    return folder ? plan_each(session, output, plan) : plan_one(session, output, plan);
}

void cli_plan_free(cli_plan *plan) {
    if (plan->made_folder != NULL) {
        rmdir(plan->made_folder); /* does nothing when something is in it */
    }
    pecia_arena_free(plan->arena);
    *plan = (cli_plan){0};
}
