/* SPDX-License-Identifier: MIT
 *
 * elf.c: finds a named section in a shared object without loading it.
 */
#include "plugins/host/elf.h"

#include <elf.h>
#include <endian.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTIONS_MAX = 4096, SEGMENTS_MAX = 256, NAMES_MAX = 1 << 20 };

#if __BYTE_ORDER == __LITTLE_ENDIAN
#define OUR_DATA ELFDATA2LSB
#else
#define OUR_DATA ELFDATA2MSB
#endif
#define OUR_CLASS (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32)

typedef struct pecia_elf {
    int fd;
    uint64_t size; /* of the file */
    pecia_arena *arena;
    pecia_why *why;
    bool no_memory; /* an allocation failed */
    ElfW(Ehdr) header;
} elf;

static void *allocate(elf *file, uint64_t size) {
    void *block = pecia_arena_alloc(file->arena, size);
    file->no_memory = file->no_memory || !block;
    return block;
}

/** Reads exactly SIZE bytes at OFFSET; false if the file does not hold them. */
static bool read_at(const elf *file, uint64_t offset, void *data, uint64_t size) {
    if (offset > file->size || size > file->size - offset)
        return false;
    for (uint64_t done = 0; done < size;) {
        ssize_t got = pread(file->fd, (char *)data + done, size - done, (off_t)(offset + done));
        if (got <= 0)
            return false;
        done += (uint64_t)got;
    }
    return true;
}

/** COUNT records of WIDTH bytes at OFFSET, in the arena; NULL if they are not all there. */
static void *read_table(elf *file, uint64_t offset, uint64_t count, uint64_t width) {
    if (offset > file->size || count > (file->size - offset) / width)
        return NULL;
    void *table = allocate(file, count * width);
    return table && read_at(file, offset, table, count * width) ? table : NULL;
}

static bool cut_short(const elf *file, const char *part) {
    if (file->no_memory)
        return pecia_refuse_memory(file->why);
    return pecia_refuse(file->why,
                        "its %s lie outside its %llu bytes: the file is cut short or damaged; install it again", part,
                        (unsigned long long)file->size);
}

/** The processor that this program was built for, from the program's own header in memory; EM_NONE if unknown. */
static ElfW(Half) our_machine(void) {
#if defined(__x86_64__)
    return EM_X86_64;
#elif defined(__aarch64__)
    return EM_AARCH64;
#elif defined(__i386__)
    return EM_386;
#elif defined(__arm__)
    return EM_ARM;
#elif defined(__riscv)
    return EM_RISCV;
#else
    return EM_NONE;
#endif
}

static bool check_header(elf *file) {
    const ElfW(Ehdr) *header = &file->header;
    if (!read_at(file, 0, &file->header, sizeof file->header) || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
        return pecia_refuse(file->why,
                            "a shared object (ELF) was wanted, the file is none; remove it or put a module in its "
                            "place");
    if (header->e_ident[EI_CLASS] != OUR_CLASS || header->e_ident[EI_DATA] != OUR_DATA)
        return pecia_refuse(file->why,
                            "it is built for another word size or byte order than this program; build it for this "
                            "machine");
    if (our_machine() != EM_NONE && header->e_machine != our_machine())
        return pecia_refuse(file->why,
                            "it is built for processor type %u, this program for %u; build it for this machine",
                            header->e_machine, our_machine());
    if (header->e_type != ET_DYN)
        return pecia_refuse(file->why,
                            "a shared object was wanted, it is another type of ELF file (%u); link it with "
                            "-shared",
                            header->e_type);
    return true;
}

/** Everything that a loader would map must be in the file. */
static bool check_segments(elf *file) {
    const ElfW(Ehdr) *header = &file->header;
    if (header->e_phentsize != sizeof(ElfW(Phdr)) || header->e_phnum == 0 || header->e_phnum > SEGMENTS_MAX)
        return cut_short(file, "program headers");
    const ElfW(Phdr) *segments = read_table(file, header->e_phoff, header->e_phnum, sizeof *segments);
    if (!segments)
        return cut_short(file, "program headers");
    for (uint32_t i = 0; i < header->e_phnum; i++)
        if (segments[i].p_type == PT_LOAD || segments[i].p_type == PT_DYNAMIC)
            if (segments[i].p_offset > file->size || segments[i].p_filesz > file->size - segments[i].p_offset)
                return cut_short(file, "segments");
    return true;
}

/** Copies the section to the arena. */
static bool take(elf *file, const ElfW(Shdr) * section, uint64_t limit, pecia_section *out) {
    if (section->sh_type == SHT_NOBITS || section->sh_size > limit)
        return pecia_refuse(file->why, "its summary takes %llu bytes, at most %llu are allowed; shorten it",
                            (unsigned long long)section->sh_size, (unsigned long long)limit);
    out->size = section->sh_size;
    out->data = allocate(file, out->size + 1);
    return out->data && read_at(file, section->sh_offset, out->data, out->size) ? true : cut_short(file, "sections");
}

/** Looks through the section headers. An object without them (stripped wholly) has no section: that is no fault. */
static bool find_section(elf *file, const char *name, uint64_t limit, pecia_section *out) {
    const ElfW(Ehdr) *header = &file->header;
    if (header->e_shoff == 0 || header->e_shnum == 0 || header->e_shstrndx == SHN_UNDEF)
        return true;
    if (header->e_shentsize != sizeof(ElfW(Shdr)) || header->e_shnum > SECTIONS_MAX ||
        header->e_shstrndx >= header->e_shnum)
        return cut_short(file, "section headers");
    const ElfW(Shdr) *sections = read_table(file, header->e_shoff, header->e_shnum, sizeof *sections);
    if (!sections)
        return cut_short(file, "section headers");
    const ElfW(Shdr) *strings = &sections[header->e_shstrndx];
    const char *names = strings->sh_size && strings->sh_size <= NAMES_MAX
                            ? read_table(file, strings->sh_offset, strings->sh_size, 1)
                            : NULL;
    if (!names)
        return cut_short(file, "section names");
    uint64_t need = strlen(name) + 1;
    for (uint32_t i = 0; i < header->e_shnum; i++)
        if (sections[i].sh_name < strings->sh_size && strings->sh_size - sections[i].sh_name >= need &&
            memcmp(names + sections[i].sh_name, name, need) == 0)
            return take(file, &sections[i], limit, out);
    return true;
}

bool pecia_elf_section(int fd, const char *name, uint64_t limit, pecia_arena *arena, pecia_section *out,
                       pecia_why *why) {
    struct stat status;
    *out = (pecia_section){NULL, 0};
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return pecia_refuse(why, "a file was wanted, it is none; remove it");
    elf file = {.fd = fd, .size = (uint64_t)status.st_size, .arena = arena, .why = why};
    return check_header(&file) && check_segments(&file) && find_section(&file, name, limit, out);
}
