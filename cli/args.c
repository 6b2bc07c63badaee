/* SPDX-License-Identifier: MIT
 *
 * args.c: takes the command line apart. Two passes: the first checks and counts, the second fills the lists, so that
 * everything fits one block of memory.
 */
#include "cli/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/host/host.h"

/** One step through the arguments: an option with its value, an operand, or the end. */
typedef struct parse_step {
    int option;        /* enum cli_option, -1 for an operand */
    const char *value; /* of the option, or the operand */
} parse_step;

typedef struct parser {
    const char *const *argv;
    size_t next;        /* argument to look at */
    const char *letter; /* the rest of a cluster of letters, NULL for none */
    bool rest;          /* "--" was met: operands only */
    char *why;
    size_t size;
} parser;

static int find_name(const char *name, size_t length) {
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (strlen(cli_options[i].name) == length && memcmp(cli_options[i].name, name, length) == 0) {
            return i;
        }
    }
    return -1;
}

static int find_letter(char letter) {
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (cli_options[i].letter != 0 && cli_options[i].letter == letter) {
            return i;
        }
    }
    return -1;
}

/** The only option that begins with the LENGTH bytes at NAME, or NULL. */
static const char *completed(const char *name, size_t length) {
    const char *found = NULL;
    for (int i = 0; length > 1 && i < CLI_OPTION_COUNT; i++) {
        if (strncmp(cli_options[i].name, name, length) == 0) {
            if (found != NULL) {
                return NULL;
            }
            found = cli_options[i].name;
        }
    }
    return found;
}

static int32_t unknown_name(const parser *p, const char *name, size_t length) {
    char word[64];
    char shown[128];
    snprintf(word, sizeof word, "%.*s", (int)(length < 60 ? length : 60), name);
    const char *near = completed(word, strlen(word));
    if (near == NULL) {
        near = pecia_nearest(word, cli_option_names);
    }
    pecia_printable(word, strlen(word), shown, sizeof shown);
    if (near != NULL) {
        snprintf(p->why, p->size, "there is no option --%s; did you mean --%s?", shown, near);
    } else {
        snprintf(p->why, p->size, "there is no option --%s", shown);
    }
    return PECIA_ERR_USAGE;
}

/** No option has the letter that CLUSTER begins with, or CLUSTER is the name of an option. */
static int32_t unknown_letter(const parser *p, const char *cluster) {
    char shown[128];
    int near = find_name(cluster, strcspn(cluster, "="));
    if (near >= 0) {
        snprintf(p->why, p->size, "-%s is written with two hyphens: --%s", cli_options[near].name,
                 cli_options[near].name);
        return PECIA_ERR_USAGE;
    }
    uint32_t width = 1;
    while (((unsigned char)cluster[width] & 0xC0U) == 0x80U) {
        width++;
    }
    pecia_printable(cluster, width, shown, sizeof shown);
    snprintf(p->why, p->size, "there is no option -%s", shown);
    return PECIA_ERR_USAGE;
}

/** The value of OPTION that stands in the next argument. */
static int32_t take_next(parser *p, parse_step *step, const char *written) {
    const char *value = p->argv[p->next];
    if (value == NULL) {
        snprintf(p->why, p->size, "%s needs a value: %s %s", written, written, cli_options[step->option].value);
        return PECIA_ERR_USAGE;
    }
    p->next++;
    step->value = value;
    return PECIA_OK;
}

static int32_t take_long(parser *p, const char *name, parse_step *step) {
    char written[72];
    size_t length = strcspn(name, "=");
    step->option = find_name(name, length);
    if (step->option < 0) {
        return unknown_name(p, name, length);
    }
    const cli_option_info *option = &cli_options[step->option];
    if (option->value == NULL) {
        if (name[length] == '=') {
            snprintf(p->why, p->size, "--%s takes no value", option->name);
            return PECIA_ERR_USAGE;
        }
        step->value = "";
        return PECIA_OK;
    }
    if (name[length] == '=') {
        step->value = name + length + 1;
        return PECIA_OK;
    }
    snprintf(written, sizeof written, "--%s", option->name);
    return take_next(p, step, written);
}

static int32_t take_letter(parser *p, parse_step *step) {
    const char *cluster = p->letter;
    step->option = find_letter(*cluster);
    if (step->option < 0 || (cluster[-1] == '-' && find_name(cluster, strcspn(cluster, "=")) >= 0)) {
        return unknown_letter(p, cluster);
    }
    const cli_option_info *option = &cli_options[step->option];
    if (option->value == NULL) {
        step->value = "";
        p->letter = cluster[1] == '\0' ? NULL : cluster + 1;
        return PECIA_OK;
    }
    p->letter = NULL;
    if (cluster[1] != '\0') {
        step->value = cluster + 1;
        return PECIA_OK;
    }
    char written[3] = {'-', *cluster, '\0'};
    return take_next(p, step, written);
}

/** The next step; *MORE is false at the end. */
static int32_t take(parser *p, parse_step *step, bool *more) {
    *more = true;
    if (p->letter != NULL) {
        return take_letter(p, step);
    }
    const char *word = p->argv[p->next];
    if (word == NULL) {
        *more = false;
        return PECIA_OK;
    }
    p->next++;
    if (!p->rest && strcmp(word, "--") == 0) {
        p->rest = true;
        return take(p, step, more);
    }
    if (!p->rest && word[0] == '-' && word[1] == '-') {
        return take_long(p, word + 2, step);
    }
    if (!p->rest && word[0] == '-' && word[1] != '\0') {
        p->letter = word + 1;
        return take_letter(p, step);
    }
    *step = (parse_step){.option = -1, .value = word};
    return PECIA_OK;
}

/** True if VALUE is one of the words of CHOICES, separated by "|". */
static bool is_choice(const char *choices, const char *value) {
    size_t length = strlen(value);
    while (length > 0 && *choices != '\0') {
        size_t word = strcspn(choices, "|");
        if (word == length && memcmp(choices, value, length) == 0) {
            return true;
        }
        choices += word + (choices[word] == '|');
    }
    return false;
}

static int32_t check_value(const parser *p, const parse_step *step) {
    const cli_option_info *option = &cli_options[step->option];
    char shown[128];
    if (option->value == NULL) {
        return PECIA_OK;
    }
    if (step->value[0] == '\0') {
        snprintf(p->why, p->size, "--%s needs a value that is not empty: --%s=%s", option->name, option->name,
                 option->value);
        return PECIA_ERR_USAGE;
    }
    if (option->completes == CLI_COMPLETES_CHOICE && !is_choice(option->value, step->value)) {
        pecia_printable(step->value, strlen(step->value), shown, sizeof shown);
        snprintf(p->why, p->size, "--%s cannot be '%s'; it is one of %s", option->name, shown, option->value);
        return PECIA_ERR_USAGE;
    }
    return PECIA_OK;
}

/** First pass: every step is checked, the command found, the occurrences counted. */
static int32_t survey(parser *p, cli_args *out) {
    parse_step step;
    bool more = true;
    int32_t status = PECIA_OK;
    int32_t first_fault = PECIA_OK;
    for (;;) {
        status = take(p, &step, &more);
        if (status != PECIA_OK || !more) {
            return status != PECIA_OK ? status : first_fault;
        }
        if (step.option >= 0) {
            out->count[step.option]++;
            first_fault = first_fault == PECIA_OK ? check_value(p, &step) : first_fault;
            continue;
        }
        for (int i = 0; out->operand_count == 0 && !p->rest && !out->named && i < CLI_COMMAND_COUNT; i++) {
            if (strcmp(step.value, cli_commands[i].name) == 0) {
                out->command = i;
                out->named = true;
                step.value = NULL;
                break;
            }
        }
        out->operand_count += step.value != NULL;
    }
}

/** An option that the command does not take is refused with the commands that do. */
static int32_t check_commands(const parser *p, const cli_args *args) {
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (args->count[i] == 0 || (cli_options[i].commands >> args->command & 1U) != 0) {
            continue;
        }
        int used = snprintf(p->why, p->size, "'pecia %s' does not take --%s; it belongs to",
                            cli_commands[args->command].name, cli_options[i].name);
        for (int c = 0, listed = 0; c < CLI_COMMAND_COUNT; c++) {
            if ((cli_options[i].commands >> c & 1U) != 0 && used > 0 && (size_t)used < p->size) {
                used += snprintf(p->why + used, p->size - (size_t)used, "%s 'pecia %s'", listed++ > 0 ? "," : "",
                                 cli_commands[c].name);
            }
        }
        return PECIA_ERR_USAGE;
    }
    return PECIA_OK;
}

/** Second pass: the lists, cut out of one block. */
static int32_t fill(parser p, cli_args *out) {
    const char **at[CLI_OPTION_COUNT];
    size_t total = out->operand_count + 1;
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        total += out->count[i] + 1;
    }
    out->block = calloc(total, sizeof *out->block);
    if (out->block == NULL) {
        snprintf(p.why, p.size, "memory ran out");
        return PECIA_ERR_MEMORY;
    }
    const char **operand = out->block;
    const char **free_place = out->block + out->operand_count + 1;
    out->operands = out->block;
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        out->list[i] = at[i] = free_place;
        free_place += out->count[i] + 1;
    }
    parse_step step;
    bool more = true;
    bool command = out->named;
    while (take(&p, &step, &more) == PECIA_OK && more) {
        if (step.option >= 0) {
            *at[step.option]++ = step.value;
        } else if (command) {
            command = false;
        } else {
            *operand++ = step.value;
        }
    }
    return PECIA_OK;
}

int32_t cli_args_parse(const char *const *argv, cli_args *out, char *why, size_t size) {
    parser p = {.argv = argv, .next = argv[0] != NULL, .why = why, .size = size};
    *out = (cli_args){.command = CLI_CONVERT};
    parser first = p;
    int32_t status = survey(&first, out);
    if (status == PECIA_OK) {
        status = check_commands(&p, out);
    }
    return status == PECIA_OK ? fill(p, out) : status;
}

void cli_args_free(cli_args *args) {
    free(args->block);
    *args = (cli_args){.command = args->command};
}

bool cli_args_has(const cli_args *args, int option) {
    return args->count[option] > 0;
}

const char *cli_args_last(const cli_args *args, int option) {
    return args->count[option] > 0 ? args->list[option][args->count[option] - 1] : NULL;
}
