// The page works without this; with it, the player has its own controls and the transcript follows the sound.
(() => {
  "use strict";
  const box = document.querySelector("[data-player]");
  if (!box) return;
  const audio = box.querySelector("audio"), controls = box.querySelector(".controls");
  const range = controls.querySelector("input"), now = box.querySelector("[data-now]"), told = box.querySelector("[data-chapter]");
  const status = box.querySelector("[data-status]"), play = controls.querySelector("[data-do=toggle]");
  const length = () => Number.isFinite(audio.duration) ? audio.duration : Number(box.dataset.seconds);
  const chapters = [...document.querySelectorAll(".chapters .seek")].map(link => ({ node: link.parentNode, start: Number(link.hash.slice(3)) }));
  const phrases = [...document.querySelectorAll(".text [data-t]")].map(node => ({ node, start: Number(node.dataset.t) }));
  const speeds = [1, 1.25, 1.5, 1.75, 2, 0.75], rates = [...speeds].sort((a, b) => a - b);
  const entries = JSON.parse(box.dataset.say), said = (name, facts = {}) => entries[name].replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
  const stored = "atlascast:" + box.dataset.key;

  const clock = seconds => {
    const s = Math.floor(seconds), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60, rest = String(s % 60).padStart(2, "0");
    return h ? `${h}:${String(m).padStart(2, "0")}:${rest}` : `${m}:${rest}`;
  };
  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } },
  };
  const on = (node, event, act) => node.addEventListener(event, act);
  const say = text => { status.textContent = text; };
  const last = (list, time) => {
    let low = 0, high = list.length;
    while (low < high) { const middle = (low + high) >> 1; if (list[middle].start <= time + 0.01) low = middle + 1; else high = middle; }
    return list[low - 1];
  };

  // Words are fetched when the sound starts: a list of [start, word] in the transcript's order.
  let words = [], word = null, asked = null;
  const load = async () => {
    try { words = split((await (await fetch(box.dataset.words)).json()).words); } catch { /* the phrases still follow */ }
  };
  const prepare = () => asked ??= box.dataset.words ? load() : Promise.resolve();
  const split = told => {
    const found = [];
    let at = 0;
    for (const { node } of phrases) {
      const parts = node.textContent.trim().split(/\s+/), here = [];
      for (const part of parts) {  // a word too long for a caption comes in several
        let heard = told[at]?.[1] ?? "";
        here.push(told[at++]);
        while (heard.length < part.length && at < told.length) heard += told[at++][1];
        if (heard !== part) return found;
      }
      node.replaceChildren(...parts.flatMap((part, i) => {
        const span = document.createElement("span");
        span.textContent = part;
        span.dataset.t = here[i][0];
        found.push({ node: span, start: here[i][0] });
        return i ? [" ", span] : [span];
      }));
    }
    return found;
  };
  // How many words of a phrase stand before the one that was clicked: they are no elements before they are fetched.
  const counted = (phrase, { clientX, clientY }) => {
    const caret = document.caretPositionFromPoint?.(clientX, clientY), range = caret ? null : document.caretRangeFromPoint?.(clientX, clientY);
    const node = caret?.offsetNode ?? range?.startContainer, offset = caret?.offset ?? range?.startOffset;
    return node && phrase.contains(node) ? node.textContent.slice(0, offset).trimStart().split(/\s+/).length - 1 : 0;
  };
  const follow = time => {
    const here = words.length ? last(words, time) : undefined;
    if (here === word) return;
    word?.node.classList.remove("word");
    here?.node.classList.add("word");
    word = here;
  };

  let wanted = null, saying = null, chapter = null, saved = 0;
  const seek = (time, start = true) => {
    const to = Math.max(0, Math.min(time, length()));
    if (audio.readyState > 0) audio.currentTime = to; else { wanted = to; audio.preload = "metadata"; }
    if (start) audio.play().catch(() => say(said("unplayable")));
    show(to);
  };
  const show = time => {
    range.value = time;
    range.style.setProperty("--done", `${Math.min(100, 100 * time / (length() || 1))}%`);
    range.setAttribute("aria-valuetext", clock(time));
    now.textContent = clock(time);
    const phrase = last(phrases, time);
    if (phrase !== saying) {
      saying?.node.classList.remove("saying");
      phrase?.node.classList.add("saying");
      saying = phrase;
    }
    follow(time);
    const here = last(chapters, time);
    if (here !== chapter) {
      chapter?.node.classList.remove("now");
      here?.node.classList.add("now");
      chapter = here;
      told.textContent = here ? here.node.querySelector(".name").textContent : "";
    }
  };
  const speed = rate => {
    audio.playbackRate = audio.defaultPlaybackRate = rate;
    const button = controls.querySelector("[data-do=speed]");
    button.textContent = `${rate}×`;
    button.setAttribute("aria-label", said("speed", { rate }));
    memory.set("atlascast:speed", rate);
  };
  const share = async () => {
    const link = new URL(box.dataset.page ?? "", location.href);
    link.hash = `t=${Math.floor(audio.currentTime || wanted || 0)}`;
    try {
      if (navigator.share) await navigator.share({ title: box.dataset.title, url: link.href });
      else { await navigator.clipboard.writeText(link.href); say(said("copied")); }
    } catch (error) { if (error.name !== "AbortError") say(link.href); }
  };
  const actions = {
    toggle: () => audio.paused ? audio.play().catch(() => say(said("unplayable"))) : audio.pause(),
    back: () => seek(position() - 15, false),
    forward: () => seek(position() + 30, false),
    speed: () => speed(speeds[(speeds.indexOf(audio.playbackRate) + 1) % speeds.length]),
    slower: () => speed(rates[Math.max(0, rates.indexOf(audio.playbackRate) - 1)]),
    faster: () => speed(rates[Math.min(rates.length - 1, rates.indexOf(audio.playbackRate) + 1)]),
    before: () => sentence(-1),
    after: () => sentence(1),
    mute: () => { audio.muted = !audio.muted; },
    share,
  };
  // To the sentence after, or to the start of this one; soon after that start, to the one before.
  const sentence = way => {
    const at = position(), here = phrases.indexOf(last(phrases, at));
    const next = way > 0 ? phrases[here + 1] : phrases[here > 0 && at - phrases[here].start < 1.5 ? here - 1 : Math.max(0, here)];
    if (!next) return;
    seek(next.start, false);
    next.node.scrollIntoView({ block: "nearest" });
  };
  const position = () => wanted ?? audio.currentTime;

  on(audio, "loadedmetadata", () => { range.max = Math.ceil(audio.duration); if (wanted !== null) { audio.currentTime = wanted; wanted = null; } });
  on(audio, "timeupdate", () => {
    if (wanted !== null) return;
    show(audio.currentTime);
    if (Math.abs(audio.currentTime - saved) > 4) { saved = audio.currentTime; memory.set(stored, saved.toFixed(1)); }
  });
  on(audio, "play", () => { prepare(); box.classList.add("playing"); play.setAttribute("aria-label", said("pause")); });
  on(audio, "pause", () => { box.classList.remove("playing"); play.setAttribute("aria-label", said("play")); });
  on(audio, "ended", () => memory.set(stored, 0));
  on(audio, "error", () => say(said("unloadable")));
  on(range, "input", () => seek(Number(range.value), false));
  on(controls, "click", event => actions[event.target.closest("[data-do]")?.dataset.do]?.());
  on(document, "click", event => {
    const link = event.target.closest("a.seek"), phrase = event.target.closest(".text [data-t]");
    if (link) { event.preventDefault(); seek(Number(link.hash.slice(3))); }
    else if (phrase && !String(getSelection())) {
      const place = words.length ? -1 : counted(phrase, event);
      seek(Number(phrase.dataset.t));
      if (place > 0) prepare().then(() => { const here = phrase.children[place]; if (here) seek(Number(here.dataset.t)); });
    }
  });
  // WCAG 2.2, 2.1.4: keys that are letters can be switched off; they then act in the player alone.
  const everywhere = box.querySelector("[data-everywhere]");
  if (everywhere) {
    everywhere.checked = memory.get("atlascast:keys") !== "player";
    on(everywhere, "change", () => memory.set("atlascast:keys", everywhere.checked ? "page" : "player"));
  }
  on(document, "keydown", event => {
    if (!everywhere?.checked && !box.contains(event.target)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (event.key === " " && event.target.closest("button, a, summary, input")) return;
    const action = { " ": "toggle", k: "toggle", j: "back", l: "forward", ArrowLeft: "back", ArrowRight: "forward", m: "mute", "<": "slower", ">": "faster", ",": "before", ".": "after" }[event.key];
    if (action) { event.preventDefault(); actions[action](); }
  });
  if ("mediaSession" in navigator) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: box.dataset.title, artist: box.dataset.artist, artwork: [{ src: box.dataset.cover }] });
    const asked = { seekbackward: actions.back, seekforward: actions.forward, seekto: ({ seekTime }) => seek(seekTime, false) };
    for (const [what, act] of Object.entries(asked)) navigator.mediaSession.setActionHandler(what, act);
  }
  audio.controls = false;
  audio.hidden = true;
  controls.hidden = false;
  box.querySelector(".help")?.removeAttribute("hidden");
  document.documentElement.classList.add("ready");
  const rate = Number(memory.get("atlascast:speed"));
  if (speeds.includes(rate)) speed(rate);
  const from = /[?&#]t=(\d+(?::\d\d){0,2}(?:\.\d+)?)(?:&|$)/.exec(location.hash || location.search), kept = Number(memory.get(stored));
  if (from) seek(from[1].split(":").reduce((sum, part) => sum * 60 + Number(part), 0), false);
  else if (kept > 5 && kept < length() - 15) seek(kept, false);
})();
