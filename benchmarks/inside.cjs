// As inside.py, for write-good: node inside.cjs FOLDER_OF_MODULES
"use strict";
const path = require("path");
const readline = require("readline");
const writeGood = require(path.join(process.argv[2], "write-good"));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const texts = JSON.parse(line).map((document) => document.draft.text);
  const cpu = process.cpuUsage();
  const wall = process.hrtime.bigint();
  const remarked = texts.filter((text) => writeGood(text).length > 0).length;
  const took = Number(process.hrtime.bigint() - wall) / 1e9;
  const used = process.cpuUsage(cpu);
  process.stdout.write(JSON.stringify({ cpu: (used.user + used.system) / 1e6, wall: took, remarked }) + "\n");
});
