/* SPDX-License-Identifier: MIT
 *
 * test_svg.c: which SVG images do nothing, and which bytes are an image at all.
 */
#include <stdlib.h>
#include <string.h>

#include "plugins/host/resources.h"
#include "tests/core/cmocka_all.h"

#define SVG "<svg xmlns='http://www.w3.org/2000/svg'>"

static void harmless_ones_pass(void **state) {
    (void)state;
    static const char *const samples[] = {
        SVG "</svg>",
        "\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE svg PUBLIC 'a' 'b'>" SVG
        "<g><path d='M0 0'/></g></svg>\n",
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:rect fill='url(#a)'/></s:svg>",
        SVG "<style>rect { fill: red; } .a { fill: url(#g) }</style><rect/></svg>",
        SVG "<use href='#a'/><image href='data:image/png;base64,AAAA'/></svg>",
        SVG "<a href='https://example.org/'><text>x</text></a></svg>",
        SVG "<rect transform='scale(2) rotate(3)' class=\"b\"/></svg>",
        SVG "<style><![CDATA[ rect { fill: red } ]]></style></svg>",
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const char *fault = pecia_svg_fault(samples[i], strlen(samples[i]));
        if (fault)
            fail_msg("%s: %s", samples[i], fault);
        assert_string_equal(pecia_image_type(samples[i], strlen(samples[i]), NULL), "image/svg+xml");
    }
}

static void active_and_broken_ones_do_not(void **state) {
    (void)state;
    static const char *const samples[] = {
        "<html></html>",
        "<svg>",
        SVG "<g></svg>",
        SVG "</svg></svg>",
        SVG "</svg><svg/>",
        SVG "<script>1</script></svg>",
        SVG "<s:SCRIPT xmlns:s='x'/></svg>",
        SVG "<rect onclick='x()'/></svg>",
        SVG "<rect ONLOAD = 'x()'/></svg>",
        SVG "<a href='javascript:x()'/></svg>",
        SVG "<a xlink:href='&#106;avascript:x()'/></svg>",
        SVG "<image href='http://example.org/a.png'/></svg>",
        SVG "<image href='file:///etc/passwd'/></svg>",
        SVG "<image href='data:image/svg+xml;base64,AAAA'/></svg>",
        SVG "<use href='other.svg#a'/></svg>",
        SVG "<foreignObject><p/></foreignObject></svg>",
        SVG "<set attributeName='href' to='x'/></svg>",
        SVG "<rect style='fill: url(http://example.org/)'/></svg>",
        SVG "<rect fill='&#117;rl(http://example.org/)'/></svg>",
        SVG "<style>@import 'a.css';</style></svg>",
        SVG "<style>rect { fill: u\\72l(a) }</style></svg>",
        SVG "<style><![CDATA[ @import 'a' ]]></style></svg>",
        "<?xml-stylesheet href='a.css'?>" SVG "</svg>",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]>" SVG "&a;</svg>",
        "<svg a=b></svg>",
        "<svg a></svg>",
        "<svg a='b></svg>",
        "<svg / ></svg>",
        SVG "<!-- </svg>",
        SVG "<![CDATA[ </svg>",
        "<",
        "<svg",
        "<>",
        "<svg><",
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (!pecia_svg_fault(samples[i], strlen(samples[i])))
            fail_msg("passed: %s", samples[i]);
    assert_non_null(pecia_svg_fault("", 0));
}

/** Every beginning of a good one is refused, and none is read past its end. */
static void beginnings_are_refused(void **state) {
    (void)state;
    static const char whole[] = "<?xml version='1.0'?><!DOCTYPE svg>" SVG "<!-- a --><g a='b'><![CDATA[x]]>y</g></svg>";
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        char *part = malloc(size + 1); /* so that the sanitizer sees a step too far */
        assert_non_null(part);
        char *exact = size ? realloc(part, size) : part;
        memcpy(exact, whole, size);
        assert_non_null(pecia_svg_fault(exact, size));
        free(exact);
    }
    assert_null(pecia_svg_fault(whole, sizeof whole - 1));
}

static void images_are_told_by_their_bytes(void **state) {
    (void)state;
    const char *why;
    assert_string_equal(pecia_image_type("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, &why), "image/png");
    assert_string_equal(pecia_image_type("\xff\xd8\xff\xe0", 4, &why), "image/jpeg");
    assert_string_equal(pecia_image_type("GIF89a\1", 7, &why), "image/gif");
    assert_string_equal(pecia_image_type("RIFF\1\2\3\4WEBPVP8 x", 17, &why), "image/webp");
    assert_null(pecia_image_type("", 0, &why));
    assert_null(pecia_image_type("\x89PNG", 4, &why));
    assert_null(pecia_image_type("root:x:0:0", 10, &why));
    assert_null(pecia_image_type("<html>", 6, &why));
    assert_non_null(why);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(harmless_ones_pass),
        cmocka_unit_test(active_and_broken_ones_do_not),
        cmocka_unit_test(beginnings_are_refused),
        cmocka_unit_test(images_are_told_by_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
