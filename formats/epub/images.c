/* SPDX-License-Identifier: MIT
 *
 * images.c: takes the images of the document into the book, once each, by what their bytes are.
 */
#include "writer.h"

/* Core media types of EPUB 3 that every checker and reading system knows, with the first bytes that tell them. */
static const struct form {
    const char *media_type, *extension, *begins;
} forms[] = {
    {"image/jpeg", "jpg", "\xFF\xD8\xFF"},
    {"image/png", "png", "\x89PNG\r\n\x1A\n"},
    {"image/gif", "gif", "GIF8"},
    {"image/svg+xml", "svg", NULL},
};

/* What an SVG may not hold: anything active, anything fetched. */
static const char *const unsafe[] = {
    "<script",     "<foreignobject", "<!entity", "<!doctype", "javascript:", "<iframe", "<use",
    "href=\"http", "href='http",     "url(http", "@import",   "<handler",    "<set",    "<animate"};

static bool holds(pecia_str data, const char *word) {
    uint64_t size = strlen(word);
    for (uint64_t i = 0; i + size <= data.size; i++) {
        uint64_t j = 0;
        while (j < size) {
            char c = data.data[i + j];
            c = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
            if (c != word[j]) {
                break;
            }
            j++;
        }
        if (j == size) {
            return true;
        }
    }
    return false;
}

/* An attribute whose name begins with "on" handles an event. */
static bool has_handler(pecia_str data) {
    for (uint64_t i = 0; i + 3 < data.size; i++) {
        bool space = pecia_is_space(data.data[i]) || data.data[i] == '/' || data.data[i] == '"' || data.data[i] == '\'';
        if (space && (data.data[i + 1] | 32) == 'o' && (data.data[i + 2] | 32) == 'n') {
            uint64_t at = i + 3;
            while (at < data.size && ((data.data[at] | 32) >= 'a' && (data.data[at] | 32) <= 'z')) {
                at++;
            }
            while (at < data.size && pecia_is_space(data.data[at])) {
                at++;
            }
            if (at > i + 3 && at < data.size && data.data[at] == '=') {
                return true;
            }
        }
    }
    return false;
}

static bool is_safe_svg(pecia_str data) {
    if (data.size > 4u * 1024 * 1024 || !holds(data, "<svg") || !holds(data, "http://www.w3.org/2000/svg")) {
        return false;
    }
    for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++) {
        if (holds(data, unsafe[i])) {
            return false;
        }
    }
    return !has_handler(data);
}

static const struct form *form_of(pecia_str data, pecia_str media_type) {
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (forms[i].begins ? pecia_str_begins(data, forms[i].begins)
                            : pecia_str_begins(media_type, "image/svg") && is_safe_svg(data)) {
            return &forms[i];
        }
    }
    return NULL;
}

bool epub_image_form(pecia_str data, pecia_str media_type, const char **type, const char **extension) {
    const struct form *form = form_of(data, media_type);
    *type = form ? form->media_type : NULL;
    *extension = form ? form->extension : NULL;
    return form != NULL;
}

static void refuse(epub_writer *w, uint32_t node, const char *code, pecia_str src, const char *why) {
    pecia_place place = w->host->document->place(w->document, node);
    w->host->job->report(w->job, PECIA_WARNING, code, &place, "the image '%.*s' %s; its description stands for it",
                         (int)(src.size < 100 ? src.size : 100), src.data ? src.data : "", why);
}

static bool is_remote(pecia_str src) {
    for (uint64_t i = 0; i < src.size; i++) {
        char c = src.data[i];
        if (c == ':') {
            return i > 1;
        }
        if (c == '/' || c == '?' || c == '#' || c == '.') {
            break;
        }
    }
    return pecia_str_begins(src, "//");
}

static bool in_document(const epub_writer *w, pecia_str src, pecia_resource *found) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t i = 0; i < d->resource_count(w->document); i++) {
        if (d->resource(w->document, i, found) && pecia_str_equal(found->name, src) && found->data.size > 0) {
            return true;
        }
    }
    memset(found, 0, sizeof(*found));
    return false;
}

/* The bytes of SRC: from the document, or from beneath the folder of the input. Absent when they cannot be had. */
int32_t epub_find_image(epub_writer *w, uint32_t node, pecia_str src, pecia_resource *found) {
    bool away = src.size == 0 || is_remote(src);
    memset(found, 0, sizeof(*found));
    if (away && in_document(w, src, found)) {
        return PECIA_OK;
    }
    if (away) {
        refuse(w, node, "image-remote", src, "is not beside the document and is not fetched");
        return PECIA_OK;
    }
    int32_t status = w->host->job->load(w->job, src, found);
    if (status != PECIA_OK) {
        memset(found, 0, sizeof(*found));
    }
    return status == PECIA_ERR_MEMORY || status == PECIA_ERR_LIMIT || status == PECIA_ERR_CANCELLED ? status : PECIA_OK;
}

static int32_t add_image(epub_writer *w, const struct form *form, const pecia_resource *found, epub_image *image) {
    char name[64] = "EPUB/images/image-0000.";
    uint64_t number = w->image_count;
    for (char *at = name + 21; number > 0 && at > name + 17; at--, number /= 10) {
        *at = (char)('0' + number % 10);
    }
    strncat(name, form->extension, 8);
    pecia_str kept = epub_keep(w, (pecia_str){name, strlen(name) + 1});
    if (!kept.data) {
        return PECIA_ERR_MEMORY;
    }
    image->path.data = kept.data + 5;
    image->path.size = kept.size - 6;
    image->media_type = pecia_str_of(form->media_type);
    epub_sha1_add_content(&w->hash, found->data.data, found->data.size);
    return form->begins ? epub_box_add_resource(&w->box, kept.data, found)
                        : epub_box_add(&w->box, kept.data, found->data, true);
}

int32_t epub_take_image(void *context, uint32_t node, pecia_str src, pecia_str *path) {
    epub_writer *w = context;
    uint32_t known;
    pecia_resource found;
    if (pecia_map_get(&w->image_names, src, &known)) {
        *path = w->images[known].path;
        return PECIA_OK;
    }
    int32_t status =
        pecia_grow(w->host, w->job, &w->images, &w->image_capacity, w->image_count + 1, sizeof(*w->images));
    if (status == PECIA_OK) {
        status = epub_find_image(w, node, src, &found);
    }
    if (status != PECIA_OK) {
        return status;
    }
    epub_image *image = &w->images[w->image_count++];
    memset(image, 0, sizeof(*image));
    if (found.data.size > 0) {
        const struct form *form = w->image_count < 10000 ? form_of(found.data, found.media_type) : NULL;
        if (form) {
            status = add_image(w, form, &found, image);
        } else {
            refuse(w, node, "image-form", src, "is of a kind that books may not hold, or is not safe");
        }
    }
    *path = image->path;
    return status == PECIA_OK ? pecia_map_put(&w->image_names, src, (uint32_t)w->image_count - 1) : status;
}
