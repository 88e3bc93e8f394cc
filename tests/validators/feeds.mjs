// What several feed parsers see in the feeds named; one JSON object: parser → file → what it saw.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseFeed as rowan } from "@rowanmanning/feed-parser";
const require = createRequire(import.meta.url);
const { XMLValidator } = require("fast-xml-parser");
const partytime = require("podcast-partytime");
const RssParser = require("rss-parser");
const podcastFeedParser = require("podcast-feed-parser");
const FeedParser = require("feedparser");

const streamed = xml => new Promise((done, fail) => {
  const parser = new FeedParser({ addmeta: false });
  const guids = [];
  parser.on("error", fail);
  parser.on("data", item => guids.push(item.guid));
  parser.on("end", () => done({ title: parser.meta.title, guids }));
  parser.end(xml);
});
const parsers = {
  "fast-xml-parser": xml => XMLValidator.validate(xml),
  "podcast-partytime": xml => {
    const feed = partytime.parseFeed(xml);
    const tags = Object.values(feed.pc20support).flat();
    return { title: feed.title, guids: feed.items.map(item => item.guid), tags, hub: feed.pubsub };
  },
  "rss-parser": async xml => {
    const feed = await new RssParser().parseString(xml);
    return { title: feed.title, guids: feed.items.map(item => item.guid) };
  },
  "podcast-feed-parser": xml => {
    const feed = podcastFeedParser.getPodcastFromFeed(xml, { fields: { meta: ["title"], episodes: ["title", "guid"] } });
    return { title: feed.meta.title, guids: feed.episodes.map(item => item.guid) };
  },
  "@rowanmanning/feed-parser": xml => {
    const feed = rowan(xml);
    return { title: feed.title, guids: feed.items.map(item => item.id) };
  },
  feedparser: streamed,
};
const said = {};
for (const [name, parse] of Object.entries(parsers)) {
  said[name] = {};
  for (const file of process.argv.slice(2)) said[name][file] = await parse(readFileSync(file, "utf8"));
}
console.log(JSON.stringify(said));
