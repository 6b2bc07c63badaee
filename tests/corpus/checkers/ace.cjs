// SPDX-License-Identifier: MIT
// ace.cjs: Ace by DAISY of many books in one process; a line "PATH<tab>RULE<tab>WORDS" for each violation.
const { createRequire } = require("node:module");
const path = require("node:path");

const [modules, chromium, ...books] = process.argv.slice(2);
const load = createRequire(path.join(modules, "_.js"));
process.env.PUPPETEER_EXECUTABLE_PATH = chromium;
load("@daisy/ace-logger").initLogger({ silent: true });
const ace = load("@daisy/ace-core"), runner = load("@daisy/ace-axe-runner-puppeteer");

function* failures(node, page) {
    for (const one of node.assertions ?? []) yield* failures(one, node["earl:testSubject"]?.url ?? page);
    const result = node["earl:result"];
    if (node["earl:test"] && result?.["earl:outcome"] === "fail")
        yield [node["earl:test"]["dct:title"], `${page ?? "package"}: ${result["dct:description"] ?? ""} ${result.html ?? ""}`];
}

(async () => {
    console.log = () => {};
    for (const book of books) {
        const say = (...parts) => process.stdout.write([book, ...parts].join("\t").replace(/[\r\n]+/g, " ") + "\n");
        try {
            const [, report] = await ace(book, { cwd: process.cwd(), silent: true, jobId: "" }, runner);
            for (const [rule, words] of failures(report.json ?? report)) say(rule, words.slice(0, 300));
        } catch (error) {
            say("-", String(error));
        }
        say("done", "");
    }
    process.exit(0);
})();
