// SPDX-License-Identifier: MIT
// epubcheck.mjs: epubcheck-ts of many books; a line "PATH<tab>ID<tab>WORDS" for each error and warning.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...books] = process.argv.slice(2);
const folder = path.join(modules, "@likecoin/epubcheck-ts");
const main = JSON.parse(fs.readFileSync(path.join(folder, "package.json"))).module;
const { EpubCheck } = await import(pathToFileURL(path.join(folder, main)));
for (const book of books) {
    const { messages } = await EpubCheck.validate(new Uint8Array(fs.readFileSync(book)));
    for (const { severity, id, message, location } of messages)
        if (["fatal", "error", "warning"].includes(severity))
            console.log([book, id, `${location?.path ?? ""}:${location?.line ?? ""} ${message}`.replace(/\s+/g, " ")].join("\t"));
    console.log(`${book}\tdone\t`);
}
