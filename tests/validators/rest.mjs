// What is wrong with a site's captions, robots.txt and Content-Security-Policy: one JSON list of complaints.
// Arguments: the policy, the site's address, robots.txt, then WebVTT files.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const [policy, base, robots, ...captions] = process.argv.slice(2);
const wrong = [];

const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { CspParser } = require("csp_evaluator/dist/parser.js");
const { Severity } = require("csp_evaluator/dist/finding.js");
for (const found of new CspEvaluator(new CspParser(policy).csp).evaluate())
  if (found.severity <= Severity.MEDIUM) wrong.push(`policy: ${found.description}`);

const rules = require("robots-parser")(`${base}robots.txt`, readFileSync(robots, "utf8"));
if (!rules.isAllowed(`${base}feed.xml`, "iTMS")) wrong.push("robots.txt keeps Apple from the feed");
if (rules.getSitemaps()[0] !== `${base}sitemap.xml`) wrong.push("robots.txt names no sitemap");

const { WebVTTParser } = require("webvtt-parser");
for (const file of captions)
  for (const error of new WebVTTParser().parse(readFileSync(file, "utf8"), "captions").errors)
    wrong.push(`${file}:${error.line}: ${error.message}`);
console.log(JSON.stringify(wrong));
